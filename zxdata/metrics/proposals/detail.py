"""One proposal whole: who proposed it, which units hold it and by which clocks, what happened, how it was judged."""

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import case, select

from zxdata.filters import Filters
from zxdata.metrics.expressions import column, known_from
from zxdata.metrics.places import region_name
from zxdata.metrics.proposals.cases import PROPOSAL
from zxdata.metrics.question import as_of, conditions, if_allowed
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.rules.procedure import Limit
from zxdata.rules.running import Happening, Run, runs
from zxdata.snapshot.facts import proposal, proposal_event, suggestion
from zxdata.store import Reading


class ProposalHead(NamedTuple):
    """The proposal itself, as far as it is known on the day; ``place``: the number of its region."""

    no: str
    title: str
    proposers: str | None
    proposer_kind: str | None
    sector: str | None
    category: str | None
    session: str | None
    leader: str | None
    key: bool | None
    submitted_on: date
    place: int | None
    unit: str | None
    assigned_on: date | None
    due_on: date | None
    replied_on: date | None
    outcome: str | None
    rated_on: date | None
    satisfaction: str | None
    colour: str | None
    stage: str


class ProposalEvent(NamedTuple):
    """One event. ``result``: the class of a reply, the word of a rating; ``due_on``: the due day that it writes;
    ``score``: points out of 100 of a rating of the proposal.
    """

    stage: str
    on_day: date
    unit: str | None
    role: str | None
    result: str | None
    due_on: date | None
    rater: str | None
    score: float | None
    note: str | None


class Advice(NamedTuple):
    """One suggestion that the proposal has made, with what came of it by the day."""

    no: str
    text: str
    unit: str | None
    adoption: str | None
    replied_on: date | None
    implemented_on: date | None


@dataclass(frozen=True, eq=False)
class ProposalDetail:
    """``region``: the name of its region, if it has one; ``events``, ``suggestions`` in their order; ``runs``: every
    clock it has had up to the day.
    """

    head: ProposalHead
    region: str | None
    events: Records[ProposalEvent]
    suggestions: Records[Advice]
    runs: tuple[Run, ...]


_KNOWN_FROM = {
    name: known_from(name, on)
    for on, names in {
        "assigned_on": ("unit", "assigned_on", "due_on"),
        "replied_on": ("outcome", "replied_on"),
        "rated_on": ("satisfaction", "rated_on"),
    }.items()
    for name in names
}


def proposal_detail(reading: Reading, filters: Filters, rules: Rules, no: str) -> ProposalDetail | None:
    """The proposal as of the day asked for; None where the reader may not see it or there is none.

    Only the day, the region and the scope restrict it: a link to a case outlives the other filters.
    """
    alone = replace(filters, since=None, until=None, where=())
    at = as_of(reading, alone, rules)
    t = proposal
    worked_out = {"colour": PROPOSAL.dims["colour"], "stage": PROPOSAL.dims["stage"]} | _KNOWN_FROM
    asked = select(*(worked_out.get(name, column(name))(t, at).label(name) for name in ProposalHead._fields))
    found = reading.records(ProposalHead, asked.where(*conditions(reading, PROPOSAL, t, at, ()), t.c.no == no))
    if not found:
        return None
    head = found[0]
    events = _events(reading, no, at.day)
    region = region_name(reading, head.place, at)
    return ProposalDetail(head, region, events, _suggestions(reading, no, at.day), _runs(reading, rules, events, head))


def _events(reading: Reading, no: str, day: date) -> Records[ProposalEvent]:
    e = proposal_event
    shown = {"rater": if_allowed(reading, e.c.rater).label("rater")}
    wanted = (shown.get(name, e.c[name]) for name in ProposalEvent._fields)
    return reading.records(
        ProposalEvent,
        select(*wanted).where(e.c.no == no, e.c.on_day <= day).order_by(e.c.on_day, e.c.stage, e.c.clock),
    )


def _suggestions(reading: Reading, no: str, day: date) -> Records[Advice]:
    s = suggestion
    replied, implemented = (case((on <= day, on)).label(on.name) for on in (s.c.replied_on, s.c.implemented_on))
    return reading.records(
        Advice,
        select(s.c.no, s.c.text, s.c.unit, s.c.adoption, replied, implemented)
        .where(s.c.origin == "提案", s.c.origin_no == no, s.c.raised_on <= day)
        .order_by(s.c.no),
    )


def _runs(reading: Reading, rules: Rules, events: Records[ProposalEvent], head: ProposalHead) -> tuple[Run, ...]:
    happenings = [Happening(e.stage, e.on_day, e.unit or None, e.role or None, e.due_on) for e in events]
    clock = rules.proposals
    limit = Limit(
        months=clock.limit_months if not (clock.limit_days or clock.limit_workdays) else None,
        days=clock.limit_days,
        workdays=clock.limit_workdays,
    )
    extended = Limit(months=clock.extended_limit_months)
    found = runs(happenings, rules.procedure, limit, extended, reading.version.calendar)
    main = {c.name for c in rules.procedure.clocks if c.main}
    # The lead unit's due day is the one that every metric judges by.
    return tuple(
        replace(run, due_on=head.due_on)
        if run.clock in main and run.unit == head.unit and head.assigned_on in (None, run.since)
        else run
        for run in found
    )
