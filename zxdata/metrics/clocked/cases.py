"""Single cases with a clock: how each stands on the day, why, which turns next, which fall due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, func, literal, null, select

from zxdata.filters import Filters
from zxdata.metrics.clocked.subject import ClockedCases
from zxdata.metrics.expressions import AsOf
from zxdata.metrics.places import region_name
from zxdata.metrics.question import as_of, conditions
from zxdata.rules.book import Rules
from zxdata.rules.colours import OPEN, CaseState, left_in_words, reason, rule_in_words
from zxdata.snapshot.facts import reminder
from zxdata.store import Reading

_READ = ("no", "title", "place", "leader", "due_on", "due_n", "held_on", "held_n", "last_stage", "progressed_on")
_READ_BY = ("yellow_by", "red_by")


@dataclass(frozen=True)
class ClockedCase:
    """One case on the day asked for. reason, rule: why it has its colour, in words; days: 超 17 日, 剩 3 日, 停 40 日;
    ground: the reason beside ``days``, without what they say.

    over: working days beyond its due day, 0 within it; stage: the last it has reached; reminded: how often it was.
    turns_on, turns_to: when it turns next and to what, where that was asked for.
    """

    colour: str
    no: str
    name: str
    region: str
    unit: str | None
    leader: str | None
    due_on: date | None
    reason: str
    ground: str
    rule: str
    days: str
    over: int
    reminded: int
    stage: str | None
    turns_on: date | None = None
    turns_to: str = ""


@dataclass(frozen=True)
class Turning:
    """The first cases that turn, and how many there are in all."""

    cases: tuple[ClockedCase, ...]
    whole: int


@dataclass(frozen=True)
class DueDay:
    """How many open cases of one colour fall due on a day."""

    day: date
    colour: str
    count: int


def cases_by_colour(
    reading: Reading,
    of: ClockedCases,
    filters: Filters,
    rules: Rules,
    colours: tuple[str, ...] = OPEN,
    limit: int | None = None,
) -> tuple[ClockedCase, ...]:
    """The cases of these colours, colour by colour, the most urgent first (``limit`` of each)."""
    at = as_of(reading, filters, rules)
    judged = _judged(reading, of, at)
    found = select(*_read(judged, at)).where(judged.c.colour.in_(colours)).subquery("found")
    order = func.row_number().over(
        partition_by=found.c.colour, order_by=[found.c.urgency.asc().nulls_first(), found.c.begun_on, found.c.no]
    )
    numbered = select(*found.c, order.label("place_in_order")).subquery("numbered")
    chosen = select(numbered) if limit is None else select(numbered).where(numbered.c.place_in_order <= limit)
    return _explained(reading, of, chosen, at)


def turning(
    reading: Reading, of: ClockedCases, filters: Filters, rules: Rules, until: date, limit: int | None = None
) -> Turning:
    """Open cases that turn yellow or red after the day asked for, up to ``until``, the earliest first (``limit`` of
    them).
    """
    at = as_of(reading, filters, rules)
    j = _judged(reading, of, at)
    turn = case((j.c.colour == "green", func.least(j.c.yellow_on, j.c.red_on)), (j.c.colour == "yellow", j.c.red_on))
    asked = select(
        *_read(j, at),
        turn.label("turns_on"),
        case((turn == j.c.red_on, "red"), else_="yellow").label("turns_to"),
        func.row_number().over(order_by=[turn, j.c.no]).label("place_in_order"),
    ).where(j.c.colour.in_(("green", "yellow")), turn > at.day, turn <= until, j.c.held_on.is_(None))
    first = _explained(reading, of, asked.order_by("place_in_order").limit(limit), at)
    if limit is None or len(first) < limit:
        return Turning(first, len(first))
    return Turning(first, int(reading.rows(select(func.count()).select_from(asked.subquery("turning")))[0][0]))


def falling_due(
    reading: Reading, of: ClockedCases, filters: Filters, rules: Rules, workdays: int
) -> tuple[DueDay, ...]:
    """Open cases by due day over the next working days; a day off's count falls to its own day."""
    at = as_of(reading, filters, rules)
    t = of.table
    shade = of.colour(t, at.day)
    counted = (
        select(t.c.due_on, shade, func.count())
        .where(
            *conditions(reading, of.fact, t, at, ()),
            of.coming_due(t, at.day),
            t.c.due_n <= at.n + workdays,
        )
        .group_by(t.c.due_on, shade)
        .order_by(t.c.due_on, shade)
    )
    return tuple(DueDay(day, str(colour), int(count)) for day, colour, count in reading.rows(counted))


def cases_by_number(
    reading: Reading, of: ClockedCases, filters: Filters, rules: Rules, numbers: Iterable[str]
) -> tuple[ClockedCase, ...]:
    """Those of the cases that the filters and the scope let through, by their numbers."""
    at = as_of(reading, filters, rules)
    judged = _judged(reading, of, at)
    order = func.row_number().over(order_by=judged.c.no).label("place_in_order")
    asked = select(*_read(judged, at), order).where(judged.c.no.in_(tuple(numbers)), judged.c.colour.is_not(None))
    return _explained(reading, of, asked, at)


def _judged(reading: Reading, of: ClockedCases, at: AsOf) -> FromClause:
    """Each case of the question with its colour, worked out once for all that is made of it."""
    t = of.table
    return (
        select(
            *(t.c[name] if name in t.c else null().label(name) for name in (*_READ, *_READ_BY)),
            *(t.c[name] for name in ("yellow_on", "red_on", "calm_to")),
            t.c[of.begun].label("begun_on"),
            t.c[of.done].label("done_on"),
            t.c[of.due_since].label("due_since"),
            of.unit(t, at).label("unit"),
            of.colour(t, at.day).label("colour"),
        )
        .where(*conditions(reading, of.fact, t, at, ()))
        .subquery("judged")
    )


def _read(judged: FromClause, at: AsOf) -> list[ColumnElement[Any]]:
    """What explains the colour of each, and its urgency: the day it turned, or turns next."""
    j = judged.c
    urgency = case(
        (j.done_on <= at.day, literal(date.max)),
        (j.colour == "green", func.coalesce(j.yellow_on, j.red_on)),
        else_=func.coalesce(j.red_on, j.due_on),
    )
    calm = and_(j.calm_to > at.day, func.coalesce(j.yellow_on > at.day, literal(True)))
    own = (j[name] for name in (*_READ, *_READ_BY, "begun_on", "done_on", "due_since", "unit", "colour"))
    return [*own, urgency.label("urgency"), calm.label("calm")]


def _explained(reading: Reading, of: ClockedCases, question: Select[Any], at: AsOf) -> tuple[ClockedCase, ...]:
    """The rows in their order, with what was last done about each and how often it was reminded of."""
    chosen = question.cte("chosen")
    numbers = select(chosen.c.no)
    e = of.events
    last = (
        select(e.c.no, func.arg_max(e.c.stage, e.c.clock).label("stage"))
        .where(e.c.no.in_(numbers), e.c.on_day <= at.day, of.moving(e, at))
        .group_by(e.c.no)
        .subquery("last")
    )
    sent = (
        select(reminder.c.no, func.count().label("times"))
        .where(reminder.c.no.in_(numbers), reminder.c.subject == of.subject, reminder.c.sent_on <= at.day)
        .group_by(reminder.c.no)
        .subquery("sent")
    )
    asked = (
        select(chosen, last.c.stage, func.coalesce(sent.c.times, 0).label("reminded"))
        .select_from(chosen.outerjoin(last, last.c.no == chosen.c.no).outerjoin(sent, sent.c.no == chosen.c.no))
        .order_by(chosen.c.place_in_order, chosen.c.colour)
    )
    names = [c.name for c in asked.selected_columns]
    return tuple(_described(reading, of, dict(zip(names, row, strict=True)), at) for row in reading.rows(asked))


def _described(reading: Reading, of: ClockedCases, row: dict[str, Any], at: AsOf) -> ClockedCase:
    state = _state(reading, of, row, at)
    days = left_in_words(state.colour, state.left, due_today=state.due == at.day)
    if state.by and state.idle:
        days = f"停 {(at.day - state.idle[1]).days} 日"
    others = [row["unit"], f"已催办 {row['reminded']} 次" if row["reminded"] else ""]
    said = {
        counted: "，".join(part for part in (reason(state, at.day, counted=counted), *others) if part)
        for counted in (True, False)
    }
    return ClockedCase(
        colour=state.colour,
        no=row["no"],
        name=row["title"],
        region=region_name(reading, row["place"], at) or "",
        unit=row["unit"],
        leader=row["leader"],
        due_on=state.due,
        reason=said[True],
        ground=said[False],
        rule=rule_in_words(state, of.clock(at.rules), at.rules.colours),
        days=days,
        over=max(0, -(state.left or 0)) if state.colour == "red" else 0,
        reminded=int(row["reminded"]),
        stage=row["stage"],
        turns_on=row.get("turns_on"),
        turns_to=row.get("turns_to", ""),
    )


def _state(reading: Reading, of: ClockedCases, row: dict[str, Any], at: AsOf) -> CaseState:
    """What explains a row's colour; only what is known on the day."""
    done = row["done_on"] if row["done_on"] and row["done_on"] <= at.day else None
    known = row["due_on"] is not None and (row["due_since"] is None or row["due_since"] <= at.day)
    today_n = row["held_n"] if row["held_on"] else at.n
    by = {"red": row["red_by"], "yellow": None if row["calm"] else row["yellow_by"]}.get(row["colour"])
    return CaseState(
        colour=row["colour"],
        due=row["due_on"] if known else None,
        done=done,
        left=row["due_n"] - today_n if known and row["due_n"] is not None else None,
        guessed=bool(known and reading.version.on(row["due_on"]).guessed),
        by=by,
        idle=(row["last_stage"] or "", row["progressed_on"]) if by else None,
        held=row["held_on"],
        done_word=of.done_word,
    )
