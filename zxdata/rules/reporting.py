"""What districts owe the ledger, and how good what they hand in is."""

from datetime import date, timedelta
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from zxdata import words
from zxdata.datasets import BY_NAME
from zxdata.periods import Period, months_after, months_before, read_period
from zxdata.rules.clock import Section

MONTHS = {"month": 1, "quarter": 3, "year": 12}


def _known(name: str) -> str:
    """The code name of a dataset given by it or by its Chinese title."""
    named = {dataset.title: dataset.name for dataset in BY_NAME.values()}
    if named.get(name, name) not in BY_NAME:
        raise ValueError(f"没有名为“{name}”的数据集；可用：{'、'.join(named)}。")
    return named.get(name, name)


class Duty(Section):
    """What each district owes, or each of ``regions`` (codes): without them, all that no other duty for the dataset names.

    ``at_least`` rows of the dataset dated in each month, quarter or year; ``grace_days`` after its end they are missing.
    """

    dataset: str
    every: Literal["month", "quarter", "year"]
    at_least: int = Field(1, ge=1, le=10_000)
    grace_days: int = Field(10, ge=0, le=366)
    regions: tuple[str, ...] = ()

    _dataset = field_validator("dataset")(_known)

    @property
    def words(self) -> str:
        """``阵地活动每月至少 1 行，期末后 10 天内``"""
        every = {"month": "每月", "quarter": "每季度", "year": "每年"}[self.every]
        return f"{BY_NAME[self.dataset].title}{every}至少 {self.at_least:,} 行，期末后 {self.grace_days} 天内"

    def periods(self, day: date, months: int) -> tuple[tuple[Period, date], ...]:
        """The periods that ended within ``months`` months before ``day`` and whose grace is over, each with its last day
        of grace.
        """
        length, found = MONTHS[self.every], []
        first = (
            date(day.year, 1, 1) if self.every == "year" else date(day.year, (day.month - 1) // length * length + 1, 1)
        )
        earliest = months_before(day, months)
        since = months_before(first, length)
        while (until := months_after(since, length) - timedelta(days=1)) > earliest:
            due = until + timedelta(days=self.grace_days)
            if due < day:
                found.append((read_period(self._label(since)), due))
            since = months_before(since, length)
        return tuple(reversed(found))

    def _label(self, since: date) -> str:
        if self.every == "quarter":
            return f"{since.year}-Q{(since.month + 2) // 3}"
        return f"{since.year}-{since.month:02}" if self.every == "month" else str(since.year)


# fmt: off
_DUTIES = (
    Duty(dataset="activities", every="month"), Duty(dataset="supervisions", every="quarter"),
    Duty(dataset="consultations", every="quarter"), Duty(dataset="proposals", every="year"),
)
# fmt: on


class Reporting(Section):
    """What is owed is looked at over the last ``months`` months."""

    months: int = Field(12, ge=1, le=60)
    duties: tuple[Duty, ...] = _DUTIES

    @model_validator(mode="after")
    def _once(self) -> Self:
        owed = [(duty.dataset, region) for duty in self.duties for region in duty.regions or ("",)]
        twice = sorted({dataset for dataset, region in owed if owed.count((dataset, region)) > 1})
        if twice:
            raise ValueError(f"duties 里同一批区县的{'、'.join(BY_NAME[name].title for name in twice)}写了两次。")
        return self

    def elsewhere(self, duty: Duty) -> tuple[str, ...]:
        """The regions that owe the duty's dataset under a duty of their own; without ``regions`` a duty leaves them out."""
        others = (each for each in self.duties if each is not duty and each.dataset == duty.dataset)
        return () if duty.regions else tuple(region for each in others for region in each.regions)


# What a row of each dataset should say, besides what it must.
# fmt: off
_FIELDS = {
    "workstations": ("tier", "channel", "lon", "opened_on"),
    "activities": ("kind", "member_visits", "public_visits"),
    "members": ("sector", "committee", "role", "term_from"),
    "proposals": ("category", "sector", "session", "proposers"),
    "supervisions": ("form", "channel", "category"),
    "consultations": ("platform", "form", "channel", "category", "member_visits", "public_visits"),
}
# fmt: on


class Score(Section):
    """Weights of what makes data good, and how old its last row may be: full marks up to ``fresh_days``, none from
    ``stale_days`` on, on a straight line between. ``fields``: the columns that a row of each dataset should fill.
    """

    complete: float = Field(40, ge=0, le=1000)
    fresh: float = Field(30, ge=0, le=1000)
    consistent: float = Field(30, ge=0, le=1000)
    fresh_days: int = Field(31, ge=0, le=3660)
    stale_days: int = Field(180, ge=1, le=3660)
    fields: dict[str, tuple[str, ...]] = _FIELDS

    @field_validator("fields")
    @classmethod
    def _of_columns(cls, fields: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        found = {_known(name): names for name, names in fields.items()}
        for dataset, names in found.items():
            strange = [name for name in names if name not in {column.name for column in BY_NAME[dataset].columns}]
            if strange:
                raise ValueError(f"{BY_NAME[dataset].title}没有名为 {'、'.join(strange)} 的列。")
        return found

    @model_validator(mode="after")
    def _of_use(self) -> Self:
        if self.stale_days <= self.fresh_days:
            raise ValueError("stale_days 应大于 fresh_days。")
        if self.complete + self.fresh + self.consistent <= 0:
            raise ValueError("complete、fresh、consistent 三个权重不能都是 0。")
        return self

    @property
    def words(self) -> str:
        """``完整 40％、新鲜 30％、一致 30％``: weights as shares, and the days of freshness."""
        total = self.complete + self.fresh + self.consistent
        shares = (("完整", self.complete), ("新鲜", self.fresh), ("一致", self.consistent))
        named = "＋".join(f"{name}×{words.percent(weight / total, 0)}" for name, weight in shares)
        return (
            f"得分＝{named}，满分 100。完整：应填的格填了多少；新鲜：最近一条距截至日 {self.fresh_days} 天以内满分，"
            f"{self.stale_days} 天起零分，其间按比例；一致：没有时间颠倒、重复、年份可疑的行占多少。没有日期的数据集不计新鲜"
        )
