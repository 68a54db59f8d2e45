"""The working calendar: which days are working days, 调休 included, counted as ordinals.

The official arrangement comes from ``chinesecalendar`` (2004 to 2026); rows of the ledger's ``calendar`` table
replace it day by day. Years covered by neither are guessed from weekdays and marked so.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from chinese_calendar.constants import holidays, workdays

FIRST, LAST = date(1990, 1, 1), date(2060, 12, 31)
GUESSED = "暂按周末推算"
GUESSED_SIGN, GUESSED_BRIEF = "※", "推算"
"""Behind a number of days where there is no room for the words, and what it means."""
_OFFICIAL_YEARS = frozenset(day.year for day in holidays)


@dataclass(frozen=True, slots=True)
class Day:
    """``ordinal`` is the number of working days from FIRST through this day."""

    day: date
    ordinal: int
    workday: bool
    guessed: bool


@dataclass(frozen=True)
class WorkCalendar:
    """``overrides``: day → working or not, from the ledger's ``calendar`` table."""

    overrides: Mapping[date, bool]

    @cached_property
    def days(self) -> tuple[Day, ...]:
        return _days(frozenset(self.overrides.items()))

    def on(self, day: date) -> Day:
        """The calendar's entry for ``day``; days beyond its ends take the end's."""
        return self.days[min(max((day - FIRST).days, 0), len(self.days) - 1)]

    def left(self, due: date, today: date) -> int:
        """Working days after ``today`` up to and including ``due``; negative: working days over."""
        return self.on(due).ordinal - self.on(today).ordinal

    def workday_at(self, ordinal: int) -> date:
        """The day on which the count of working days reaches ``ordinal``."""
        position = bisect_right(self.days, ordinal - 1, key=lambda d: d.ordinal)
        return self.days[min(position, len(self.days) - 1)].day


@lru_cache(maxsize=4)  # every version of the data asks for the same calendar until a new year's is known
def _days(overrides: frozenset[tuple[date, bool]]) -> tuple[Day, ...]:
    told = dict(overrides)
    years_given = {d.year for d in told}
    found, ordinal, day = [], 0, FIRST
    while day <= LAST:
        official = day.year in _OFFICIAL_YEARS
        if day in told:
            workday = told[day]
        elif official and (day in holidays or day in workdays):
            workday = day in workdays
        else:
            workday = day.weekday() < 5
        ordinal += workday
        found.append(Day(day, ordinal, workday, not official and day.year not in years_given))
        day += timedelta(days=1)
    return tuple(found)
