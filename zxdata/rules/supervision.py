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
    """lasting_months: a correction holds when the matter is not opened again within so many months.

    recommendations: kinds of output that are letters of recommendation; cases: kinds and selections that make it a case
    of the library; direct: what outputs are selected for that go straight up, and how many a year are to; forces: kinds
    of groups of members that supervise; pass_mark: a unit whose three scores (整改、配合度、满意度, 渝中) are below so many
    points on average has to do its corrections again.
    """

    lasting_months: int = Field(3, ge=1, le=60)
    loops: tuple[Loop, ...] = LOOPS
    recommendations: tuple[str, ...] = ("民主监督建议书",)
    direct: tuple[str, ...] = ("直报十条",)
    cases: tuple[str, ...] = ("案例", "示范案例", "优秀案例")
    forces: tuple[str, ...] = ("监督力量", "一线督导")
    direct_each_year: int = Field(10, ge=1, le=1000)
    pass_mark: float = Field(60, ge=0, le=100)
