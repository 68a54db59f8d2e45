"""What a body measures itself by: targets of rates, composite indices, the rhythm of following up results."""

from typing import Any

from pydantic import Field, model_validator

from zxdata.rules.audience import Audience
from zxdata.rules.clock import Section

METRIC = r"^[a-z_]+\.[a-z_0-9]+$"


class Target(Section):
    """A rate below ``least`` is red, less than ``margin`` above it yellow. A bare number is ``least``."""

    least: float = Field(ge=0, le=1)
    margin: float = Field(0, ge=0, le=1)

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, raw: Any) -> Any:
        return {"least": raw} if isinstance(raw, int | float | str) else raw


class Part(Section):
    """One component of an index: ``metric``, or ``metric`` ÷ ``per`` × ``times``, scored 0 at ``zero``, 100 at ``full``.

    ``full`` below ``zero``: less is better. Between them the score runs straight, beyond them it stays.
    """

    metric: str = Field(pattern=METRIC)
    per: str | None = Field(None, pattern=METRIC)
    times: float = Field(1, gt=0)
    name: str = ""
    weight: float = Field(gt=0, le=1000)
    zero: float = 0
    full: float = 1

    def score(self, value: float) -> float:
        share = (value - self.zero) / (self.full - self.zero)
        return 100 * min(max(share, 0.0), 1.0)


class Index(Section):
    """A weighted mean of its parts' scores over the parts that are known."""

    name: str = Field(min_length=1, max_length=12)
    parts: tuple[Part, ...] = Field(min_length=1)


class Cadence(Audience):
    """Adopted, not yet carried out: a ``kind`` of follow-up at least every so many months, for whom it applies to."""

    kind: str = Field(min_length=1)
    months: int = Field(ge=1, le=60)
    word: str = ""


class Signals(Section):
    """When a rise is unusual: the last 7 days against the ``weeks`` weeks before, by this much chance at most.

    ``least``: fewer than so many cases raise no alarm whatever their history.
    """

    weeks: int = Field(12, ge=4, le=104)
    chance: float = Field(0.01, gt=0, lt=0.5)
    least: int = Field(3, ge=1)
