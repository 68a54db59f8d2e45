"""What a body measures itself by: targets of rates, composite indices, the rhythm of following up results."""

from typing import Any, Literal

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
    """One component of an index: ``metric``, or ``metric`` ÷ ``per`` × ``times``. ``full`` below ``zero``: less is better.

    normalise: ``line``, 0 points at ``zero``, 100 at ``full``, straight between them and level beyond; ``range``, from
    the worst peer to the best; ``rank``, by the share of the peers that are worse.
    """

    metric: str = Field(pattern=METRIC)
    per: str | None = Field(None, pattern=METRIC)
    times: float = Field(1, gt=0)
    name: str = ""
    weight: float = Field(gt=0, le=1000)
    zero: float = 0
    full: float = 1
    normalise: Literal["line", "range", "rank"] = "line"


class Index(Section):
    """A weighted mean of its parts' scores over the parts that are known, of peers of one level: ``by``.

    cases: the metric that says on how many cases a peer's score rests; with fewer than ``least`` it is ranked apart.
    page: where it is shown.
    """

    name: str = Field(min_length=1, max_length=12)
    by: Literal["district", "township", "unit"] = "district"
    page: Literal["supervision", "voices", "members", "party", "programmes"] = "supervision"
    cases: str | None = Field(None, pattern=METRIC)
    least: int = Field(0, ge=0)
    parts: tuple[Part, ...] = Field(min_length=1)

    @property
    def metrics(self) -> tuple[str, ...]:
        """Every metric that it asks for, each once."""
        named = [key for part in self.parts for key in (part.metric, part.per)] + [self.cases]
        return tuple(dict.fromkeys(key for key in named if key))


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
