"""One proposal whole: who proposed it, which units hold it and by which clocks, what happened, how it was judged."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from sqlalchemy import select

from zxdata.filters import Filters
from zxdata.metrics.proposals.cases import PROPOSAL
from zxdata.metrics.question import as_of, conditions, region_name
from zxdata.rules.book import Rules
from zxdata.rules.procedure import Limit
from zxdata.rules.running import Happening, Run, runs
from zxdata.snapshot.facts import proposal, proposal_event, suggestion
from zxdata.store import Reading

_HEAD = ("no", "title", "proposers", "proposer_kind", "sector", "category", "session", "leader", "key", "submitted_on")


@dataclass(frozen=True, eq=False)
class ProposalDetail:
    """head: the proposal's own words, its region and current unit, due day, outcome and satisfaction.

    events: stage, on_day, unit, role, result, due_on, rater, score, note. suggestions: no, text, unit, adoption,
    replied_on, implemented_on. runs: every clock it has had up to the day.
    """

    head: dict[str, Any]
    events: pd.DataFrame
    suggestions: pd.DataFrame
    runs: tuple[Run, ...]


def proposal_detail(reading: Reading, filters: Filters, rules: Rules, no: str) -> ProposalDetail | None:
    """The proposal as of the day asked for; None where the reader may not see it or there is none.

    Only the day, the region and the scope restrict it: a link to a case outlives the other filters.
    """
    alone = replace(filters, since=None, until=None, where=())
    at = as_of(reading, alone, rules)
    t = proposal
    asked = select(
        *(
            t.c[n]
            for n in (
                *_HEAD,
                "place",
                "unit",
                "assigned_on",
                "due_on",
                "replied_on",
                "outcome",
                "rated_on",
                "satisfaction",
            )
        ),
        PROPOSAL.dims["colour"](t, at).label("colour"),
        PROPOSAL.dims["stage"](t, at).label("stage"),
    )
    found = reading.frame(asked.where(*conditions(reading, PROPOSAL, t, at), t.c.no == no))
    if found.empty:
        return None
    head = {name: None if pd.isna(value) else value for name, value in found.iloc[0].items()}
    head["region"] = region_name(reading, head.pop("place"), at)
    for value, day in (
        ("unit", "assigned_on"),
        ("due_on", "assigned_on"),
        ("outcome", "replied_on"),
        ("satisfaction", "rated_on"),
        ("replied_on", "replied_on"),
        ("rated_on", "rated_on"),
        ("assigned_on", "assigned_on"),
    ):
        happened = head[day]
        if happened is None or happened > at.day:
            head[value] = None
    events = _events(reading, no, at.day)
    return ProposalDetail(head, events, _suggestions(reading, no, at.day), _runs(reading, rules, events, head))


def _events(reading: Reading, no: str, day: Any) -> pd.DataFrame:
    e = proposal_event
    wanted = (e.c.stage, e.c.on_day, e.c.unit, e.c.role, e.c.result, e.c.due_on, e.c.rater, e.c.score, e.c.note)
    return reading.frame(
        select(*wanted).where(e.c.no == no, e.c.on_day <= day).order_by(e.c.on_day, e.c.stage, e.c.clock)
    )


def _suggestions(reading: Reading, no: str, day: Any) -> pd.DataFrame:
    s = suggestion
    wanted = (s.c.no, s.c.text, s.c.unit, s.c.adoption, s.c.replied_on, s.c.implemented_on)
    found = reading.frame(
        select(*wanted).where(s.c.origin == "提案", s.c.origin_no == no, s.c.raised_on <= day).order_by(s.c.no)
    )
    for column in ("replied_on", "implemented_on"):
        found[column] = [d if d is not None and pd.notna(d) and d <= day else None for d in found[column]]
    return found


def _runs(reading: Reading, rules: Rules, events: pd.DataFrame, head: dict[str, Any]) -> tuple[Run, ...]:
    happenings = [
        Happening(
            row.stage, row.on_day, *(None if pd.isna(v) or v == "" else v for v in (row.unit, row.role, row.due_on))
        )
        for row in events.itertuples()
    ]
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
        replace(run, due_on=head["due_on"])
        if run.clock in main and run.unit == head["unit"] and head["assigned_on"] in (None, run.since)
        else run
        for run in found
    )
