"""How complete and how recent each district's rows are."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import Date, cast, func, null

from zxdata.filters import UNFILLED, Filters
from zxdata.metrics.consultation import MEETING
from zxdata.metrics.coverage import ACTIVITY, STATION
from zxdata.metrics.fact import Fact
from zxdata.metrics.proposals.cases import PROPOSAL
from zxdata.metrics.question import as_of, question
from zxdata.metrics.supervision.cases import MATTER
from zxdata.regions import own_level
from zxdata.rules.book import Rules
from zxdata.store import Reading

# What a row of each fact should say, and the date that tells how recent it is.
ASKED: tuple[tuple[Fact, str, str | None], ...] = (
    (STATION, "lon", None),
    (ACTIVITY, "member_visits", "held_on"),
    (PROPOSAL, "category", "submitted_on"),
    (MATTER, "due_on", "opened_on"),
    (MEETING, "public_visits", "held_on"),
)


class Filled(NamedTuple):
    """The rows of one fact in one district, the share of them (0 to 1) that say what they should, and the latest date
    of one, where it has dates.
    """

    rows: int
    filled: float | None
    latest: date | None


@dataclass(frozen=True)
class Completeness:
    """One district (without code: 未填) with its facts by name; one of which it has no row is not among them."""

    code: str | None
    name: str
    facts: Mapping[str, Filled]


def completeness(reading: Reading, filters: Filters, rules: Rules) -> tuple[Completeness, ...]:
    """The districts with records, in official order, each before its 本级, 未填 at the end."""
    filters = replace(filters, since=None, until=None, where=())
    at = as_of(reading, filters, rules)
    found: dict[int | None, dict[str, Filled]] = defaultdict(dict)
    for fact, column, axis in ASKED:
        asked, t = question(reading, fact, ("district",), at)
        latest = func.max(t.c[axis]) if axis else cast(null(), Date)
        for district, rows, filled, last in reading.rows(
            asked.add_columns(func.count(), func.count(t.c[column]), latest)
        ):
            found[district][fact.name] = Filled(rows, filled / rows if rows else None, last)
    ordered = sorted(found, key=lambda n: (n is None, n is not None and n < 0, abs(n or 0)))
    return tuple(Completeness(*_district(reading, number), found[number]) for number in ordered)


def _district(reading: Reading, number: int | None) -> tuple[str | None, str]:
    """Code and name; a negative number is the own level of a higher region."""
    if not number:
        return None, UNFILLED
    region = reading.version.regions.all[abs(number) - 1]
    return region.code, region.name if number > 0 else own_level(region.name)
