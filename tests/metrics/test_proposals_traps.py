"""Proposals in small ledgers with one trap each; the right numbers are worked out by hand."""

from collections.abc import Callable

from tests.ledger_rows import (
    day,
    event,
    proposal,
)
from tests.metrics.asking import UNITS, Ask

LEAD, JOINT = {"unit": "U1", "role": "主办"}, {"unit": "U2", "role": "会办"}


def test_a_proposal_of_two_units_and_two_raters_counts_once(ask: Callable[..., Ask]) -> None:
    of = ask(
        units=UNITS,
        proposals=[proposal("1", "2025-01-10")],
        proposal_events=[
            event("1", "交办", "2025-02-01", **LEAD),
            event("1", "交办", "2025-02-01", **JOINT),
            event("1", "答复", "2025-02-10", **JOINT),
            event("1", "答复", "2025-03-01", **LEAD),
            event("1", "评价", "2025-03-05", rater="张", result="满意"),
            event("1", "评价", "2025-03-06", rater="李", result="不满意"),
        ],
    )
    assert [of(f"proposals.{n}") for n in ("submitted", "assigned", "replied", "rated")] == [1, 1, 1, 1]
    assert of("proposals.assigned", by="unit") == {"甲局": 1}
    assert of("proposals.handling_days_median") == 28  # not 9: a joint unit's reply ends nothing
    assert of("proposals.satisfaction_rate") == 0  # the worst of what the raters say
    assert of("proposals.satisfaction_rate", "2025-03-05") == 1  # 李 had not spoken yet


def test_a_joint_units_extension_moves_no_deadline(ask: Callable[..., Ask]) -> None:
    of = ask(
        units=UNITS,
        proposals=[proposal("1", "2025-01-10")],
        proposal_events=[event("1", "交办", "2025-02-01", **LEAD), event("1", "延期", "2025-02-20", **JOINT)],
    )
    assert (of("proposals.overdue", "2025-05-01"), of("proposals.overdue", "2025-05-02")) == (0, 1)


def test_a_limit_already_over_when_the_lead_unit_is_named_is_red_from_that_day(ask: Callable[..., Ask]) -> None:
    of = ask(
        units=UNITS,
        proposals=[proposal("1", "2025-01-10")],
        proposal_events=[
            event("1", "交办", "2025-02-01", **JOINT),
            event("1", "交办", "2025-02-20", due_on=day("2025-02-10"), **LEAD),
        ],
    )
    shades = {d: of("proposals.submitted", f"2025-02-{d}", by="colour") for d in ("11", "19", "20")}
    assert shades == {"11": {"unknown": 1}, "19": {"unknown": 1}, "20": {"red": 1}}  # nobody knew of it before


def test_an_extension_by_the_lead_unit_does(ask: Callable[..., Ask]) -> None:
    of = ask(
        units=UNITS,
        proposals=[proposal("1", "2025-01-10"), proposal("2", "2025-01-10")],
        proposal_events=[
            event("1", "交办", "2025-02-01", **LEAD),
            event("1", "延期", "2025-04-20", due_on=day("2025-06-01"), **LEAD),
            event("2", "交办", "2025-02-01", **LEAD),
            event("2", "延期", "2025-04-20"),
        ],
    )
    days = ("2025-05-02", "2025-06-01", "2025-06-02", "2025-08-01", "2025-08-02")
    assert [of("proposals.overdue", d) for d in days] == [0, 0, 1, 1, 2]  # 延期 without a date: six months in all


def test_a_new_lead_unit_starts_anew(ask: Callable[..., Ask]) -> None:
    of = ask(
        units=UNITS,
        proposals=[proposal("1", "2025-01-10")],
        proposal_events=[
            event("1", "交办", "2025-02-01", **LEAD),
            event("1", "答复", "2025-02-20", result="A", **LEAD),
            event("1", "评价", "2025-02-25", result="满意"),
            event("1", "退办", "2025-03-01", **LEAD),
            event("1", "改派", "2025-03-05", unit="U3", role="主办"),
            event("1", "答复", "2025-06-06", unit="U3"),
        ],
    )
    assert of("proposals.replied", "2025-03-04", by="unit") == {"甲局": 1}
    assert of("proposals.open", "2025-03-05", by="unit") == {"丙局": 1}
    assert of("proposals.rated", "2025-03-05") == 0
    assert (of("proposals.overdue", "2025-06-05"), of("proposals.on_time_rate", "2025-06-06")) == (0, 0)
    assert of("proposals.submitted", "2025-06-06", by="outcome") == {"未填": 1}  # the former unit's A is not its word
    assert of("proposals.handling_days_median", "2025-06-06") == 93


def test_a_second_reply_gives_a_new_outcome_and_no_new_clock(ask: Callable[..., Ask]) -> None:
    of = ask(
        units=UNITS,
        proposals=[proposal("1", "2025-01-10")],
        proposal_events=[
            event("1", "交办", "2025-02-01", **LEAD),
            event("1", "答复", "2025-03-01", result="B", **LEAD),
            event("1", "评价", "2025-03-10", rater="张", result="不满意"),
            event("1", "二次办理", "2025-03-12", unit="U1"),
            event("1", "答复", "2025-07-01", result="A", **LEAD),
            event("1", "评价", "2025-07-05", rater="张", result="满意"),
        ],
    )
    assert [of("proposals.submitted", d, by="outcome") for d in ("2025-06-30", "2025-07-01")] == [{"B": 1}, {"A": 1}]
    assert [of("proposals.satisfaction_rate", d) for d in ("2025-07-04", "2025-07-05")] == [0, 1]
    assert of("proposals.on_time_rate") == 1 and of("proposals.handling_days_median") == 28
    assert of("proposals.second_round") == 1


def test_no_answer_to_a_rating_is_not_a_rating(ask: Callable[..., Ask]) -> None:
    of = ask(
        units=UNITS,
        proposals=[proposal("1", "2025-01-10")],
        proposal_events=[
            event("1", "交办", "2025-02-01", **LEAD),
            event("1", "答复", "2025-03-01", **LEAD),
            event("1", "评价", "2025-03-10", result="未反馈"),
        ],
    )
    assert of("proposals.rated") == 0 and of("proposals.satisfaction_rate") is None


def test_three_calendar_months_from_30_november_end_on_28_february(ask: Callable[..., Ask]) -> None:
    of = ask(
        units=UNITS, proposals=[proposal("1", "2024-11-01")], proposal_events=[event("1", "交办", "2024-11-30", **LEAD)]
    )
    assert [of("proposals.overdue", d) for d in ("2025-02-28", "2025-03-01")] == [0, 1]


def test_done_on_the_due_day_is_in_time_and_the_day_after_is_late(ask: Callable[..., Ask]) -> None:
    of = ask(
        units=UNITS,
        proposals=[proposal("1", "2025-01-01"), proposal("2", "2025-01-01")],
        proposal_events=[
            event("1", "交办", "2025-02-01", **LEAD),
            event("1", "答复", "2025-05-01 23:59", **LEAD),
            event("2", "交办", "2025-02-01", **LEAD),
            event("2", "答复", "2025-05-02 00:00", **LEAD),
        ],
    )
    assert of("proposals.on_time_rate", "2025-05-01") == 1
    assert of("proposals.on_time_rate", "2025-05-02") == 0.5
    assert of("proposals.submitted", "2025-05-02", by="colour") == {"done": 1, "done_late": 1}


def test_what_was_assigned_on_the_day_and_replied_in_the_morning_counts(ask: Callable[..., Ask]) -> None:
    """Clocks are kept in days: an hour that runs backwards within a day is no contradiction."""
    of = ask(
        units=UNITS,
        proposals=[proposal("1", "2025-01-01")],
        proposal_events=[
            event("1", "交办", "2025-02-01 16:00", **LEAD),
            event("1", "答复", "2025-02-01 09:00", **LEAD),
        ],
    )
    assert of("proposals.replied") == 1 and of("proposals.handling_days_median") == 0
