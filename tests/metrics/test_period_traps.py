"""A small ledger read by period and by cohort, one trap a proposal; the right numbers are worked out by hand.

The period is the third quarter of 2025.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.ledger_rows import day, default_rules, event, matter, progress, proposal, publish, put, unit
from zxdata.errors import WrongUse
from zxdata.filters import Basis, Filters, Scope
from zxdata.metrics import METRICS, metric
from zxdata.metrics.answer import answer
from zxdata.metrics.basis import read_by
from zxdata.metrics.listing import listing

Ask = Callable[..., Any]
Q2, Q3, Q4 = ("2025-04-01", "2025-06-30"), ("2025-07-01", "2025-09-30"), ("2025-10-01", "2025-12-31")
LEAD = {"unit": "U1", "role": "主办"}
TRAPS = {
    "1": "handed over and due before, answered late in it",
    "2": "answered in time before, due in it",
    "3": "submitted in it, due after it",
    "4": "due in it, but extended before",
    "5": "merged before it was due",
    "6": "due on its last day, not answered",
    "7": "due on the last day before it, not answered",
    "8": "submitted and refused in it",
}
SUBMITTED = {
    "1": "2025-01-10",
    "2": "2025-02-01",
    "3": "2025-07-05",
    "4": "2025-03-01",
    "5": "2025-03-01",
    "6": "2025-06-01",
    "7": "2025-03-01",
    "8": "2025-07-10",
}


def handed(number: str, on: str, due: str) -> dict[str, Any]:
    return event(number, "交办", on, due_on=day(due), **LEAD)


EVENTS = [
    *(handed("1", "2025-02-01", "2025-05-01"), event("1", "答复", "2025-07-15", **LEAD)),
    *(handed("2", "2025-05-20", "2025-08-20"), event("2", "答复", "2025-06-10", **LEAD)),
    handed("3", "2025-07-20", "2025-10-20"),
    *(handed("4", "2025-04-01", "2025-07-01"), event("4", "延期", "2025-06-25", due_on=day("2025-10-15"), **LEAD)),
    *(handed("5", "2025-06-20", "2025-08-15"), event("5", "并案", "2025-07-30")),
    handed("6", "2025-06-30", "2025-09-30"),
    handed("7", "2025-03-30", "2025-06-30"),
    event("8", "不予立案", "2025-08-01"),
]
MATTERS = [
    matter("M1", "2025-01-10", due_on=day("2025-05-01")),  # closed late in it
    matter("M2", "2025-02-10", due_on=day("2025-08-01")),  # closed before, due in it
    matter("M3", "2025-07-10", due_on=day("2025-10-08")),  # open, not due
    matter("M4", "2025-05-10", due_on=day("2025-09-30")),  # due on its last day, open
]
PROGRESS = [progress("M1", "销号", "2025-07-20"), progress("M2", "销号", "2025-06-20")]


@pytest.fixture
def of(sqlite_ledger: Engine, tmp_path: Path) -> Ask:
    put(
        sqlite_ledger,
        units=[unit("U1", "甲局")],
        proposals=[proposal(number, on) for number, on in SUBMITTED.items()],
        proposal_events=EVENTS,
        supervisions=MATTERS,
        supervision_events=PROGRESS,
    )
    store = publish(sqlite_ledger, tmp_path)

    def ask(key: str, span: tuple[str, str], basis: Basis = "period", on: str = "2025-12-31", by: str = "") -> Any:
        filters = Filters(day(on), since=day(span[0]), until=day(span[1]) if span[1] else None, basis=basis)
        with store.reading(Scope.whole()) as reading:
            frame = answer(reading, (metric(key),), (by,) if by else (), filters, default_rules()).frame
            rows = listing(reading, metric(key), filters, default_rules()).frame
        bottom = f"{key}.denominator" if f"{key}.denominator" in frame else key
        if by:
            return dict(zip(frame[by], frame[bottom], strict=True))
        assert len(rows) == frame[bottom].iloc[0]
        return set(rows["no"])

    return ask


def test_what_happened_in_the_period_counts_whenever_it_was_submitted(of: Ask) -> None:
    assert of("proposals.submitted", Q3) == {"3", "8"}
    assert of("proposals.replied", Q3) == {"1"} and of("proposals.replied", Q2) == {"2"}
    assert of("proposals.merged", Q3) == {"5"} and of("proposals.rejected", Q3) == {"8"}
    assert of("proposals.assigned", Q3) == {"3"}


def test_what_stood_at_the_end_counts_whenever_it_began(of: Ask) -> None:
    assert of("proposals.open", Q3) == {"3", "4", "6", "7"}  # 5 was merged
    assert of("proposals.overdue", Q3) == {"7"}  # the due day itself is not late
    assert of("proposals.overdue", Q4) == {"3", "4", "6", "7"}
    assert of("proposals.overdue", Q2) == {"1"}


def test_the_rate_is_over_what_fell_due_or_was_answered_in_it(of: Ask) -> None:
    assert of("proposals.on_time_rate", Q3) == {"1", "2", "6"}
    assert of("proposals.on_time_rate", Q2) == {"1", "2", "7"}
    assert of("proposals.on_time_rate", Q4) == {"3", "4"}


def test_what_is_due_on_the_last_day_is_decided_once_the_period_is_over(of: Ask) -> None:
    assert of("proposals.on_time_rate", Q3, on="2025-09-30") == {"1", "2", "6"}
    assert of("proposals.on_time_rate", ("2025-07-01", ""), on="2025-09-30") == {"1", "2"}  # still running
    assert of("proposals.on_time_rate", Q3, on="2025-09-15") == {"1", "2"}  # not yet due


def test_by_month_a_case_counts_in_the_months_that_decide_it_and_once_in_all(of: Ask) -> None:
    half = ("2025-04-01", "2025-09-30")
    assert of("proposals.on_time_rate", half, by="month") == {
        "2025-05": 1,  # 1 falls due
        "2025-06": 2,  # 2 is answered, 7 falls due
        "2025-07": 1,  # 1 is answered
        "2025-08": 1,  # 2 falls due
        "2025-09": 1,  # 6 falls due
    }
    assert of("proposals.on_time_rate", half) == {"1", "2", "6", "7"}


def test_what_stands_at_the_end_belongs_to_no_month(of: Ask) -> None:
    with pytest.raises(WrongUse, match="期末的存量"):
        of("proposals.overdue", Q3, by="month")


def test_the_cohort_is_those_submitted_and_the_share_not_decided_is_told(of: Ask) -> None:
    assert of("proposals.replied", Q3, "cohort") == set()
    assert of("proposals.open", Q3, "cohort", on="2025-09-30") == {"3"}
    assert of("proposals.on_time_rate", Q3, "cohort", on="2025-09-30") == set()
    assert of("proposals.on_time_rate", Q3, "cohort", on="2025-10-21") == {"3"}


def test_a_matter_is_judged_in_the_period_it_is_closed_or_due_in(of: Ask) -> None:
    assert of("supervision.on_time_rate", Q3) == {"M1", "M2", "M4"}
    assert of("supervision.done_late", Q3) == {"M1"} and of("supervision.open", Q3) == {"M3", "M4"}
    assert of("supervision.closed_rate", Q3) == {"M1", "M3", "M4"}


def test_a_period_is_asked_as_of_its_end() -> None:
    ended = Filters(day("2025-12-31"), since=day(Q3[0]), until=day(Q3[1]), basis="period")
    running = Filters(day("2025-08-31"), since=day(Q3[0]), until=day(Q3[1]), basis="period")
    assert (ended.as_of, ended.over) == (day("2025-09-30"), True)
    assert (running.as_of, running.over) == (day("2025-08-31"), False)
    assert Filters(day("2025-12-31"), until=day(Q3[1])).as_of == day("2025-12-31")


def test_every_backlog_is_what_stands_at_the_end() -> None:
    dated = [each for each in METRICS.values() if each.fact.axis and each.colour != "unknown"]
    assert [each.key for each in dated if each.stock != (read_by(each, "period").leaves[0].on == ())] == []
