"""Rules of 监督预警 beyond its clock: when a correction has proven itself, and the loops that must close."""

from pydantic import Field

from zxdata.rules.clock import Clock, Section


class Loop(Section):
    """Steps in their order and the stages that reach each; a step without stages is reached by a reminder."""

    name: str = Field(min_length=1)
    steps: dict[str, tuple[str, ...]] = Field(min_length=1)


LOOPS = (
    Loop(name="接收—开展—汇报", steps={"接收": ("签收",), "开展": ("整改",), "汇报": ("评估",)}),
    Loop(name="交办—催办—反馈", steps={"交办": ("交办",), "催办": (), "反馈": ("反馈",)}),
)


class Supervision(Clock):
    """lasting_months: a correction holds when the matter is not opened again within so many months."""

    lasting_months: int = Field(3, ge=1, le=60)
    loops: tuple[Loop, ...] = LOOPS
