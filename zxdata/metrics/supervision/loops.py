"""The closed loops of supervision: which open matters have gone how far round, and where each stands still."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select

from zxdata.filters import Filters
from zxdata.metrics.expressions import AsOf
from zxdata.metrics.question import as_of, conditions
from zxdata.metrics.supervision.cases import MATTER, colour
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import matter, matter_progress, reminder
from zxdata.store import Reading


class LoopStep(NamedTuple):
    """How many open matters have come to one step of one loop and no further (``matters``), how many of them are red
    and were reminded of, and the most calendar days since the last event of one. ``closed``: it is the last step.
    """

    loop: str
    step: str
    closed: bool
    matters: int
    red: int
    reminded: int
    longest: int | None


def loops(reading: Reading, filters: Filters, rules: Rules) -> Records[LoopStep]:
    """Matters not 销号 by loop and the furthest step reached, 未开始 before the first."""
    at = as_of(reading, filters, rules)
    rows = (row for loop in rules.supervision.loops for row in _loop(reading, at, loop.name, loop.steps))
    return Records(LoopStep, tuple(rows))


def _loop(reading: Reading, at: AsOf, name: str, steps: dict[str, tuple[str, ...]]) -> list[LoopStep]:
    """One SELECT: the furthest step of each open matter since it was last opened again, then counted."""
    t, e = matter, matter_progress
    known = select(e).where(e.c.on_day <= at.day).subquery("known")
    again = (
        select(known.c.no, func.max(known.c.clock).label("clock"))
        .where(known.c.stage == "退回重办")
        .group_by(known.c.no)
        .subquery("again")
    )
    rank = case(*((known.c.stage.in_(stages), n) for n, stages in enumerate(steps.values(), 1) if stages), else_=0)
    furthest = (
        select(known.c.no, func.max(rank).label("step"), func.max(known.c.on_day).label("last_on"))
        .select_from(known.outerjoin(again, again.c.no == known.c.no))
        .where(or_(again.c.clock.is_(None), known.c.clock > again.c.clock))
        .group_by(known.c.no)
        .subquery("furthest")
    )
    sent = (
        select(reminder.c.no, func.count().label("times"))
        .where(reminder.c.subject == "监督", reminder.c.sent_on <= at.day)
        .group_by(reminder.c.no)
        .subquery("sent")
    )
    shade = colour(t, at)
    step: ColumnElement[int] = func.coalesce(furthest.c.step, 0)
    pressed = next((n for n, stages in enumerate(steps.values(), 1) if not stages), None)
    if pressed is not None:  # a step without stages is the reminder: it is reached when one was sent
        step = case((and_(step == pressed - 1, sent.c.times > 0), literal(pressed)), else_=step)
    counted = (
        select(
            step.label("reached"),
            func.count().label("count"),
            func.count().filter(shade == "red").label("red"),
            func.count().filter(sent.c.times > 0).label("reminded"),
            func.max(literal(at.day) - func.coalesce(furthest.c.last_on, t.c.opened_on)).label("longest"),
        )
        .select_from(t.outerjoin(furthest, furthest.c.no == t.c.no).outerjoin(sent, sent.c.no == t.c.no))
        .where(*conditions(reading, MATTER, t, at, ()), or_(t.c.closed_on.is_(None), t.c.closed_on > at.day))
        .group_by(step.label("reached"))
    )
    found = {reached: counts for reached, *counts in reading.rows(counted)}
    names = ["未开始", *steps]
    return [LoopStep(name, step, step == names[-1], *found.get(n, (0, 0, 0, None))) for n, step in enumerate(names)]
