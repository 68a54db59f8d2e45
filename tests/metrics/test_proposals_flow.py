"""Transitions and waits equal a plain walk through the event table."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from tests.demonstration import TODAY, Demonstration, proposal_events
from tests.ledger_rows import default_rules
from zxdata.datasets import PROPOSAL_STAGES
from zxdata.filters import Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.listing import listing
from zxdata.metrics.proposals.flow import AGAIN, Bottleneck, Wait, bottlenecks, transitions, waits
from zxdata.rules.procedure import Limit
from zxdata.rules.running import Happening, runs
from zxdata.store import Reading
from zxdata.views import view

RULES = default_rules()
ENDED = {"办结", "结案", "并案", "不予立案", "转社情民意"}
ORDER = {stage: n for n, stage in enumerate(PROPOSAL_STAGES)}
EARLIER = date(2025, 5, 20)


@pytest.fixture
def reading(demo: Demonstration) -> Iterator[Reading]:
    with demo.store.reading(Scope.whole()) as found:
        yield found


@cache
def walk() -> list[Any]:
    """The events in the order of their days, stages and moments."""
    told = proposal_events()
    ranked = told.assign(rank=told["stage"].map(ORDER)).sort_values(["on_day", "rank", "moment"], kind="stable")
    rows: list[Any] = (
        ranked[["proposal_no", "stage", "on_day", "unit", "role", "due_on"]].to_numpy(dtype=object).tolist()
    )
    return rows


def walked(as_of: date) -> dict[str, list[Happening]]:
    """Each proposal's events in order up to the day."""
    found: dict[str, list[Happening]] = defaultdict(list)
    for no, stage, day, unit, role, due in walk():
        if day <= as_of:
            found[no].append(Happening(stage, day, unit, role, due))
    return found


@pytest.mark.parametrize("as_of", [TODAY, EARLIER])
def test_transitions_are_counted_one_by_one(as_of: date, reading: Reading) -> None:
    expected: Counter[tuple[str, str]] = Counter()
    for events in walked(as_of).values():
        path: list[str] = []
        for event in events:
            if event.role == "主办" and event.stage not in RULES.procedure.aside and path[-1:] != [event.stage]:
                path.append(event.stage)
        named = [stage + (AGAIN if stage in path[:n] else "") for n, stage in enumerate(path)]
        expected.update(pairwise(named))
    found = transitions(reading, Filters(as_of), RULES)
    assert {(step.source, step.target): step.value for step in found} == dict(expected)
    assert {step.stage + (AGAIN if step.target.endswith(AGAIN) else "") for step in found} == {b for _, b in expected}
    kinds = {(step.source, step.target): step.kind for step in found}
    assert (
        kinds["交办", "退办"] == "return"
        and kinds["评价", "二次办理"] == "again"
        and kinds["提交", "审查"] == "forward"
    )


def replayed(as_of: date, reading: Reading) -> set[tuple[str, str, str, date, date | None]]:
    """Every running clock, from replaying each proposal by itself."""
    rows = listing(reading, metric("proposals.submitted"), Filters(as_of), RULES).frame
    known = {
        row.no: [None if pd.isna(value) else value for value in (row.unit, row.due_on)] for row in rows.itertuples()
    }
    limit, extended = Limit(months=RULES.proposals.limit_months), Limit(months=RULES.proposals.extended_limit_months)
    found = set()
    for no, events in walked(as_of).items():
        if no not in known or {event.stage for event in events} & ENDED:
            continue
        lead, due = known[no]
        for run in runs(events, RULES.procedure, limit, extended, reading.version.calendar):
            if run.until is None and not run.paused:
                by = due if run.clock == "办理" and due else run.due_on
                found.add((run.clock, run.unit or lead or "未填", no, run.since, by))
    return found


@pytest.mark.parametrize("as_of", [TODAY, EARLIER])
def test_what_waits_is_what_replaying_every_proposal_leaves_running(as_of: date, reading: Reading) -> None:
    found = waits(reading, Filters(as_of), RULES)
    assert {(w.clock, w.unit, w.no, w.since, w.due_on) for w in found} == replayed(as_of, reading)
    for wait in found:
        assert wait.days == (as_of - wait.since).days
        assert wait.over == (None if wait.due_on is None else max(0, (as_of - wait.due_on).days))


def test_a_bottleneck_adds_up_days_beyond_the_limit() -> None:
    def wait(unit: str, over: int | None, days: int) -> Wait:
        return Wait("办理", unit, "1", TODAY, None, days, over)

    found = bottlenecks(
        [wait("甲", 3, 95), wait("甲", 4, 96), wait("甲", 0, 10), wait("乙", 9, 101), wait("丙", None, 400)]
    )
    assert found.rows == (
        Bottleneck("办理", "乙", waiting=1, late=1, over=9, longest=101),
        Bottleneck("办理", "甲", waiting=3, late=2, over=7, longest=96),
        Bottleneck("办理", "丙", waiting=1, late=0, over=0, longest=400),
    )


def test_merging_is_counted_on_both_bases(demo: Demonstration) -> None:
    told = proposal_events()
    shown = view(demo.store, "proposals.flow", Filters(TODAY), Scope.whole(), demo.settings)
    bases = shown.figure("bases").frame
    filed = told[told["stage"] == "立案"]["proposal_no"].nunique()
    merged = told[told["stage"] == "并案"]["proposal_no"].nunique()
    assigned = told[told["stage"] == "交办"]["proposal_no"].nunique()
    sums = bases[["proposals.filed", "proposals.merged", "proposals.assigned"]].sum().tolist()
    assert sums == [filed, merged, assigned]
    assert bases[["filed_share", "assigned_share"]].sum().tolist() == pytest.approx([1, 1])
