"""Single supervision matters: how each stands on the day, why, and which turns next."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select

from zxdata.filters import Filters
from zxdata.metrics.model import AsOf
from zxdata.metrics.question import as_of, conditions, region_name
from zxdata.metrics.supervision.cases import MATTER, colour, unit
from zxdata.rules.book import Rules
from zxdata.rules.colours import OPEN, CaseState, left_in_words, reason, rule_in_words
from zxdata.snapshot.facts import matter, matter_progress, reminder
from zxdata.store import Reading

COLUMNS = ("colour", "no", "name", "region", "unit", "leader", "due_on", "reason", "rule", "days", "reminded", "stage")
# fmt: off
_READ = (
    "no", "title", "place", "leader", "opened_on", "due_on", "due_since", "due_n", "closed_on", "held_on", "held_n",
    "last_stage", "progressed_on", "yellow_by", "red_by",
)
# fmt: on


def matters_by_colour(
    reading: Reading, filters: Filters, rules: Rules, colours: tuple[str, ...] = OPEN, limit: int | None = None
) -> pd.DataFrame:
    """The most urgent matters of each colour (``limit`` of each), with COLUMNS: the reason and the rule in words,
    days (超 17 日 / 剩 3 日 / 停 40 日), how often reminded, the last stage reached.
    """
    at = as_of(reading, filters, rules)
    found = _judged(reading, at).where(colour(matter, at).in_(colours)).subquery("found")
    order = func.row_number().over(
        partition_by=found.c.colour, order_by=[found.c.urgency.asc().nulls_first(), found.c.opened_on, found.c.no]
    )
    numbered = select(*found.c, order.label("place_in_order")).subquery("numbered")
    chosen = select(numbered) if limit is None else select(numbered).where(numbered.c.place_in_order <= limit)
    return _explained(reading, chosen, at)


def turning(reading: Reading, filters: Filters, rules: Rules, until: date, limit: int | None = None) -> pd.DataFrame:
    """Open matters that turn yellow or red after the day asked for, up to ``until``, the earliest first (``limit`` of
    them): COLUMNS, turns_on, turns_to, and ``of``, how many there are in all.
    """
    at = as_of(reading, filters, rules)
    t = matter
    shade = colour(t, at)
    turn = case((shade == "green", func.least(t.c.yellow_on, t.c.red_on)), (shade == "yellow", t.c.red_on))
    chosen = (
        _judged(reading, at)
        .add_columns(
            turn.label("turns_on"),
            case((turn == t.c.red_on, "red"), else_="yellow").label("turns_to"),
            func.row_number().over(order_by=[turn, t.c.no]).label("place_in_order"),
            func.count().over().label("of"),
        )
        .where(shade.in_(("green", "yellow")), turn > at.day, turn <= until, t.c.held_on.is_(None))
    )
    return _explained(reading, chosen.order_by("place_in_order").limit(limit) if limit else chosen, at)


def falling_due(reading: Reading, filters: Filters, rules: Rules, workdays: int) -> pd.DataFrame:
    """Open matters by due day over the next working days: day, colour, value; a day off's count falls to its own day."""
    at = as_of(reading, filters, rules)
    t = matter
    shade = colour(t, at)
    counted = (
        select(t.c.due_on.label("day"), shade.label("colour"), func.count().label("value"))
        .where(
            *conditions(reading, MATTER, t, at),
            shade.in_(("red", "yellow", "green")),
            t.c.due_n <= at.n + workdays,
            t.c.due_on >= at.day,
        )
        .group_by(t.c.due_on, shade)
        .order_by(t.c.due_on)
    )
    return reading.frame(counted)


def by_number(reading: Reading, filters: Filters, rules: Rules, numbers: Iterable[str]) -> pd.DataFrame:
    """Those of the matters that the filters and the scope let through, as ``matters_by_colour`` gives them."""
    at = as_of(reading, filters, rules)
    order = func.row_number().over(order_by=matter.c.no).label("place_in_order")
    return _explained(reading, _judged(reading, at).add_columns(order).where(matter.c.no.in_(tuple(numbers))), at)


def _judged(reading: Reading, at: AsOf) -> Select[Any]:
    """Each matter of the question with its colour and its urgency: the day it turned, or turns next."""
    t = matter
    shade = colour(t, at)
    urgency = case(
        (t.c.closed_on <= at.day, literal(date.max)),
        (shade == "green", func.coalesce(t.c.yellow_on, t.c.red_on)),
        else_=func.coalesce(t.c.red_on, t.c.due_on),
    )
    calm: ColumnElement[bool] = and_(t.c.calm_to > at.day, func.coalesce(t.c.yellow_on > at.day, literal(True)))
    return select(
        *(t.c[name] for name in _READ),
        unit(t, at).label("unit"),
        shade.label("colour"),
        urgency.label("urgency"),
        calm.label("calm"),
    ).where(*conditions(reading, MATTER, t, at))


def _explained(reading: Reading, question: Select[Any], at: AsOf) -> pd.DataFrame:
    """The rows in their order, with what was last done about each and how often it was reminded of."""
    chosen = question.cte("chosen")
    numbers = select(chosen.c.no)
    last = (
        select(matter_progress.c.no, func.arg_max(matter_progress.c.stage, matter_progress.c.clock).label("stage"))
        .where(matter_progress.c.no.in_(numbers), matter_progress.c.on_day <= at.day)
        .group_by(matter_progress.c.no)
        .subquery("last")
    )
    sent = (
        select(reminder.c.no, func.count().label("times"))
        .where(reminder.c.no.in_(numbers), reminder.c.subject == "监督", reminder.c.sent_on <= at.day)
        .group_by(reminder.c.no)
        .subquery("sent")
    )
    asked = (
        select(chosen, last.c.stage, func.coalesce(sent.c.times, 0).label("reminded"))
        .select_from(chosen.outerjoin(last, last.c.no == chosen.c.no).outerjoin(sent, sent.c.no == chosen.c.no))
        .order_by(chosen.c.place_in_order, chosen.c.colour)
    )
    names = [c.name for c in asked.selected_columns]
    rows = [_described(reading, dict(zip(names, row, strict=True)), at) for row in reading.rows(asked)]
    more = [n for n in ("turns_on", "turns_to", "of") if n in names]
    return pd.DataFrame(rows, columns=[*COLUMNS, *more])


def _described(reading: Reading, row: dict[str, Any], at: AsOf) -> dict[str, Any]:
    case = case_state(reading, row, at)
    days = left_in_words(case.colour, case.left, due_today=case.due == at.day)
    if case.by and case.idle:
        days = f"停 {(at.day - case.idle[1]).days} 日"
    reasons = [reason(case, at.day), row["unit"], f"已催办 {row['reminded']} 次" if row["reminded"] else ""]
    return row | {
        "name": row["title"],
        "region": region_name(reading, row["place"], at) or "",
        "due_on": case.due,
        "reason": "，".join(part for part in reasons if part),
        "rule": rule_in_words(case, at.rules.supervision, at.rules.colours),
        "days": days,
    }


def case_state(reading: Reading, row: dict[str, Any], at: AsOf) -> CaseState:
    """What explains a row's colour; only what is known on the day."""
    closed = row["closed_on"] if row["closed_on"] and row["closed_on"] <= at.day else None
    known = row["due_on"] is not None and (row["due_since"] is None or row["due_since"] <= at.day)
    today_n = row["held_n"] if row["held_on"] else at.n
    by = {"red": row["red_by"], "yellow": None if row["calm"] else row["yellow_by"]}.get(row["colour"])
    return CaseState(
        colour=row["colour"],
        due=row["due_on"] if known else None,
        done=closed,
        left=row["due_n"] - today_n if known and row["due_n"] is not None else None,
        guessed=bool(known and reading.version.on(row["due_on"]).guessed),
        by=by,
        idle=(row["last_stage"] or "", row["progressed_on"]) if by else None,
        held=row["held_on"],
    )
