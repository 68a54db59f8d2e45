"""The rules that bodies have published, each against a member of ten records, worked out by hand."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.ledger_rows import day, event, proposal, publish, put, region
from zxdata.configuration import load_settings
from zxdata.filters import Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.rules.book import read_rules
from zxdata.store import Store

YEAR = Filters(day("2025-12-31"), since=day("2025-01-01"), until=day("2025-12-31"))
# One full session and one committee excused, one committee missed; a survey, an inspection, a good deed; a proposal of
# their own that is filed, key and rated 优秀, another that is filed, one co-signed; a report that was used twice.
WORKED_OUT = {
    "桐城": 23 + 25 + 4 + 15,  # 30 − 2 − 5; 55 capped; 2 × 2; 10 + 5 once
    "济南": 60 + 22,  # 70 − 10; 第 2 件 5 + 重点 5 + 优秀 10 + 公益 2
    "闵行": 0 + 10 + 15 + 15,  # 请假; 5 × 2; once; 重点 before 优秀
    "绍兴": 30 + 10 + 10 + 0 + 5,  # 50 − 5 − 5 − 10; 5 × 2; 20 capped; none; 公益
    "东城": 51 + 10 + 5 + 6,  # 60 − 2 − 2 − 5; 2 filed; 2 + 3; 3 × 2
}
MET = {"桐城": True, "济南": True, "闵行": None, "绍兴": None, "东城": True}


@pytest.fixture
def store(sqlite_ledger: Engine, tmp_path: Path) -> Store:
    duties = [
        ("1", "全体会议", "2025-01-15", "请假"),
        ("2", "常委会议", "2025-04-15", "请假"),
        ("3", "常委会议", "2025-07-15", "缺席"),
        ("4", "调研", "2025-03-01", None),
        ("5", "视察", "2025-05-01", "出席"),
        ("6", "公益", "2025-06-01", None),
    ]
    put(
        sqlite_ledger,
        regions=[region("50", "某省", "省")],
        members=[{"member_no": m, "name": f"{m}某", "role": "常委"} for m in "甲乙"],
        proposals=[proposal("P1", "2025-01-10", key=True), proposal("P2", "2025-02-01"), proposal("P3", "2025-02-02")],
        proposal_events=[
            event("P1", "立案", "2025-02-10"),
            event("P1", "提案质量评价", "2025-06-01", result="优秀"),
            event("P3", "立案", "2025-03-03"),
        ],
        proposal_members=[
            {"proposal_no": "P1", "member_no": "甲", "role": "第一提案人"},
            {"proposal_no": "P2", "member_no": "甲", "role": "联名"},
            {"proposal_no": "P2", "member_no": "乙", "role": "第一提案人"},
            {"proposal_no": "P3", "member_no": "甲", "role": "第一提案人"},
        ],
        bulletins=[{"bulletin_no": "B1", "title": "一", "members": "甲", "submitted_on": day("2025-05-05")}],
        bulletin_uses=[
            {"bulletin_no": "B1", "level": level, "mode": "单篇", "used_on": day("2025-06-01")}
            for level in ("市政协", "省政协")
        ],
        duties=[
            {"duty_no": no, "member_no": "甲", "kind": kind, "held_on": day(held), "attendance": attendance}
            for no, kind, held, attendance in duties
        ],
    )
    return publish(sqlite_ledger, tmp_path)


@pytest.mark.parametrize("name", WORKED_OUT)
def test_a_published_rule_gives_the_points_worked_out_by_hand(name: str, store: Store) -> None:
    rules = read_rules(load_settings(rules=name).rules)
    with store.reading(Scope.whole()) as reading:
        asked = [metric(key) for key in ("duty.points", "duty.judged", "duty.met")]
        frame = answer(reading, asked, ("member",), YEAR, rules).frame.set_index("member")
    points, judged, met = frame.loc["甲某（甲）"]
    assert points == WORKED_OUT[name]
    assert {True: (1, 1), False: (1, 0), None: (0, 0)}[MET[name]] == (judged, met)


def test_each_published_rule_says_where_it_was_published() -> None:
    for name in WORKED_OUT:
        scheme = read_rules(load_settings(rules=name).rules).duty.schemes[0]
        assert name in scheme.source or name in scheme.name
        assert scheme.source


def test_the_sums_of_published_rules_are_those_that_were_published() -> None:
    full = {name: read_rules(load_settings(rules=name).rules).duty.schemes[0].full for name in WORKED_OUT}
    assert full == {"桐城": 100, "济南": 120, "闵行": None, "绍兴": 130, "东城": None}
