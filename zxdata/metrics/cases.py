"""Single cases and their days: what boards, Gantt charts and colour histories are drawn from."""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, FromClause, and_, func, literal, select, union_all

from zxdata.filters import Filters
from zxdata.metrics.model import AsOf, Fact
from zxdata.metrics.proposals import PROPOSAL
from zxdata.metrics.question import as_of, conditions, region_name
from zxdata.metrics.supervision import MATTER, colour
from zxdata.rules.book import Rules
from zxdata.rules.colours import left_in_words, reason
from zxdata.snapshot.facts import matter, proposal, proposal_event, workday
from zxdata.store import Reading


def matters_by_colour(
    reading: Reading, filters: Filters, rules: Rules, colours: tuple[str, ...], limit: int
) -> pd.DataFrame:
    """The most urgent matters of each colour: colour, no, name, region, unit, due_on, reason, days (in words)."""
    at = as_of(reading, filters, rules)
    t = matter
    shade = colour(t, at).label("colour")
    chosen = (
        select(t.c.no, t.c.title, t.c.place, t.c.unit, t.c.due_on, t.c.due_n, t.c.closed_on, t.c.opened_on, shade)
        .where(*conditions(reading, MATTER, t, at), shade.in_(colours))
        .subquery("chosen")
    )
    order = func.row_number().over(
        partition_by=chosen.c.colour, order_by=[chosen.c.due_n.asc().nulls_last(), chosen.c.opened_on, chosen.c.no]
    )
    numbered = select(*chosen.c, order.label("nth")).subquery("numbered")
    rows = reading.rows(select(numbered).where(numbered.c.nth <= limit).order_by(numbered.c.nth))
    names = [c.name for c in numbered.c]
    return pd.DataFrame(
        [_described(reading, dict(zip(names, row, strict=True)), at) for row in rows],
        columns=["colour", "no", "name", "region", "unit", "due_on", "reason", "days"],
    )


def _described(reading: Reading, row: dict[str, Any], at: AsOf) -> dict[str, Any]:
    left = None if row["due_n"] is None else row["due_n"] - at.n
    shade, due = row["colour"], row["due_on"]
    if shade == "unknown":
        due = None
    guessed = due is not None and reading.version.on(due).guessed
    closed = row["closed_on"] if row["closed_on"] and row["closed_on"] <= at.day else None
    unit = f"，{row['unit']}" if row["unit"] else ""
    return {
        "colour": shade, "no": row["no"], "name": row["title"], "region": region_name(reading, row["place"], at) or "",
        "unit": row["unit"], "due_on": due, "reason": reason(shade, due, closed, left, guessed) + unit,
        "days": left_in_words(shade, left),
    }  # fmt: skip


def colour_history(reading: Reading, filters: Filters, rules: Rules, since: date) -> pd.DataFrame:
    """Red and yellow matters on each day from ``since`` through the day asked for: day, colour, value.

    Counts the days on which a span of colour starts and ends instead of judging every matter on every day.
    """
    at = as_of(reading, filters, rules)
    t = matter
    first = func.greatest(t.c.opened_on, t.c.span_from, func.coalesce(t.c.due_since, t.c.opened_on))
    last = func.least(t.c.span_to, func.coalesce(t.c.closed_on, t.c.span_to))
    warned = (
        select(func.min(workday.c.day))
        .where(workday.c.n == t.c.due_n - rules.supervision.yellow_workdays)
        .scalar_subquery()
    )
    overdue = t.c.due_on + 1
    turns = {
        "yellow": (func.greatest(first, warned), func.least(last, overdue)),
        "red": (func.greatest(first, overdue), last),
    }
    steps = []
    restricted = conditions(reading, _whole_life(MATTER), t, at)
    for shade, (starts, ends) in turns.items():
        for day, step in ((starts, 1), (ends, -1)):
            steps.append(
                select(literal(shade).label("colour"), day.label("day"), literal(step).label("step")).where(
                    *restricted, t.c.due_on.is_not(None), starts < ends
                )
            )
    changes = union_all(*steps).subquery("changes")
    clipped = (
        select(changes.c.colour, func.greatest(changes.c.day, since).label("day"), changes.c.step)
        .where(changes.c.day <= at.day)
        .subquery("clipped")
    )
    summed = select(clipped.c.colour, clipped.c.day, func.sum(clipped.c.step).label("step")).group_by(
        clipped.c.colour, clipped.c.day
    )
    found = reading.frame(summed)
    days = pd.date_range(since, at.day, freq="D").date
    parts = []
    for shade in turns:
        steps_of = found[found["colour"] == shade].set_index("day")["step"].astype(int)
        value = steps_of.reindex(days, fill_value=0).cumsum()
        parts.append(pd.DataFrame({"day": days, "colour": shade, "value": value.to_numpy()}))
    return pd.concat(parts, ignore_index=True)


def _whole_life(fact: Fact) -> Fact:
    """The fact with all its spans, whichever holds on the day."""

    def begun(t: FromClause, at: AsOf) -> ColumnElement[bool]:
        return and_(t.c.opened_on <= at.day, t.c.span_from <= at.day)

    return Fact(fact.name, fact.source, begun, fact.axis, fact.dims, fact.details, fact.bridge)


def falling_due(reading: Reading, filters: Filters, rules: Rules, workdays: int) -> pd.DataFrame:
    """Open matters by due day over the next working days: day, colour, value; a day off's count falls to its own day."""
    at = as_of(reading, filters, rules)
    t = matter
    shade = colour(t, at)
    counted = (
        select(t.c.due_on.label("day"), shade.label("colour"), func.count().label("value"))
        .where(*conditions(reading, MATTER, t, at), shade.in_(("yellow", "green")), t.c.due_n <= at.n + workdays)
        .group_by(t.c.due_on, shade)
        .order_by(t.c.due_on)
    )
    return reading.frame(counted)


def open_proposals(reading: Reading, filters: Filters, rules: Rules, limit: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Assigned, unanswered proposals nearest to or furthest past their due day, and their stages as bars.

    cases: no, name, due, colour, state. bars: no, phase, since, until.
    """
    at = as_of(reading, filters, rules)
    t = proposal
    shade = PROPOSAL.dims["colour"](t, at)
    chosen = (
        select(t.c.no, t.c.title, t.c.submitted_on, t.c.handed_on, t.c.accepted_on, t.c.due_on, t.c.due_n,
               shade.label("colour"))
        .where(*conditions(reading, PROPOSAL, t, at), shade.in_(("red", "yellow", "green")))
        .order_by(t.c.due_on, t.c.no)
    )  # fmt: skip
    half = limit // 2
    late = reading.frame(
        chosen.where(t.c.due_on < at.day).order_by(None).order_by(t.c.due_on.desc(), t.c.no).limit(half)
    )
    coming = reading.frame(chosen.where(t.c.due_on >= at.day).limit(limit - min(half, len(late))))
    frame = pd.concat([late.iloc[::-1], coming], ignore_index=True) if len(late) else coming
    cases, bars = [], []
    for row in frame.itertuples():
        left = None if pd.isna(row.due_n) else int(row.due_n) - at.n
        cases.append((row.no, row.title, row.due_on, row.colour, left_in_words(str(row.colour), left)))
        bars += _phases(row, at.day)
    return (
        pd.DataFrame(cases, columns=["no", "name", "due", "colour", "state"]),
        pd.DataFrame(bars, columns=["no", "phase", "since", "until"]),
    )


PHASES = ("审查立案", "交办签收", "承办", "超期")


def _phases(row: Any, today: date) -> list[tuple[str, str, date, date]]:
    accepted = row.accepted_on if pd.notna(row.accepted_on) and row.accepted_on <= today else row.handed_on
    accepted = max(accepted, row.handed_on)
    until = min(today, row.due_on)
    bars = [(PHASES[0], row.submitted_on, row.handed_on), (PHASES[1], row.handed_on, accepted)]
    bars += [(PHASES[2], accepted, max(until, accepted)), (PHASES[3], row.due_on, today)]
    return [(row.no, phase, since, end) for phase, since, end in bars if since < end]


def proposal_life(reading: Reading, filters: Filters, rules: Rules, no: str) -> pd.DataFrame:
    """Every event of one proposal up to the day asked for: stage, on_day, unit, role, result, due_on."""
    at = as_of(reading, filters, rules)
    seen = select(proposal.c.no).where(*conditions(reading, PROPOSAL, proposal, at), proposal.c.no == no)
    e = proposal_event
    return reading.frame(
        select(e.c.stage, e.c.on_day, e.c.unit, e.c.role, e.c.result, e.c.due_on)
        .where(e.c.no.in_(seen), e.c.on_day <= at.day)
        .order_by(e.c.on_day, e.c.clock)
    )
