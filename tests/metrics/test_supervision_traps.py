"""Supervision in small ledgers with one trap each; the right numbers are worked out by hand."""

from collections.abc import Callable

import pytest

from tests.ledger_rows import (
    day,
    matter,
    progress,
)
from tests.metrics.asking import UNITS, Ask


def test_a_makeup_saturday_is_a_working_day_for_the_yellow_line(ask: Callable[..., Ask]) -> None:
    # 2025-10-11 is a Saturday that is worked; 10-01 to 10-08 are holidays; 09-28 is a Sunday that is worked.
    of = ask(supervisions=[matter("1", "2025-09-01", due_on=day("2025-10-11"))])
    # After 09-24: 25, 26, 28, 29, 30, 10-09, 10, 11 are eight; after 09-25 seven.
    assert [of("supervision.green", d) for d in ("2025-09-24", "2025-09-25")] == [1, 0]
    assert [of("supervision.yellow", d) for d in ("2025-09-25", "2025-10-11", "2025-10-12")] == [1, 1, 0]
    assert of("supervision.red", "2025-10-12") == 1


def test_the_ledgers_calendar_overrules_the_library(ask: Callable[..., Ask]) -> None:
    rows = [{"day": day(f"2025-09-{n}"), "is_workday": False} for n in (25, 26)]
    of = ask(supervisions=[matter("1", "2025-09-01", due_on=day("2025-10-11"))], calendar=rows)
    assert [of("supervision.green", d) for d in ("2025-09-22", "2025-09-23")] == [1, 0]


def test_without_a_date_nothing_is_green(ask: Callable[..., Ask]) -> None:
    of = ask(
        supervisions=[matter("1", "2025-01-01"), matter("2", "2025-01-01"), matter("3", "2025-01-01")],
        supervision_events=[progress("2", "销号", "2025-02-01"), progress("3", "交办", "2025-03-05")],
    )
    assert of("supervision.matters", "2025-03-04", by="colour") == {"unknown": 3}
    assert of("supervision.matters", "2025-03-05", by="colour") == {"green": 1, "unknown": 2}  # due three months on
    assert of("supervision.matters", "2025-06-06", by="colour") == {"red": 1, "unknown": 2}
    assert of("supervision.closed_rate", "2025-06-06") == 0


def test_a_matter_sent_back_is_open_again_until_it_is_closed_again(ask: Callable[..., Ask]) -> None:
    of = ask(
        supervisions=[matter("1", "2025-01-01", due_on=day("2025-03-31"))],
        supervision_events=[
            progress("1", "销号", "2025-03-01"),
            progress("1", "退回重办", "2025-03-10"),
            progress("1", "销号", "2025-04-02"),
        ],
    )
    days = ("2025-02-28", "2025-03-01", "2025-03-09", "2025-03-10", "2025-04-01", "2025-04-02")
    found = [next(iter(of("supervision.matters", d, by="colour"))) for d in days]
    assert found == ["green", "done", "done", "green", "red", "done_late"]
    assert of("supervision.rectification_days_median", "2025-03-09") == 59
    assert of("supervision.rectification_days_median", "2025-03-10") is None
    assert of("supervision.rectification_days_median") == 91


@pytest.mark.parametrize(("closed", "colour"), [("09:00", "green"), ("17:00", "done")])
def test_on_the_day_of_sending_back_the_hour_decides(ask: Callable[..., Ask], closed: str, colour: str) -> None:
    of = ask(
        supervisions=[matter("1", "2025-01-01", due_on=day("2025-06-30"))],
        supervision_events=[
            progress("1", "退回重办", "2025-02-01 12:00"),
            progress("1", "销号", f"2025-02-01 {closed}"),
        ],
    )
    assert of("supervision.matters", "2025-02-01", by="colour") == {colour: 1}


def test_a_unit_that_only_the_assignment_names_is_known_from_then_on(ask: Callable[..., Ask]) -> None:
    of = ask(
        units=UNITS,
        supervisions=[matter("1", "2025-01-01")],
        supervision_events=[progress("1", "交办", "2025-01-05", unit="U1")],
    )
    assert of("supervision.matters", "2025-01-04", by="unit") == {"未填": 1}
    assert of("supervision.matters", "2025-01-05", by="unit") == {"甲局": 1}
