"""Days as whole numbers since 1970-01-01, so that a ledger of millions can be drawn by numpy."""

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]

FIRST = np.datetime64("2000-01-01")
NEVER = int(FIRST.astype(np.int64)) - 1  # stands for an empty date
SPAN = 50 * 366


def ordinal(day: date) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))


def ordinals(texts: Sequence[str]) -> Days:
    """``2025-03-05`` and the like as numbers."""
    return np.array(texts, dtype="datetime64[D]").astype(np.int64)


def calendar_day(number: int) -> date:
    found: date = np.datetime64(int(number), "D").astype(object)
    return found


def months(days: Days) -> Days:
    """0 for January … 11 for December."""
    found: Days = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
    return found


def years(days: Days) -> Days:
    return days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def weekdays(days: Days) -> Days:
    """0 for Monday … 6 for Sunday; 1970-01-01 was a Thursday."""
    return (days + 3) % 7


def from_weekend(days: Days) -> Days:
    """Saturday and Sunday move to the Monday after; offices are closed."""
    found: Days = np.where(weekdays(days) >= 5, days + 7 - weekdays(days), days)
    return found


def months_later(days: Days, count: int) -> Days:
    """The same day of the month ``count`` months later, or that month's last."""
    stamps = days.astype("datetime64[D]")
    month = stamps.astype("datetime64[M]")
    within = (stamps - month.astype("datetime64[D]")).astype(np.int64)
    target = month + count
    last = (target + 1).astype("datetime64[D]").astype(np.int64) - 1
    found: Days = np.minimum(target.astype("datetime64[D]").astype(np.int64) + within, last)
    return found


def day_texts(days: Days) -> Texts:
    """``2025-03-05``; None for NEVER."""
    found: Texts = _day_texts()[days - NEVER]
    return found


def moment_texts(days: Days, minutes: Days, zone: ZoneInfo) -> Texts:
    """``2025-03-05 09:30:00+08:00``, as the ledger stores a moment of that local day."""
    found: Texts = day_texts(days) + _minute_texts()[minutes] + _offsets(zone)[days - NEVER]
    return found


@lru_cache
def _day_texts() -> Texts:
    return _words([None, *np.datetime_as_string(FIRST + np.arange(SPAN))])


@lru_cache
def _minute_texts() -> Texts:
    return _words([f" {hour:02}:{minute:02}:00" for hour in range(24) for minute in range(60)])


@lru_cache
def _offsets(zone: ZoneInfo) -> Texts:
    noons = (datetime.combine(d, time(12), zone) for d in (FIRST + np.arange(SPAN)).astype(object))
    return _words(["", *(noon.isoformat()[-6:] for noon in noons)])


def _words(values: list[Any]) -> Texts:
    return np.array([value if value is None else str(value) for value in values], dtype=object)
