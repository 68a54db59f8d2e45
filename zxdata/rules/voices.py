"""Rules of 民情: how soon a voice is answered, what its words say it is about, how reports score, when visits suffice."""

from typing import Any, Literal, Self

from pydantic import Field, model_validator

from zxdata.rules.clock import Clock, Section
from zxdata.rules.consulting import shipped


class ReplyLimit(Section):
    """The limit for voices of these channels and grades (none: all): working days or hours.

    Whole working days end with their last day; ``exact``, parts of a day and hours end at their minute.
    """

    channels: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    workdays: float | None = Field(None, gt=0, le=2500)
    hours: float | None = Field(None, gt=0, le=87_600)
    exact: bool = False

    @model_validator(mode="after")
    def _one_unit(self) -> Self:
        if (self.workdays is None) == (self.hours is None):
            raise ValueError("workdays hours")
        return self

    @property
    def to_the_minute(self) -> bool:
        return self.exact or self.workdays is None or self.workdays % 1 > 0

    @property
    def words(self) -> str:
        """``12345热线 24 小时``"""
        limit = f"{self.hours:g} 小时" if self.workdays is None else f"{self.workdays:g} 个工作日"
        return "、".join((*self.channels, *self.grades)) + f" {limit}" + ("（计到分）" if self.to_the_minute else "")


class UsePoints(Section):
    """Points of a use at these levels (none: any) in these modes (none: any)."""

    levels: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    points: float = Field(ge=0)


class Points(Section):
    """How a report scores: its handing in, its uses (of several the ``highest`` or their ``sum``), its endorsements by
    rank, on top of its uses. Of the uses' rows that fit the first holds.
    """

    counting: Literal["highest", "sum"] = "highest"
    submitted: float = Field(0, ge=0)
    uses: tuple[UsePoints, ...] = ()
    endorsed: dict[str, float] = Field({})

    @property
    def words(self) -> str:
        several = "几级采用取最高" if self.counting == "highest" else "几级采用累计"
        uses = "，".join(f"{'、'.join((*row.levels, *row.modes)) or '其余'} {row.points:g} 分" for row in self.uses)
        ranks = "，".join(f"{rank}批示加 {points:g} 分" for rank, points in self.endorsed.items())
        return "；".join(part for part in (f"报送 {self.submitted:g} 分", uses, several, ranks) if part)


class Similar(Section):
    """When two voices are offered as one: so like each other, raised within so many days, in one place; so many are
    compared at most.
    """

    least: float = Field(0.72, gt=0, le=1)
    days: int = Field(30, ge=1, le=3660)
    most: int = Field(3000, ge=10)


class Surge(Section):
    """The last ``weeks`` weeks against the same weeks a year before; ``chance``: the share of false alarms among the
    alarms (Benjamini and Hochberg); ``least``: fewer voices raise none.
    """

    weeks: int = Field(4, ge=1, le=26)
    least: int = Field(5, ge=1)
    chance: float = Field(0.05, gt=0, lt=0.5)


class Voices(Clock):
    """starts: from when a reply is waited for. contact_people: person-times that a member meets in a year.
    active_voices: so many voices in twelve months make a member active. topics, grades: class → words.
    promise_days: what was adopted and not done after so many days is named.
    """

    limit_workdays: int | None = Field(3, ge=1, le=2500)
    yellow_workdays: int = Field(1, ge=0, le=250)
    starts: Literal["反映", "提交", "签收"] = "反映"
    limits: tuple[ReplyLimit, ...] = ()
    contact_people: int = Field(30, ge=1)
    active_voices: int = Field(2, ge=1)
    promise_days: int = Field(30, ge=0, le=3660)
    topics: dict[str, tuple[str, ...]] = Field(
        default_factory=lambda: shipped("keywords")["classes"], validate_default=True
    )
    grades: dict[str, tuple[str, ...]] = Field(
        default_factory=lambda: shipped("voices")["grades"], validate_default=True
    )
    points: Points = Field(default_factory=lambda: shipped("voices")["points"], validate_default=True)
    similar: Similar = Similar()
    surge: Surge = Surge()

    @model_validator(mode="before")
    @classmethod
    def _own_limit(cls, raw: Any) -> Any:
        """A limit in another unit replaces the working days of the default."""
        if isinstance(raw, dict) and {"limit_days", "limit_months"} & raw.keys() and "limit_workdays" not in raw:
            return raw | {"limit_workdays": None}
        return raw
