"""Periods that briefings are written for: a month, a quarter, a year."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from zxdata.errors import WrongUse
from zxdata.filters import Filters

_WRITTEN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?")
_QUARTERS = "一二三四"


@dataclass(frozen=True)
class Period:
    """``2025年第三季度``: its first and last day."""

    name: str
    since: date
    until: date


def period(text: str) -> Period:
    """``2025-09``, ``2025-Q3`` or ``2025``; raises WrongUse."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None or int(found[1]) < 1949:
        raise WrongUse(f"“{text}”不是期间；月写 2025-09，季写 2025-Q3，年写 2025。")
    year = int(found[1])
    if found[2]:
        first, last, name = int(found[2]) * 3 - 2, int(found[2]) * 3, f"{year}年第{_QUARTERS[int(found[2]) - 1]}季度"
    elif found[3]:
        first = last = int(found[3])
        name = f"{year}年{first}月"
    else:
        first, last, name = 1, 12, f"{year}年"
    return Period(name, date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def recent(today: date, months: int = 12, quarters: int = 8, years: int = 4) -> tuple[Period, ...]:
    """The months, quarters and years up to the one that ``today`` lies in, each kind latest first."""
    return (*_back(today, "{0}-{1:02}", months), *_back(today, "{0}-Q{2}", quarters), *_back(today, "{0}", years))


def period_of(filters: Filters) -> Period | None:
    """The month, quarter or year that filters ask for; one without an end is the shortest that holds the cut-off."""
    return next((each for each in _starting(filters.since) if _is(each, filters)), None)


def _back(today: date, written: str, count: int) -> Iterator[Period]:
    for _ in range(count):
        one = period(written.format(today.year, today.month, (today.month + 2) // 3))
        yield one
        today = one.since - timedelta(days=1)


def _starting(day: date | None) -> Iterator[Period]:
    """The periods that begin on a day."""
    if day is not None and day.day == 1:
        yield from (each for each in recent(day, 1, 1, 1) if each.since == day)


def _is(each: Period, filters: Filters) -> bool:
    return each.until == filters.until if filters.until else each.since <= filters.as_of <= each.until
