"""The way proposals really go: from event to event, returns and second rounds included, and where they wait too long."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, Subquery, and_, case, func, literal, or_, select, values
from sqlalchemy import String as Text
from sqlalchemy import column as named

from zxdata.filters import UNFILLED, Filters
from zxdata.metrics.expressions import column
from zxdata.metrics.proposals.cases import PROPOSAL
from zxdata.metrics.question import as_of, conditions, decided_in
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.rules.procedure import Timed
from zxdata.rules.running import EXTENDED, LEAD, SECOND_ROUND
from zxdata.snapshot.facts import proposal, proposal_event
from zxdata.store import Reading

AGAIN = "（再次）"


class Transition(NamedTuple):
    """How many proposals (``value``) went from one step straight to another, which is an event of ``stage``; ``kind``:
    forward, return (an event that sends back) or again (a second pass).
    """

    source: str
    target: str
    stage: str
    value: int
    kind: str


class Passed(NamedTuple):
    """One proposal that made a transition; ``on_day``: when it reached the target."""

    no: str
    title: str
    unit: str | None
    on_day: date


@dataclass(frozen=True)
class Wait:
    """One proposal on one clock that runs: calendar days since it began, and ``over``, those beyond the limit; None
    without a limit.
    """

    clock: str
    unit: str
    no: str
    since: date
    due_on: date | None
    days: int
    over: int | None


class Bottleneck(NamedTuple):
    """What waits on one clock at one unit: how many proposals, how many of them ``late`` (beyond their limit), by how
    many calendar days in all (``over``), and the most days that one has waited.
    """

    clock: str
    unit: str
    waiting: int
    late: int
    over: int
    longest: int


def transitions(reading: Reading, filters: Filters, rules: Rules) -> Records[Transition]:
    """The most frequent first. The lead unit's events only, those beside the way left out; an event that repeats
    itself is one.
    """
    steps = _steps(reading, filters, rules)
    ends = (steps.c.source, steps.c.target, steps.c.stage, steps.c.again)
    counted = select(*ends, func.count()).group_by(*ends).order_by(func.count().desc(), steps.c.source, steps.c.target)
    return Records(
        Transition,
        tuple(
            Transition(source, target, stage, value, _kind(stage, again=again))
            for source, target, stage, again, value in reading.rows(counted)
        ),
    )


def passed(reading: Reading, filters: Filters, rules: Rules, source: str, target: str) -> Records[Passed]:
    """The proposals behind one of the transitions, the latest first."""
    steps, t, at = _steps(reading, filters, rules), proposal, as_of(reading, filters, rules)
    return reading.records(
        Passed,
        select(t.c.no, t.c.title, t.c.unit, steps.c.on_day)
        .select_from(steps.join(t, t.c.no == steps.c.no))
        .where(*conditions(reading, PROPOSAL, t, at, ()), steps.c.source == source, steps.c.target == target)
        .order_by(steps.c.on_day.desc(), t.c.no),
    )


def _steps(reading: Reading, filters: Filters, rules: Rules) -> Subquery:
    """Every step of every proposal in question: no, source, target, the target's stage and whether the proposal comes
    there again, on_day; by period the steps taken in it.
    """
    at = as_of(reading, filters, rules)
    seen = select(proposal.c.no).where(*conditions(reading, PROPOSAL, proposal, at, ()))
    e = proposal_event
    order: list[ColumnElement[Any]] = [e.c.on_day, e.c.stage, e.c.clock]
    before = func.lag(e.c.stage).over(partition_by=e.c.no, order_by=order)
    stages = (
        select(e.c.no, e.c.stage, e.c.on_day, e.c.clock, before.label("before"))
        .where(e.c.no.in_(seen), e.c.on_day <= at.day, _leads(e), e.c.stage.not_in(rules.procedure.aside))
        .subquery("stages")
    )
    fresh = select(stages).where(or_(stages.c.before.is_(None), stages.c.before != stages.c.stage)).subquery("fresh")
    order = [fresh.c.on_day, fresh.c.stage, fresh.c.clock]
    visit = func.row_number().over(partition_by=[fresh.c.no, fresh.c.stage], order_by=order)
    label = fresh.c.stage.cast(Text) + case((visit > 1, literal(AGAIN)), else_=literal(""))
    visited = select(fresh, label.label("label"), (visit > 1).label("again")).subquery("visited")
    order = [visited.c.on_day, visited.c.stage, visited.c.clock]
    previous = func.lag(visited.c.label).over(partition_by=visited.c.no, order_by=order)
    every = select(
        visited.c.no,
        previous.label("source"),
        visited.c.label.label("target"),
        visited.c.stage,
        visited.c.again,
        visited.c.on_day,
    ).subquery("every")
    taken = decided_in((column("on_day"),), every, at) if at.filters.basis == "period" else ()
    return select(every).where(every.c.source.is_not(None), *taken).subquery("steps")


_LEFT = {"不予立案": "rejected_on", "转社情民意": "converted_on", "并案": "merged_on"}
_BACK = ("退回补充", "退办", "改派")


def _kind(stage: str, *, again: bool) -> str:
    if stage in _BACK:
        return "return"
    return "again" if again or stage == SECOND_ROUND else "forward"


def _leads(e: FromClause) -> Any:
    return func.coalesce(e.c.role, LEAD).in_((LEAD, ""))


class _Clocked(NamedTuple):
    """The latest events of one clock, and what the proposal's lead unit holds."""

    clock: str
    no: str
    own: str
    since: date
    due: date | None
    held: date | None
    resumed: date | None
    lead: str | None
    taken: date | None
    lead_due: date | None


def waits(reading: Reading, filters: Filters, rules: Rules) -> list[Wait]:
    """Every clock that runs on the day and does not stand still, of proposals that are neither closed nor left the way.

    The whole proposal's clocks are under the lead unit that holds it, before 交办 under none.
    """
    at = as_of(reading, filters, rules)
    t, e = proposal, proposal_event
    left = [_LEFT[stage] for stage in rules.procedure.leaves if stage in _LEFT]
    gone = [t.c[day] <= at.day for day in ("closed_on", *left)]
    alive = (
        select(t.c.no, t.c.unit, t.c.assigned_on, t.c.due_on)
        .where(*conditions(reading, PROPOSAL, t, at, ()), ~func.coalesce(or_(*gone), False))
        .subquery("alive")
    )
    moves = _moves(rules.procedure.clocks)
    role = func.coalesce(func.nullif(e.c.role.cast(Text), ""), LEAD)
    own = case((moves.c.role != "", func.coalesce(e.c.unit.cast(Text), "")), else_=literal(""))
    on = and_(moves.c.stage == e.c.stage.cast(Text), role == func.coalesce(func.nullif(moves.c.role, ""), LEAD))

    def last(move: str) -> Any:
        return func.max(e.c.on_day).filter(moves.c.move == move)

    since, due = (
        last("start"),
        func.arg_max(e.c.due_on, e.c.on_day).filter(moves.c.move.in_(("start", "extend")), e.c.due_on.is_not(None)),
    )
    asked = (
        select(
            moves.c.clock,
            e.c.no,
            own.label("own"),
            since.label("since"),
            due.label("due"),
            last("hold").label("held"),
            last("resume").label("resumed"),
            alive.c.unit.label("lead"),
            alive.c.assigned_on.label("taken"),
            alive.c.due_on.label("lead_due"),
        )
        .select_from(e.join(moves, on).join(alive, alive.c.no == e.c.no))
        .where(e.c.on_day <= at.day)
        .group_by(moves.c.clock, e.c.no, own, alive.c.unit, alive.c.assigned_on, alive.c.due_on)
        .having(and_(since.is_not(None), or_(last("stop").is_(None), last("stop") < since)))
    )
    found = []
    for row in reading.records(_Clocked, asked.order_by(moves.c.clock, e.c.no, own)):
        wait = _wait(reading, rules, row, at.day)
        if wait:
            found.append(wait)
    return found


def _moves(clocks: tuple[Timed, ...]) -> Any:
    """Which event of which role moves which clock, as rows."""
    rows = []
    for clock in clocks:
        extends = (EXTENDED,) if clock.roles and clock.awaits_reply else ()
        for move, stages in (
            ("start", clock.starts),
            ("stop", clock.stops),
            ("hold", clock.holds),
            ("resume", clock.resumes),
            ("extend", extends),
        ):
            rows += [(clock.name, stage, move, role) for stage in stages for role in (clock.roles or ("",))]
    return values(
        named("clock", Text), named("stage", Text), named("move", Text), named("role", Text), name="moves"
    ).data(rows)


def _wait(reading: Reading, rules: Rules, row: _Clocked, day: date) -> Wait | None:
    clock = rules.procedure.clock(row.clock)
    resumed = row.held is not None and row.resumed is not None and row.resumed > row.held
    paused = row.held is not None and row.held >= row.since and not resumed
    if clock is None or paused:
        return None
    if LEAD in clock.roles and (row.taken is None or (row.lead or "") != row.own):
        return None  # an earlier unit's clock, ended by the one that took over
    due = row.lead_due if clock.main else row.due if clock.awaits_reply else None
    due = due or clock.after(row.since, reading.version.calendar)
    unit = row.own if clock.roles else (row.lead if row.taken and row.taken <= day else None)
    over = max(0, (day - due).days) if due else None
    return Wait(row.clock, unit or UNFILLED, row.no, row.since, due, (day - row.since).days, over)


def bottlenecks(found: list[Wait]) -> Records[Bottleneck]:
    """The most days beyond the limit first."""
    places: dict[tuple[str, str], list[Wait]] = defaultdict(list)
    for wait in found:
        places[wait.clock, wait.unit].append(wait)
    rows = [
        Bottleneck(
            *place, len(held), sum(1 for w in held if w.over), sum(w.over or 0 for w in held), max(w.days for w in held)
        )
        for place, held in places.items()
    ]
    return Records(Bottleneck, tuple(sorted(rows, key=lambda row: (row.over, row.late, row.waiting), reverse=True)))
