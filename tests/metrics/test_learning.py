"""What members learn: credits within the term, who reads, and where they learn in which way."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.ledger_rows import day, default_rules, publish, put, region, settings_for
from tests.metrics.asking import Ask
from zxdata.filters import Filters, Scope
from zxdata.rules.book import Rules
from zxdata.views.asking import Asking
from zxdata.views.members.learning import matrix

PLACES = [region("50", "某省", "省"), region("5001", "甲区", "区县", "50"), region("5002", "乙区", "区县", "50")]
PEOPLE: list[dict[str, Any]] = [
    {"member_no": "A", "name": "甲", "region": "5001", "role": "委员"},
    {"member_no": "B", "name": "乙", "region": "5001", "role": "委员", "term_from": day("2025-04-01")},
    {"member_no": "C", "name": "丙", "region": "5002", "role": "委员"},
    {"member_no": "D", "name": "丁", "region": "5002", "role": "委员", "term_to": day("2025-06-30")},
]


def learnt(no: int, who: str, course: str, mode: str, on: str, points: float = 1) -> dict[str, Any]:
    return {
        "credit_no": str(no),
        "member_no": who,
        "course": course,
        "mode": mode,
        "held_on": day(on),
        "points": points,
    }


CREDITS = [
    learnt(1, "A", "委员读书会", "线下打卡", "2025-03-01", 3),
    learnt(2, "A", "书香政协共读", "线上签到", "2025-05-01"),
    learnt(3, "B", "委员读书会", "线下打卡", "2025-03-01", 5),  # before the term
    learnt(4, "B", "理论讲座", "线上签到", "2025-05-01"),
    learnt(5, "C", "委员读书会", "线下打卡", "2024-12-31"),  # of the year before
    learnt(6, "C", "读后感", "成果", "2025-02-01"),  # none of the words
    learnt(7, "D", "阅读分享", "成果", "2025-02-01"),  # no longer in office on the day
]


def test_members_in_office_with_a_reading_in_the_year_and_their_term_are_counted(ask: Callable[..., Ask]) -> None:
    of = ask(regions=PLACES, members=PEOPLE, credits=CREDITS)
    assert of("duty.reading_rate") == pytest.approx(1 / 3)  # A of A, B and C
    assert of("duty.credits") == pytest.approx((4 + 1 + 1) / 3)


def test_the_words_of_reading_are_the_bodys_own(sqlite_ledger: Engine, tmp_path: Any) -> None:
    put(sqlite_ledger, regions=PLACES, members=PEOPLE, credits=CREDITS)
    own = Rules.model_validate({"duty": {"learning": {"reading": ["读后感", "讲座"]}}})
    with publish(sqlite_ledger, tmp_path).reading(Scope.whole()) as reading:
        for rules, read in ((own, 2 / 3), (Rules.model_validate({"duty": {"learning": {"reading": []}}}), 0)):
            asked = Asking(reading, Filters(day("2025-09-30")), rules, settings_for(sqlite_ledger, tmp_path))
            assert asked.answer(["duty.reading_rate"]).value("duty.reading_rate") == pytest.approx(read)


def test_the_matrix_says_where_members_learn_in_which_way(sqlite_ledger: Engine, tmp_path: Any) -> None:
    put(sqlite_ledger, regions=PLACES, members=PEOPLE, credits=CREDITS)
    year = Filters(day("2025-09-30"), since=day("2025-01-01"), until=day("2025-09-30"))
    with publish(sqlite_ledger, tmp_path).reading(Scope.whole()) as reading:
        asked = Asking(reading, year, default_rules(), settings_for(sqlite_ledger, tmp_path))
        made = matrix(asked, "district")
    assert (made.rows, made.columns) == (("甲区", "乙区"), ("线上签到", "线下打卡", "成果"))
    cells = {(row.row, row.column): row.value for row in made.frame.itertuples()}
    assert cells == {("甲区", "线上签到"): 2, ("甲区", "线下打卡"): 2, ("乙区", "成果"): 2}
