"""Proposals that wait for a reply: the rows and bars of a Gantt chart, by time left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, func, select

from zxdata.filters import Filters
from zxdata.metrics.proposals.cases import PROPOSAL
from zxdata.metrics.question import as_of, conditions
from zxdata.rules.book import Rules
from zxdata.rules.calendar import GUESSED
from zxdata.rules.colours import left_in_words
from zxdata.snapshot.facts import proposal
from zxdata.store import Reading

OVER = "超期"
PHASES = ("审查立案", "交办签收", "承办", OVER)
OPEN = ("red", "yellow", "green", "unknown")
ORDERS: Mapping[str, tuple[ColumnElement[Any], ...]] = {
    "最急": (proposal.c.due_on.asc().nulls_last(), proposal.c.no),
    "将到期": (proposal.c.due_on.asc().nulls_last(), proposal.c.no),
    "最久": (proposal.c.assigned_on, proposal.c.no),
    "最新": (proposal.c.assigned_on.desc(), proposal.c.no),
}


@dataclass(frozen=True, eq=False)
class Waiting:
    """cases: no, name, unit, category, assigned_on, due, left (working days, negative over; None without a due date),
    colour, state. bars: no, phase, since, until. whole: how many wait in all.
    """

    cases: pd.DataFrame
    bars: pd.DataFrame
    whole: int


def listed(reading: Reading, filters: Filters, rules: Rules, order: str, limit: int, skip: int = 0) -> Waiting:
    """``limit`` of them in one of ORDERS, after the first ``skip``."""
    asked = _asked(reading, filters, rules)
    if order == "将到期":
        asked = asked.where(proposal.c.due_on >= filters.as_of)
    whole = reading.rows(select(func.count()).select_from(asked.subquery("asked")))[0][0]
    frame = reading.frame(asked.order_by(*ORDERS[order]).limit(limit).offset(skip))
    return _drawn(reading, filters, rules, frame, int(whole))


def _asked(reading: Reading, filters: Filters, rules: Rules) -> Select[Any]:
    at = as_of(reading, filters, rules)
    t = proposal
    shade = PROPOSAL.dims["colour"](t, at)
    return select(
        t.c.no,
        t.c.title.label("name"),
        t.c.unit,
        t.c.category,
        t.c.submitted_on,
        t.c.handed_on,
        t.c.accepted_on,
        t.c.assigned_on,
        t.c.due_on.label("due"),
        t.c.due_n,
        shade.label("colour"),
    ).where(*conditions(reading, PROPOSAL, t, at), shade.in_(OPEN))


def _drawn(reading: Reading, filters: Filters, rules: Rules, frame: pd.DataFrame, whole: int) -> Waiting:
    today, n = filters.as_of, reading.version.on(filters.as_of).ordinal
    bars = []
    lefts: list[int | None] = []
    states = []
    for row in frame.itertuples():
        left = None if pd.isna(row.due_n) else int(row.due_n) - n
        lefts.append(left)
        guessed = pd.notna(row.due) and reading.version.on(row.due).guessed
        said = left_in_words(
            str(row.colour), left, due_today=pd.notna(row.due) and pd.Timestamp(row.due).date() == today
        )
        states.append(said + (f"（{GUESSED}）" if guessed else ""))
        bars += phases(row, today)
    cases = frame[["no", "name", "unit", "category", "assigned_on", "due"]].assign(
        left=pd.array(lefts, dtype="Int64"), colour=frame["colour"], state=pd.Series(states, dtype=object)
    )
    return Waiting(cases, pd.DataFrame(bars, columns=["no", "phase", "since", "until"]), whole)


def phases(row: Any, today: date) -> list[tuple[str, str, date, date]]:
    """The stretches of a waiting proposal's life; the last is what lies beyond its due day."""
    handed, due = row.handed_on, row.due if pd.notna(row.due) else today
    accepted = row.accepted_on if pd.notna(row.accepted_on) and handed <= row.accepted_on <= today else handed
    bars = [
        (PHASES[0], row.submitted_on, handed),
        (PHASES[1], handed, accepted),
        (PHASES[2], accepted, max(min(today, due), accepted)),
        (OVER, due, today),
    ]
    return [(row.no, phase, since, end) for phase, since, end in bars if since < end]
