"""Single proposals and their days: what Gantt charts are drawn from."""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import select

from zxdata.filters import Filters
from zxdata.metrics.proposals import PROPOSAL
from zxdata.metrics.question import as_of, conditions
from zxdata.rules.book import Rules
from zxdata.rules.colours import left_in_words
from zxdata.snapshot.facts import proposal, proposal_event
from zxdata.store import Reading


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
