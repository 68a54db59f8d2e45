"""How often counterparts exchange data with the ledger, and by when the next exchange is due."""

from datetime import date, timedelta
from typing import Self

from pydantic import Field, model_validator

from zxdata.periods import whole_months_before
from zxdata.rules.clock import Section


class Interval(Section):
    """From one exchange to the next: so many days, or so many months."""

    days: int | None = Field(None, ge=1, le=3660)
    months: int | None = Field(None, ge=1, le=120)

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.days is None) == (self.months is None):
            raise ValueError("应写 days 或 months 之一。")
        return self

    def turn(self, day: date, count: int) -> date:
        """The day ``count`` turns after ``day``; the last day of a month goes to the last of another."""
        if self.days:
            return day + timedelta(days=count * self.days)
        return whole_months_before(day, -count * (self.months or 1))


# fmt: off
_FREQUENCIES = {
    "每日": Interval(days=1), "每周": Interval(days=7), "每旬": Interval(days=10), "每月": Interval(months=1),
    "每季度": Interval(months=3), "每半年": Interval(months=6), "每年": Interval(months=12),
}
# fmt: on


class Exchanging(Section):
    """``frequencies``: what the words of 频次 mean; ``idle``: words of 状态 under which nothing is expected."""

    frequencies: dict[str, Interval] = _FREQUENCIES
    idle: tuple[str, ...] = ("停用", "暂停", "未开通")

    def due(self, expected: date | None, exchanged: date | None, frequency: str | None) -> tuple[date | None, int]:
        """By when the next exchange is due (None: nobody knows), and how many days late the last one came.

        ``expected`` is when the next was due as the ledger has it. An exchange counts for the last expected day before it
        or on it; where the ledger was not carried on since, the days after go on at the frequency.
        """
        every = self.frequencies.get(frequency or "")
        if expected is None:
            return (every.turn(exchanged, 1) if exchanged and every else None), 0
        if exchanged is None:
            return expected, 0
        if exchanged < expected:
            before = every.turn(expected, -1) if every else None
            return expected, max((exchanged - before).days, 0) if before else 0
        if every is None:
            return None, (exchanged - expected).days
        turns = 0
        while every.turn(expected, turns + 1) <= exchanged:
            turns += 1
        return every.turn(expected, turns + 1), (exchanged - every.turn(expected, turns)).days
