"""Colours on days gone by, from the events alone: how they moved, and what flipped between two days.

Counts are carried forward over the days on which something turns, instead of judging every case on every day.
Places are read in the divisions of the day asked for.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import ColumnElement, Date, FromClause, Select, and_, case, func, literal, or_, select, union_all
from sqlalchemy import cast as sql_cast

from zxdata.filters import Filters
from zxdata.metrics.clocked.subject import ClockedCases, Day
from zxdata.metrics.expressions import AsOf
from zxdata.metrics.question import as_of, conditions
from zxdata.rules.book import Rules
from zxdata.rules.colours import ORDER
from zxdata.store import Reading

NOT_YET = "new"


@dataclass(frozen=True)
class ColourDay:
    """How many cases had one colour on one day."""

    day: date
    colour: str
    count: int


@dataclass(frozen=True)
class Flips:
    """How many cases went from one colour (``new``: not judged yet) to another."""

    before: str
    after: str
    count: int


@dataclass(frozen=True)
class Flipped:
    """One case: its colour then and now."""

    no: str
    before: str
    after: str


@dataclass(frozen=True)
class Strip:
    """Days without a break, the last included, on which a case had one colour."""

    no: str
    colour: str
    since: date
    until: date


@dataclass(frozen=True)
class Progress:
    """One event of a case."""

    no: str
    stage: str
    on_day: date
    unit: str | None
    result: str | None
    note: str | None


def colours_by_day(
    reading: Reading, of: ClockedCases, filters: Filters, rules: Rules, since: date
) -> tuple[ColourDay, ...]:
    """Cases of each colour on each day from ``since`` through the day asked for, colour by colour."""
    at = as_of(reading, filters, rules)
    shade = of.colour(of.table, since).label("colour")
    start_counts = select(shade, func.count()).where(*_asked(reading, of, at, since)).group_by(shade)
    start: dict[str, int] = {row[0]: row[1] for row in reading.rows(start_counts)}
    moved: dict[tuple[str, date], int] = defaultdict(int)
    for day, colour, step in reading.rows(_steps(reading, of, at, since)):
        moved[colour, day] += int(step)
    days = [since + timedelta(days=n) for n in range((at.day - since).days + 1)]
    found: list[ColourDay] = []
    for colour in ORDER:
        counts = accumulate((moved[colour, day] for day in days), initial=start.get(colour, 0))
        next(counts)
        found += [ColourDay(day, colour, count) for day, count in zip(days, counts, strict=True)]
    return tuple(found)


def flips(reading: Reading, of: ClockedCases, filters: Filters, rules: Rules, since: date) -> tuple[Flips, ...]:
    """How the cases stood on ``since`` and stand now."""
    at = as_of(reading, filters, rules)
    then, now = _then_and_now(reading, of, at, since)
    before = func.coalesce(then.c.colour, literal(NOT_YET))
    counted = (
        select(before, now.c.colour, func.count())
        .select_from(now.outerjoin(then, then.c.no == now.c.no))
        .where(now.c.colour.is_not(None))
        .group_by(before, now.c.colour)
        .order_by(before, now.c.colour)
    )
    return tuple(Flips(str(a), str(b), int(n)) for a, b, n in reading.rows(counted))


def flipped(
    reading: Reading,
    of: ClockedCases,
    filters: Filters,
    rules: Rules,
    since: date,
    limit: int | None = None,
    only: tuple[str, str] | None = None,
) -> tuple[Flipped, ...]:
    """The cases whose colour on ``since`` differs from now, the most urgent now first.

    ``only``: those of one colour then and one now, the same one included.
    """
    at = as_of(reading, filters, rules)
    then, now = _then_and_now(reading, of, at, since)
    before = func.coalesce(then.c.colour, literal(NOT_YET))
    urgency = case({colour: n for n, colour in enumerate(ORDER)}, value=now.c.colour)
    asked = (
        select(now.c.no, before, now.c.colour)
        .select_from(now.outerjoin(then, then.c.no == now.c.no))
        .where(and_(before == only[0], now.c.colour == only[1]) if only else before != now.c.colour)
        .order_by(urgency, now.c.no)
        .limit(limit)
    )
    return tuple(Flipped(str(no), str(a), str(b)) for no, a, b in reading.rows(asked))


def strips(
    reading: Reading, of: ClockedCases, filters: Filters, rules: Rules, numbers: Iterable[str]
) -> tuple[Strip, ...]:
    """The days of some cases by colour, up to the day asked for; case by case, day by day."""
    at = as_of(reading, filters, rules)
    turns = _turns(reading, of, at, date.min, of.table.c.no.in_(tuple(numbers)))
    turned = reading.rows(
        select(turns.c.no, turns.c.day, of.colour(turns, turns.c.day))
        .where(of.alive(turns, turns.c.day), turns.c.day <= at.day)
        .order_by(turns.c.no, turns.c.day)
    )
    found: list[Strip] = []
    for no, day, shade in turned:
        if shade is None:
            continue
        if found and found[-1].no == no:
            if found[-1].colour == shade:
                continue
            found[-1] = replace(found[-1], until=day - timedelta(days=1))
        found.append(Strip(no, shade, day, at.day))
    return tuple(found)


def progress(
    reading: Reading, of: ClockedCases, filters: Filters, rules: Rules, numbers: Iterable[str]
) -> tuple[Progress, ...]:
    """The events of some cases up to the day asked for, in their order."""
    at, e, t = as_of(reading, filters, rules), of.events, of.table
    seen = select(t.c.no).where(*conditions(reading, of.fact, t, at, ()), t.c.no.in_(tuple(numbers)))
    rows = reading.rows(
        select(e.c.no, e.c.stage, e.c.on_day, e.c.unit, e.c.result, e.c.note)
        .where(e.c.no.in_(seen), e.c.on_day <= at.day)
        .order_by(e.c.no, e.c.clock)
    )
    return tuple(Progress(*row) for row in rows)


def _then_and_now(reading: Reading, of: ClockedCases, at: AsOf, since: date) -> tuple[FromClause, FromClause]:
    then, now = (
        select(of.table.c.no, of.colour(of.table, day).label("colour"))
        .where(*_asked(reading, of, at, day))
        .subquery(name)
        for day, name in ((since, "before"), (at.day, "now"))
    )
    return then, now


def _asked(reading: Reading, of: ClockedCases, at: AsOf, day: Day, *, whole: bool = False) -> list[ColumnElement[bool]]:
    """The question's conditions, on cases as they stood on ``day``; ``whole``: on every row of their lives."""

    def alive(t: FromClause, _: AsOf) -> ColumnElement[bool]:
        return t.c[of.begun] <= at.day if whole else of.alive(t, day)

    return conditions(
        reading, replace(of.fact, alive=alive), of.table, replace(at, filters=at.filters.only("colour")), ()
    )


def _turns(reading: Reading, of: ClockedCases, at: AsOf, since: date, *more: ColumnElement[bool]) -> FromClause:
    """Each row of a case's life once for each day after ``since`` on which its colour may change."""
    t = of.table
    begins = func.greatest(t.c[of.begun], t.c.span_from)
    dated = (of.due_since, of.done, *(name for name in (of.judged, of.left) if name))
    turned = (begins, t.c.span_to, t.c.yellow_on, t.c.red_on, t.c.calm_to, *(t.c[name] for name in dated))
    moving = or_(*(and_(day > since, day <= at.day) for day in turned))
    days = func.list_value(*turned)
    whole = (
        select(*t.c, func.unnest(func.list_distinct(days)).label("turn"))
        .where(*_asked(reading, of, at, at.day, whole=True), t.c.span_from <= at.day, moving, *more)
        .subquery("whole")
    )
    columns = [c for c in whole.c if c.name != "turn"]
    day = sql_cast(whole.c.turn, Date).label("day")
    return select(*columns, day).where(whole.c.turn > since, whole.c.turn <= at.day).subquery("turns")


def _steps(reading: Reading, of: ClockedCases, at: AsOf, since: date) -> Select[Any]:
    """SELECT day, colour, step: one more of the colour entered, one less of the colour left."""
    turns = _turns(reading, of, at, since)
    today = turns.c.day
    yesterday = sql_cast(today - 1, Date)
    entered = select(today.label("day"), of.colour(turns, today).label("colour"), literal(1).label("step")).where(
        of.alive(turns, today)
    )
    left = select(today.label("day"), of.colour(turns, yesterday).label("colour"), literal(-1).label("step")).where(
        of.alive(turns, yesterday)
    )
    both = union_all(entered, left).subquery("both")
    return select(both.c.day, both.c.colour, func.sum(both.c.step).label("step")).group_by(both.c.day, both.c.colour)
