"""Supervision on days gone by, from the events alone: how colours moved, and what flipped between two days.

Counts are carried forward over the days on which something turns, instead of judging every matter on every day.
Places are read in the divisions of the day asked for.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Date, FromClause, Select, and_, case, func, literal, or_, select, union_all
from sqlalchemy import cast as sql_cast

from zxdata.filters import Filters
from zxdata.metrics.model import AsOf, Fact
from zxdata.metrics.question import as_of, conditions
from zxdata.metrics.supervision.cases import MATTER
from zxdata.rules.book import Rules
from zxdata.rules.colours import ORDER, Judged
from zxdata.snapshot.facts import matter, matter_progress
from zxdata.store import Reading

NOT_YET = "new"
Day = date | ColumnElement[date]


def colours_by_day(reading: Reading, filters: Filters, rules: Rules, since: date) -> pd.DataFrame:
    """Matters of each colour on each day from ``since`` through the day asked for: day, colour, value."""
    at = as_of(reading, filters, rules)
    shade = _colour(matter, since).label("colour")
    start_counts = select(shade, func.count()).where(*_asked(reading, at, since)).group_by(shade)
    start: dict[str, int] = {row[0]: row[1] for row in reading.rows(start_counts)}
    steps = reading.frame(_steps(reading, at, since))
    steps["day"] = pd.to_datetime(steps["day"]).dt.date
    days = [since + timedelta(days=n) for n in range((at.day - since).days + 1)]
    parts = []
    for of in ORDER:
        moved = steps[steps["colour"] == of].groupby("day")["step"].sum()
        value = moved.reindex(days, fill_value=0).cumsum() + start.get(of, 0)
        parts.append(pd.DataFrame({"day": days, "colour": of, "value": value.astype(int).to_numpy()}))
    return pd.concat(parts, ignore_index=True)


def flips(reading: Reading, filters: Filters, rules: Rules, since: date) -> pd.DataFrame:
    """How matters stood on ``since`` and stand now: before (``new``: not yet raised), after, value."""
    at = as_of(reading, filters, rules)
    then, now = (
        select(matter.c.no, _colour(matter, day).label("colour")).where(*_asked(reading, at, day)).subquery(name)
        for day, name in ((since, "before"), (at.day, "now"))
    )
    before = func.coalesce(then.c.colour, literal(NOT_YET))
    counted = (
        select(before.label("before"), now.c.colour.label("after"), func.count().label("value"))
        .select_from(now.outerjoin(then, then.c.no == now.c.no))
        .group_by(before, now.c.colour)
        .order_by(before, now.c.colour)
    )
    return reading.frame(counted)


def flipped(
    reading: Reading,
    filters: Filters,
    rules: Rules,
    since: date,
    limit: int | None = None,
    only: tuple[str, str] | None = None,
) -> pd.DataFrame:
    """The matters whose colour on ``since`` differs from now, the most urgent now first: no, before, after.

    ``only``: those of one colour then and one now, the same one included.
    """
    at = as_of(reading, filters, rules)
    then, now = (
        select(matter.c.no, _colour(matter, day).label("colour")).where(*_asked(reading, at, day)).subquery(name)
        for day, name in ((since, "before"), (at.day, "now"))
    )
    before = func.coalesce(then.c.colour, literal(NOT_YET))
    urgency = case({colour: n for n, colour in enumerate(ORDER)}, value=now.c.colour)
    return reading.frame(
        select(now.c.no, before.label("before"), now.c.colour.label("after"))
        .select_from(now.outerjoin(then, then.c.no == now.c.no))
        .where(and_(before == only[0], now.c.colour == only[1]) if only else before != now.c.colour)
        .order_by(urgency, now.c.no)
        .limit(limit)
    )


def strips(reading: Reading, filters: Filters, rules: Rules, numbers: Iterable[str]) -> pd.DataFrame:
    """The days of some matters by colour, up to the day asked for: no, colour, since, until (the last day)."""
    at = as_of(reading, filters, rules)
    turns = _turns(reading, at, date.min, matter.c.no.in_(tuple(numbers)))
    found = reading.rows(
        select(turns.c.no, turns.c.day, _colour(turns, turns.c.day))
        .where(_alive(turns, turns.c.day), turns.c.day <= at.day)
        .order_by(turns.c.no, turns.c.day)
    )
    rows: list[list[object]] = []
    for no, day, shade in found:
        if rows and rows[-1][0] == no:
            if rows[-1][1] == shade:
                continue
            rows[-1][3] = day - timedelta(days=1)
        rows.append([no, shade, day, at.day])
    return pd.DataFrame(rows, columns=["no", "colour", "since", "until"])


def progress(reading: Reading, filters: Filters, rules: Rules, numbers: Iterable[str]) -> pd.DataFrame:
    """The events of some matters up to the day asked for: no, stage, on_day, unit, result, note."""
    at, e = as_of(reading, filters, rules), matter_progress
    seen = select(matter.c.no).where(*conditions(reading, MATTER, matter, at), matter.c.no.in_(tuple(numbers)))
    return reading.frame(
        select(e.c.no, e.c.stage, e.c.on_day, e.c.unit, e.c.result, e.c.note)
        .where(e.c.no.in_(seen), e.c.on_day <= at.day)
        .order_by(e.c.no, e.c.clock)
    )


def _colour(t: FromClause, day: Day) -> ColumnElement[str]:
    return Judged.of(t, day, "closed_on", "due_since").colour()


def _alive(t: FromClause, day: Day) -> ColumnElement[bool]:
    return and_(t.c.opened_on <= day, t.c.span_from <= day, day < t.c.span_to)


def _asked(reading: Reading, at: AsOf, day: Day, *, whole: bool = False) -> list[ColumnElement[bool]]:
    """The question's conditions, on matters as they stood on ``day``; ``whole``: on every row of their lives."""

    def alive(t: FromClause, _: AsOf) -> ColumnElement[bool]:
        return t.c.opened_on <= at.day if whole else _alive(t, day)

    fact = Fact(MATTER.name, MATTER.counter, MATTER.source, alive, MATTER.axis, MATTER.dims, MATTER.details)
    return conditions(reading, fact, matter, replace(at, filters=at.filters.only("colour")))


def _turns(reading: Reading, at: AsOf, since: date, *more: ColumnElement[bool]) -> FromClause:
    """Each row of a matter's life once for each day after ``since`` on which its colour may change."""
    t = matter
    begins = func.greatest(t.c.opened_on, t.c.span_from)
    turned = (begins, t.c.span_to, t.c.due_since, t.c.yellow_on, t.c.red_on, t.c.calm_to, t.c.closed_on)
    moving = or_(*(and_(day > since, day <= at.day) for day in turned))
    days = func.list_value(*turned)
    whole = (
        select(*t.c, func.unnest(func.list_distinct(days)).label("turn"))
        .where(*_asked(reading, at, at.day, whole=True), t.c.span_from <= at.day, moving, *more)
        .subquery("whole")
    )
    kept = [c for c in whole.c if c.name != "turn"]
    day = sql_cast(whole.c.turn, Date).label("day")
    return select(*kept, day).where(whole.c.turn > since, whole.c.turn <= at.day).subquery("turns")


def _steps(reading: Reading, at: AsOf, since: date) -> Select[Any]:
    """SELECT day, colour, step: one more of the colour entered, one less of the colour left."""
    turns = _turns(reading, at, since)
    today = turns.c.day
    yesterday = sql_cast(today - 1, Date)
    entered = select(today.label("day"), _colour(turns, today).label("colour"), literal(1).label("step")).where(
        _alive(turns, today)
    )
    left = select(today.label("day"), _colour(turns, yesterday).label("colour"), literal(-1).label("step")).where(
        _alive(turns, yesterday)
    )
    both = union_all(entered, left).subquery("both")
    return select(both.c.day, both.c.colour, func.sum(both.c.step).label("step")).group_by(both.c.day, both.c.colour)
