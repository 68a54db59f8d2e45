"""每月一次: whether platforms that are to meet every month did, district by district."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func

from zxdata.filters import Filters
from zxdata.metrics.consultation.meetings import MEETING
from zxdata.metrics.question import as_of, question
from zxdata.periods import months_before
from zxdata.rules.book import Rules
from zxdata.store import Reading

MONTHS = 12


@dataclass(frozen=True)
class Series:
    """One platform in one district: in how many of ``months`` full months it met, and the months in which not."""

    district: str
    platform: str
    held: int
    months: int
    missing: tuple[str, ...]


def months_held(reading: Reading, filters: Filters, rules: Rules) -> tuple[Series, ...]:
    """Over the last twelve full months, each series from the month of its first meeting ever; most missing first.

    A district that never met on the platform has no series: nothing says that it should.
    """
    if not rules.consultation.monthly:
        return ()
    asked = Filters(filters.as_of, filters.region).only("platform", *rules.consultation.monthly)
    at = as_of(reading, asked, rules)
    found, _ = question(reading, MEETING, ("district", "platform", "month"), at)
    regions, met = reading.version.regions.all, dict[tuple[str, str], set[date]]()
    for district, platform, month, _count in reading.rows(found.add_columns(func.count())):
        if district is not None and district > 0:
            met.setdefault((regions[district - 1].code, str(platform)), set()).add(date(month.year, month.month, 1))
    series = (_series(code, platform, held, filters.as_of) for (code, platform), held in met.items())
    return tuple(sorted((s for s in series if s.months), key=lambda s: (-len(s.missing), s.district, s.platform)))


def _series(code: str, platform: str, held: set[date], day: date) -> Series:
    full = (months_before(day.replace(day=1), back) for back in range(MONTHS, 0, -1))
    due = [month for month in full if month >= min(held)]
    missing = tuple(f"{month:%Y-%m}" for month in due if month not in held)
    return Series(code, platform, len(due) - len(missing), len(due), missing)
