"""Meetings and suggestions in small ledgers; the right numbers are worked out by hand."""

from collections.abc import Callable

from tests.ledger_rows import (
    day,
    meeting,
    suggestion,
)
from tests.metrics.asking import TOWNS, Ask


def test_a_meeting_of_three_districts_counts_in_each_and_once_in_all(ask: Callable[..., Ask]) -> None:
    of = ask(
        regions=TOWNS,
        consultations=[
            meeting("X1", "5001", "2025-03-01", partner_regions="5002、5003", member_visits=5),
            meeting("X2", "5001", "2025-03-02", partner_regions="5001001", member_visits=7),
        ],
        suggestions=[suggestion("Y1", "X1", "2025-03-01"), suggestion("Y2", "X9", "2025-03-01")],
    )
    assert of("consultation.meetings", by="district") == {"甲区": 2, "乙区": 1, "丙区": 1}
    assert of("consultation.meetings") == 2 and of("consultation.meetings", region="5002") == 1
    assert of("consultation.member_visits") == 12
    assert of("consultation.suggestions", by="district") == {"甲区": 1, "乙区": 1, "丙区": 1, "未填": 1}
    assert of("consultation.suggestions") == 2
    only = (("district", ("5002",)),)
    assert of("consultation.meetings", by="district", where=only) == {"乙区": 1}


def test_quzhous_published_adoption_rate_comes_out(ask: Callable[..., Ask]) -> None:
    of = ask(
        regions=TOWNS,
        consultations=[meeting("X", "5001", "2024-01-01")],
        suggestions=[
            suggestion(str(n), "X", "2024-02-01", adoption="采纳" if n < 802 else "未采纳") for n in range(1904)
        ],
    )
    assert round(of("consultation.adoption_rate") * 100, 2) == 42.12
    assert of("consultation.adoption_rate") == 802 / 1904


def test_adoption_is_known_from_the_reply_on(ask: Callable[..., Ask]) -> None:
    of = ask(
        regions=TOWNS,
        consultations=[meeting("X", "5001", "2025-01-01")],
        suggestions=[
            suggestion(
                "1", "X", "2025-01-01", adoption="采纳", replied_on=day("2025-03-01"), implemented_on=day("2025-05-01")
            )
        ],
    )
    assert [of("consultation.adopted", d) for d in ("2025-02-28", "2025-03-01")] == [0, 1]
    assert [of("consultation.implementation_rate", d) for d in ("2025-02-28", "2025-04-30", "2025-05-01")] == [
        None,
        0,
        1,
    ]
