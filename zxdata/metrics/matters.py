"""Single supervision matters: how each stands on the day, why, and which turns next."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select

from zxdata.filters import Filters
from zxdata.metrics.model import AsOf
from zxdata.metrics.question import as_of, conditions, region_name
from zxdata.metrics.supervision import MATTER, colour, unit
from zxdata.rules.book import Rules
from zxdata.rules.colours import OPEN, Standing, left_in_words, reason, rule_in_words
from zxdata.snapshot.facts import matter, matter_progress, reminder
from zxdata.store import Reading

COLUMNS = ("colour", "no", "name", "region", "unit", "leader", "due_on", "reason", "rule", "days", "reminded", "stage")
_READ = (
    "no", "title", "place", "leader", "opened_on", "due_on", "due_since", "due_n", "closed_on", "held_on", "held_n",
    "last_stage", "progressed_on", "yellow_by", "red_by",
)  # fmt: skip


def matters_by_colour(
    reading: Reading, filters: Filters, rules: Rules, colours: tuple[str, ...] = OPEN, limit: int | None = None
) -> pd.DataFrame:
    """The most urgent matters of each colour (``limit`` of each), with COLUMNS: the reason and the rule in words,
    days (超 17 日 / 剩 3 日 / 停 40 日), how often reminded, the last stage reached.
    """
    at = as_of(reading, filters, rules)
    chosen = _judged(reading, at).where(colour(matter, at).in_(colours)).subquery("chosen")
    order = func.row_number().over(
        partition_by=chosen.c.colour, order_by=[chosen.c.urgency.asc().nulls_first(), chosen.c.opened_on, chosen.c.no]
    )
    numbered = select(*chosen.c, order.label("nth")).subquery("numbered")
    question = select(numbered).order_by(numbered.c.nth)
    return _explained(reading, question if limit is None else question.where(numbered.c.nth <= limit), at)


def turning(reading: Reading, filters: Filters, rules: Rules, until: date) -> pd.DataFrame:
    """Open matters that turn yellow or red after the day asked for, up to ``until``: COLUMNS, turns_on, turns_to."""
    at = as_of(reading, filters, rules)
    t = matter
    shade = colour(t, at)
    turn = case((shade == "green", func.least(t.c.yellow_on, t.c.red_on)), (shade == "yellow", t.c.red_on))
    asked = (
        _judged(reading, at)
        .add_columns(turn.label("turns_on"), case((turn == t.c.red_on, "red"), else_="yellow").label("turns_to"))
        .where(shade.in_(("green", "yellow")), turn > at.day, turn <= until, t.c.held_on.is_(None))
        .order_by(turn, t.c.no)
    )
    return _explained(reading, asked, at)


def falling_due(reading: Reading, filters: Filters, rules: Rules, workdays: int) -> pd.DataFrame:
    """Open matters by due day over the next working days: day, colour, value; a day off's count falls to its own day."""
    at = as_of(reading, filters, rules)
    t = matter
    shade = colour(t, at)
    counted = (
        select(t.c.due_on.label("day"), shade.label("colour"), func.count().label("value"))
        .where(*conditions(reading, MATTER, t, at), shade.in_(("yellow", "green")), t.c.due_n <= at.n + workdays,
               t.c.due_on >= at.day)
        .group_by(t.c.due_on, shade)
        .order_by(t.c.due_on)
    )  # fmt: skip
    return reading.frame(counted)


def by_number(reading: Reading, filters: Filters, rules: Rules, numbers: Iterable[str]) -> pd.DataFrame:
    """Those of the matters that the filters and the scope let through, as ``matters_by_colour`` gives them."""
    at = as_of(reading, filters, rules)
    return _explained(reading, _judged(reading, at).where(matter.c.no.in_(tuple(numbers))).order_by(matter.c.no), at)


def _judged(reading: Reading, at: AsOf) -> Select[Any]:
    """Each matter of the question with its colour and its urgency: the day it turned, or turns next."""
    t = matter
    shade = colour(t, at)
    turned = case(
        (t.c.closed_on <= at.day, literal(date.max)),
        (shade == "green", func.coalesce(t.c.yellow_on, t.c.red_on)),
        else_=func.coalesce(t.c.red_on, t.c.due_on),
    )
    sent = (
        select(reminder.c.no, func.count().label("times"))
        .where(reminder.c.subject == "监督", reminder.c.sent_on <= at.day)
        .group_by(reminder.c.no)
        .subquery("sent")
    )
    last = (
        select(matter_progress.c.no, func.arg_max(matter_progress.c.stage, matter_progress.c.clock).label("stage"))
        .where(matter_progress.c.on_day <= at.day)
        .group_by(matter_progress.c.no)
        .subquery("last")
    )
    joined = t.outerjoin(sent, sent.c.no == t.c.no).outerjoin(last, last.c.no == t.c.no)
    calm: ColumnElement[bool] = and_(t.c.calm_to > at.day, func.coalesce(t.c.yellow_on > at.day, literal(True)))
    return (
        select(*(t.c[name] for name in _READ), unit(t, at).label("unit"), shade.label("colour"),
               turned.label("urgency"), calm.label("calm"), func.coalesce(sent.c.times, 0).label("reminded"),
               last.c.stage.label("stage"))
        .select_from(joined)
        .where(*conditions(reading, MATTER, t, at))
    )  # fmt: skip


def _explained(reading: Reading, question: Select[Any], at: AsOf) -> pd.DataFrame:
    names = [c.name for c in question.selected_columns]
    rows = [_described(reading, dict(zip(names, row, strict=True)), at) for row in reading.rows(question)]
    more = [n for n in ("turns_on", "turns_to") if n in names]
    return pd.DataFrame(rows, columns=[*COLUMNS, *more])


def _described(reading: Reading, row: dict[str, Any], at: AsOf) -> dict[str, Any]:
    case = standing(reading, row, at)
    days = left_in_words(case.colour, case.left)
    if case.by and case.idle:
        days = f"停 {(at.day - case.idle[1]).days} 日"
    told = [reason(case, at.day), row["unit"], f"已催办 {row['reminded']} 次" if row["reminded"] else ""]
    return row | {
        "name": row["title"], "region": region_name(reading, row["place"], at) or "", "due_on": case.due,
        "reason": "，".join(part for part in told if part), "rule": rule_in_words(case, at.rules.supervision),
        "days": days,
    }  # fmt: skip


def standing(reading: Reading, row: dict[str, Any], at: AsOf) -> Standing:
    """What explains a row's colour; only what is known on the day."""
    closed = row["closed_on"] if row["closed_on"] and row["closed_on"] <= at.day else None
    known = row["due_on"] is not None and (row["due_since"] is None or row["due_since"] <= at.day)
    today_n = row["held_n"] if row["held_on"] else at.n
    by = {"red": row["red_by"], "yellow": None if row["calm"] else row["yellow_by"]}.get(row["colour"])
    return Standing(
        colour=row["colour"], due=row["due_on"] if known else None, done=closed,
        left=row["due_n"] - today_n if known and row["due_n"] is not None else None,
        guessed=bool(known and reading.version.on(row["due_on"]).guessed), by=by,
        idle=(row["last_stage"] or "", row["progressed_on"]) if by else None, held=row["held_on"],
    )  # fmt: skip
