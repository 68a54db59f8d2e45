"""Days, months, quarters and years: reckoned, labelled (``2025-09``, ``2025-Q3``, ``2025``) and called by name."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from zxdata.errors import WrongUse
from zxdata.filters import Filters

_WRITTEN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?")
_QUARTERS = "一二三四"
EARLIEST = date(2000, 1, 1)  # the first day that can be asked for


@dataclass(frozen=True)
class Period:
    """``2025年第三季度``: its first and last day."""

    name: str
    since: date
    until: date


def read_day(text: str) -> date:
    """``2025-09-30`` as a day that can be asked for; raises WrongUse with what would work."""
    try:
        day = date.fromisoformat(text)
    except ValueError as fault:
        raise WrongUse(f"“{text}”不是日期，应如 2025-09-30。") from fault
    if day < EARLIEST:
        raise WrongUse(f"“{text}”早于能查的第一天 {EARLIEST}。")
    return day


def read_period(text: str) -> Period:
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


def period_label(day: date, dimension: str) -> str:
    """The period of a day as it is written: ``2025-09-30``, ``2025-09``, ``2025-Q3`` or ``2025``."""
    if dimension == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[dimension]]


def label_before(label: str) -> str:
    """The period right before, written alike: ``2025-01`` → ``2024-12``, ``2025-Q1`` → ``2024-Q4``; "" of any other text."""
    if _WRITTEN.fullmatch(label):
        dimension = "year" if len(label) == 4 else "quarter" if "Q" in label else "month"
        return period_label(read_period(label).since - timedelta(days=1), dimension)
    try:
        return (date.fromisoformat(label) - timedelta(days=1)).isoformat()
    except ValueError:
        return ""


def months_before(day: date, months: int) -> date:
    """The same day ``months`` calendar months earlier, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_after(day: date, months: int) -> date:
    """The same day ``months`` calendar months later, or that month's last day."""
    return months_before(day, -months)


def whole_months_before(day: date, months: int) -> date:
    """As ``months_before``; the last day of a month goes to the last day of another."""
    earlier = months_before(day, months)
    return earlier.replace(day=monthrange(earlier.year, earlier.month)[1]) if last_of_month(day) else earlier


def week_of(day: date) -> tuple[date, date]:
    """The Monday and the Sunday of its week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def last_of_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def first_of_months(day: date, count: int) -> date:
    """The first day of the ``count`` calendar months that end with the one of ``day``."""
    return months_before(day.replace(day=1), count - 1)


def month_labels(first: date, last: date) -> list[str]:
    """Every month from that of ``first`` to that of ``last``."""
    count = (last.year - first.year) * 12 + last.month - first.month
    return [period_label(months_before(last.replace(day=1), back), "month") for back in range(count, -1, -1)]


def unfinished_month(day: date) -> str:
    """The month that a cut-off day cuts; "" where it is the month's last day."""
    return "" if last_of_month(day) else period_label(day, "month")


def presets(as_of: date, term_from: date | None = None) -> dict[str, tuple[date | None, date | None]]:
    """Name → first and last day; an open end is the cut-off day. 本届 where the first day of the term is known."""
    quarter = as_of.replace(month=as_of.month - (as_of.month - 1) % 3, day=1)
    return {
        "不限期间": (None, None),
        "本月": (as_of.replace(day=1), None),
        "本季": (quarter, None),
        "今年": (as_of.replace(month=1, day=1), None),
        "近12个月": (first_of_months(as_of, 12), None),
        **({"本届": (term_from, None)} if term_from else {}),
    }


def recent_periods(today: date, months: int = 12, quarters: int = 8, years: int = 4) -> tuple[Period, ...]:
    """The months, quarters and years up to the one that ``today`` lies in, each kind latest first."""
    return (*_back(today, "{0}-{1:02}", months), *_back(today, "{0}-Q{2}", quarters), *_back(today, "{0}", years))


def period_of(filters: Filters) -> Period | None:
    """The month, quarter or year that filters ask for; one without an end is the shortest that holds the cut-off."""
    return next((each for each in _starting(filters.since) if _is(each, filters)), None)


def _back(today: date, written: str, count: int) -> Iterator[Period]:
    for _ in range(count):
        one = read_period(written.format(today.year, today.month, (today.month + 2) // 3))
        yield one
        today = one.since - timedelta(days=1)


def _starting(day: date | None) -> Iterator[Period]:
    """The periods that begin on a day."""
    if day is not None and day.day == 1:
        yield from (each for each in recent_periods(day, 1, 1, 1) if each.since == day)


def _is(each: Period, filters: Filters) -> bool:
    return each.until == filters.until if filters.until else each.since <= filters.as_of <= each.until
