"""When a member's year runs, and which rule binds them in it.

A period is cut into years of twelve months from its first day on, and these where one rule gives way to another. Who was
in office for a part of them is judged by its whole months.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Date, FromClause, Integer, and_, case, func, literal, or_, select, true, union_all

from zxdata.metrics.expressions import AsOf
from zxdata.periods import months_after
from zxdata.rules.points import PointScheme
from zxdata.snapshot.facts import member, place_at, region

MONTHS = 12
_LEVELS = ("province", "city", "district", "township", "community")
UNBOUND = -1
Among = Callable[[FromClause], ColumnElement[bool]]
"""Whose rows are looked at, of members or of their records: both have the sector, and a number."""


def everyone(_: FromClause) -> ColumnElement[bool]:
    return true()


@dataclass(frozen=True)
class Stretch:
    """Days of one year of the period under the same rules: ``year`` counts from 0, ``before`` is the day after the last.

    schemes: the positions of the rules in force, the first that binds a member holds.
    """

    year: int
    since: date
    before: date
    schemes: tuple[int, ...]


def period(at: AsOf) -> tuple[date, date]:
    """The first day and the day after the last; a question without a first day is of the year of the day asked for."""
    until = min(at.day, at.filters.until or at.day)
    since = at.filters.since or date(until.year, 1, 1)
    return since, max(until, since) + timedelta(1)


def stretches(at: AsOf) -> tuple[Stretch, ...]:
    schemes = at.rules.duty.schemes
    return tuple(
        Stretch(year, since, before, tuple(n for n, s in enumerate(schemes) if _in_force(s, since)))
        for year, begin, end in _years(*period(at))
        for since, before in _cut(begin, end, schemes)
    )


def _years(since: date, before: date) -> Iterator[tuple[int, date, date]]:
    year, begin = 0, since
    while begin < before:
        end = months_after(since, MONTHS * (year + 1))
        yield year, begin, min(end, before)
        year, begin = year + 1, end


def _cut(begin: date, end: date, schemes: tuple[PointScheme, ...]) -> Iterator[tuple[date, date]]:
    turns = {s.since for s in schemes if s.since} | {s.until + timedelta(1) for s in schemes if s.until}
    days = [begin, *sorted(day for day in turns if begin < day < end), end]
    yield from pairwise(days)


def _in_force(scheme: PointScheme, day: date) -> bool:
    return (scheme.since is None or scheme.since <= day) and (scheme.until is None or day <= scheme.until)


def binding(t: FromClause, at: AsOf, schemes: tuple[int, ...]) -> ColumnElement[Any]:
    """The position of the rule that binds the member of a row of ``t`` (post, sector, place); UNBOUND where none does."""
    found: list[tuple[ColumnElement[bool], ColumnElement[Any]]] = []
    for position in schemes:
        scheme = at.rules.duty.schemes[position]
        if not (scheme.roles or scheme.sectors or scheme.regions):
            return case(*found, else_=literal(position, Integer)) if found else literal(position, Integer)
        found.append((_bound(t, at, scheme), literal(position, Integer)))
    return case(*found, else_=literal(UNBOUND, Integer)) if found else literal(UNBOUND, Integer)


def _bound(t: FromClause, at: AsOf, scheme: PointScheme) -> ColumnElement[bool]:
    found: list[ColumnElement[bool]] = []
    if scheme.roles:
        found.append(t.c.post.in_(scheme.roles))
    if scheme.sectors:
        found.append(t.c.sector.in_(scheme.sectors))
    if scheme.regions:
        above = or_(*(func.abs(place_at.c[level]) == region.c.id for level in _LEVELS))
        inside = select(place_at.c.place).select_from(place_at.join(region, above))
        found.append(t.c.place.in_(inside.where(place_at.c.epoch == at.epoch, region.c.code.in_(scheme.regions))))
    return and_(true(), *found)


def scheme_on(t: FromClause, at: AsOf) -> ColumnElement[Any]:
    """The rule that binds a record's member on its day; ``t`` has held_on, post, sector, place."""
    *earlier, last = stretches(at)
    of_last = binding(t, at, last.schemes)
    before = [(t.c.held_on < each.before, binding(t, at, each.schemes)) for each in earlier]
    return case(*before, else_=of_last) if before else of_last


def year_on(t: FromClause, at: AsOf) -> ColumnElement[Any]:
    """Which year of the period a record's day is in."""
    *earlier, (last, _, _) = _years(*period(at))
    before = [(t.c.held_on < end, literal(year, Integer)) for year, _, end in earlier]
    return case(*before, else_=literal(last, Integer)) if before else literal(last, Integer)


def months(t: FromClause, since: Any, before: Any) -> ColumnElement[Any]:
    """Whole months that a member was in office from ``since`` to the day before ``before``."""
    begin = func.greatest(since, func.coalesce(t.c.term_from, since))
    end = func.least(before, func.coalesce(t.c.term_to + 1, before))
    return func.greatest(func.datesub("month", begin, end), 0)


def in_term(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """A record of the period, within the term of its member."""
    since, before = period(at)
    return and_(
        t.c.held_on >= since,
        t.c.held_on < before,
        t.c.held_on <= at.day,
        or_(t.c.term_from.is_(None), t.c.held_on >= t.c.term_from),
        or_(t.c.term_to.is_(None), t.c.held_on <= t.c.term_to),
    )


def tenures(at: AsOf, among: Among = everyone) -> FromClause:
    """Every member in every stretch of the period: member_no, year, scheme, months."""
    return union_all(
        *(
            select(
                member.c.no.label("member_no"),
                literal(each.year, Integer).label("year"),
                binding(member, at, each.schemes).label("scheme"),
                months(member, literal(each.since, Date), literal(each.before, Date)).label("months"),
            ).where(among(member))
            for each in stretches(at)
        )
    ).subquery("tenures")
