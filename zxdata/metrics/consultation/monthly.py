"""每月几场: whether platforms that are to meet so often every month did, district by district."""

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
    """One platform in one district: in how many of ``months`` full months it met as often as it is to (``target``), the
    meetings of all of them, and the months in which it did not, with what was held where that was some.
    """

    district: str
    platform: str
    held: int
    months: int
    target: int
    meetings: int
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
    regions, met = reading.version.regions.all, dict[tuple[str, str], dict[date, int]]()
    for district, platform, month, count in reading.rows(found.add_columns(func.count())):
        if district is not None and district > 0:
            met.setdefault((regions[district - 1].code, str(platform)), {})[date(month.year, month.month, 1)] = int(
                count
            )
    target = rules.consultation.monthly
    series = (_series(code, name, held, target[name], filters.as_of) for (code, name), held in met.items())
    return tuple(sorted((s for s in series if s.months), key=lambda s: (-len(s.missing), s.district, s.platform)))


def _series(code: str, platform: str, held: dict[date, int], target: int, day: date) -> Series:
    full = (months_before(day.replace(day=1), back) for back in range(MONTHS, 0, -1))
    due = [month for month in full if month >= min(held)]
    short = [(month, held.get(month, 0)) for month in due if held.get(month, 0) < target]
    missing = tuple(f"{month:%Y-%m}" + (f"（{n} / {target}）" if n else "") for month, n in short)
    meetings = sum(held.get(month, 0) for month in due)
    return Series(code, platform, len(due) - len(missing), len(due), target, meetings, missing)
