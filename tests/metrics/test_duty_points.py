"""Points of members, worked out by hand."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.ledger_rows import day, default_rules, event, meeting, proposal, publish, put, region
from tests.metrics.asking import Ask
from zxdata.errors import Unknown
from zxdata.filters import Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.metrics.duty.awards import awards
from zxdata.rules.book import Rules
from zxdata.store import Store

TOWNS = [region("50", "某省", "省"), region("5001", "甲区", "区县", "50"), region("5002", "乙区", "区县", "50")]
YEAR: dict[str, Any] = {"since": day("2025-01-01"), "until": day("2025-12-31")}


def member(number: str, place: str = "5001", **more: Any) -> dict[str, Any]:
    return {"member_no": number, "name": f"{number}某", "region": place, "role": "委员"} | more


def duty(number: str, who: str, kind: str, held: str, attendance: str | None = None, **more: Any) -> dict[str, Any]:
    return {"duty_no": number, "member_no": who, "kind": kind, "held_on": day(held), "attendance": attendance} | more


def ruled(**duty_rules: Any) -> Rules:
    return Rules.model_validate(default_rules().model_dump() | {"duty": duty_rules})


def points(store: Store, rules: Rules, on: str = "2025-12-31", **filters: Any) -> dict[str, Any]:
    asked = Filters(day(on), **(filters or YEAR))
    with store.reading(Scope.whole()) as reading:
        frame = answer(reading, [metric("duty.points")], ("member",), asked, rules).frame
    return {name.partition("某")[0]: value for name, value in zip(frame["member"], frame["duty.points"], strict=True)}


def scheme(*parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"schemes": [{"name": "试", "parts": list(parts)} | more]}


Ledger = Callable[..., Store]


@pytest.fixture
def ledger(sqlite_ledger: Engine, tmp_path: Path) -> Ledger:
    def after(**rows: Any) -> Store:
        put(sqlite_ledger, regions=TOWNS, **rows)
        return publish(sqlite_ledger, tmp_path)

    return after


def test_each_kind_gives_what_its_row_says_up_to_the_cap_of_the_year(ledger: Ledger) -> None:
    store = ledger(
        members=[member("甲"), member("乙"), member("丙")],
        duties=[duty(f"{n}", "甲", "调研", f"2025-03-0{n}") for n in range(1, 5)]
        + [duty("9", "乙", "视察", "2025-05-01")],
    )
    rules = ruled(
        **scheme({"name": "活动", "cap": 10, "rows": [{"kind": "调研", "each": 4}, {"kind": "视察", "each": 3}]})
    )
    assert points(store, rules) == {"甲": 10, "乙": 3, "丙": 0}
    assert points(store, rules, since=day("2025-03-02"), until=day("2025-03-03"))["甲"] == 8


def test_the_first_record_of_a_year_may_give_another_number_than_the_next(ledger: Ledger) -> None:
    store = ledger(members=[member("甲")], duties=[duty(f"{n}", "甲", "公益", f"2025-0{n}-01") for n in (1, 4, 9)])
    rules = ruled(**scheme({"name": "公益", "rows": [{"kind": "公益", "first": 0, "next": 5}]}))
    assert points(store, rules) == {"甲": 10}


def test_who_took_part_in_an_action_is_given_points_for_it_each_with_its_row(ledger: Ledger) -> None:
    store = ledger(
        members=[member("甲"), member("乙"), member("丙")],
        programmes=[{"programme_no": "X", "name": "双百行动"}],
        programme_records=[
            {"record_no": n, "programme_no": "X", "held_on": day(on), "measure": of, "members": who}
            for n, on, of, who in (
                ("1", "2025-03-01", "走访企业", "甲、乙"),
                ("2", "2025-04-01", "走访企业", "甲；甲"),  # named twice, came once
                ("3", "2025-05-01", "送医下乡", "乙，查无此人"),
                ("4", "2025-06-01", "走访企业", None),
            )
        ],
    )
    rules = ruled(**scheme({"name": "活动", "rows": [{"kind": "行动", "each": 2}]}))
    assert points(store, rules) == {"甲": 4, "乙": 4, "丙": 0}
    with store.reading(Scope.whole()) as reading:
        given = awards(reading, Filters(day("2025-09-30")), rules, "乙")
    assert [(a.source, a.no, a.points) for a in given] == [("行动记录", "1", 2.0), ("行动记录", "3", 2.0)]


def test_who_is_excused_or_absent_gets_what_their_row_says_and_never_less_than_the_floor(ledger: Ledger) -> None:
    store = ledger(
        members=[member("甲"), member("乙"), member("丙")],
        duties=[
            duty("1", "甲", "全体会议", "2025-01-15", "出席"),
            duty("2", "乙", "全体会议", "2025-01-15", "请假"),
            duty("3", "丙", "全体会议", "2025-01-15", "缺席"),
            duty("4", "丙", "全体会议", "2025-08-15", "缺席"),
        ],
    )
    rows = [
        {"kind": "全体会议", "attendance": "请假", "deduct": 10},
        {"kind": "全体会议", "attendance": "缺席", "deduct": 30},
    ]
    part = {"name": "会议", "base": 50, "rows": rows}
    assert points(store, ruled(**scheme(part))) == {"甲": 50, "乙": 40, "丙": 0}


def test_a_proposal_counts_by_the_part_that_a_member_had_in_it_and_once_more_when_it_is_filed(ledger: Ledger) -> None:
    store = ledger(
        members=[member("甲"), member("乙")],
        proposals=[proposal("1", "2025-01-10", key=True), proposal("2", "2025-02-10")],
        proposal_events=[event("1", "立案", "2025-02-01"), event("1", "立案", "2025-03-01"), event("2", "提案质量评价", "2025-06-01", result="优秀")],
        proposal_members=[
            {"proposal_no": "1", "member_no": "甲", "role": "第一提案人"},
            {"proposal_no": "1", "member_no": "乙", "role": "联名"},
            {"proposal_no": "2", "member_no": "乙", "role": "第一提案人"},
        ],
    )  # fmt: skip
    rows = [
        {"kind": "提案", "role": "第一提案人", "each": 10}, {"kind": "提案", "each": 5}, {"kind": "提案立案", "each": 100},
        {"kind": "重点提案", "role": "第一提案人", "each": 1000}, {"kind": "提案评为优秀", "each": 0.5},
    ]  # fmt: skip
    assert points(store, ruled(**scheme({"name": "提案", "rows": rows}))) == {"甲": 1110, "乙": 115.5}


def test_of_a_report_used_at_several_levels_the_highest_counts_or_all_do(ledger: Ledger) -> None:
    use = {"bulletin_no": "B1", "mode": "单篇", "used_on": day("2025-06-01")}
    store = ledger(
        members=[member("甲")],
        bulletins=[{"bulletin_no": "B1", "title": "一", "members": "甲、无此人", "submitted_on": day("2025-05-01")}],
        bulletin_uses=[use | {"level": "市政协"}, use | {"level": "全国政协"}],
    )

    def rows(counting: str) -> list[dict[str, Any]]:
        given = ({"level": "全国政协", "each": 15}, {"each": 5})
        return [{"kind": "信息采用", "counting": counting} | each for each in given]

    given = [points(store, ruled(**scheme({"name": "信息", "rows": rows(c)})))["甲"] for c in ("sum", "highest")]
    assert given == [20, 15]


def test_a_meeting_told_in_two_tables_is_one_record(ledger: Ledger) -> None:
    store = ledger(
        members=[member("甲"), member("乙")],
        consultations=[meeting("X1", "5001", "2025-03-01")],
        consultation_members=[{"consultation_no": "X1", "member_no": m} for m in "甲乙"],
        duties=[duty("1", "甲", "专题协商", "2025-03-01", "出席", origin="协商", origin_no="X1")],
    )
    rules = ruled(**scheme({"name": "协商", "rows": [{"kind": ["专题协商", "协商活动"], "each": 5}]}))
    assert points(store, rules) == {"甲": 5, "乙": 5}


def test_a_member_of_three_months_is_judged_by_three_months(ledger: Ledger) -> None:
    store = ledger(
        members=[member("甲", term_from=day("2025-10-01")), member("乙", term_from=day("2025-12-15")), member("丙")],
        duties=[duty("1", "甲", "调研", "2025-11-01"), duty("2", "甲", "调研", "2025-09-01"), duty("3", "丙", "调研", "2025-11-01")],
    )  # fmt: skip
    rules = ruled(**scheme({"name": "活动", "base": 12, "rows": [{"kind": "调研", "each": 12}]}, met=60))
    with store.reading(Scope.whole()) as reading:
        keys = ("duty.points", "duty.judged", "duty.met", "duty.below")
        frame = answer(reading, map(metric, keys), ("member",), Filters(day("2025-12-31"), **YEAR), rules).frame
    rows = {name[0]: tuple(row) for name, *row in frame.itertuples(index=False)}
    # 甲: 3 + 12 of 60 × 3/12; what was done before the term is not of it. 丙: 12 + 12 of 60.
    assert rows == {"甲": (15, 1, 1, 0), "乙": (0, 0, 0, 0), "丙": (24, 1, 0, 1)}


def test_a_rule_of_the_past_stays_in_force_for_the_past(ledger: Ledger) -> None:
    store = ledger(
        members=[member("甲")], duties=[duty("1", "甲", "调研", "2024-06-30"), duty("2", "甲", "调研", "2024-07-01")]
    )
    old = {"name": "旧", "until": "2024-06-30", "parts": [{"name": "活动", "rows": [{"kind": "调研", "each": 1}]}]}
    new = {"name": "新", "since": "2024-07-01", "parts": [{"name": "活动", "rows": [{"kind": "调研", "each": 100}]}]}
    rules = Rules.model_validate({"duty": {"schemes": [old, new]}})
    assert points(store, rules, since=day("2024-01-01"), until=day("2024-12-31")) == {"甲": 101}


def test_a_rule_binds_those_whom_it_names(ledger: Ledger) -> None:
    store = ledger(
        members=[member("甲", role="常委"), member("乙"), member("丙", place="5002", role="常委")],
        duties=[duty(w, w, "调研", "2025-06-01") for w in "甲乙丙"],
    )
    of = [
        {
            "name": "常委",
            "roles": "常委",
            "regions": "5001",
            "parts": [{"name": "活动", "rows": [{"kind": "调研", "each": 7}]}],
        },
        {"name": "其他", "parts": [{"name": "活动", "rows": [{"kind": "调研", "each": 2}]}]},
    ]
    assert points(store, Rules.model_validate({"duty": {"schemes": of}})) == {"甲": 7, "乙": 2, "丙": 2}


def test_caps_hold_for_each_twelve_months_of_a_longer_period(ledger: Ledger) -> None:
    store = ledger(
        members=[member("甲")],
        duties=[duty(f"{n}", "甲", "调研", held) for n, held in enumerate(("2024-02-01", "2024-03-01", "2025-02-01"))],
    )
    rules = ruled(**scheme({"name": "活动", "cap": 5, "rows": [{"kind": "调研", "each": 4}]}))
    assert points(store, rules, since=day("2024-01-01"), until=day("2025-12-31")) == {"甲": 9}


def test_attendance_is_of_those_who_were_due_and_not_excused(ask: Callable[..., Ask]) -> None:
    of = ask(
        regions=TOWNS,
        members=[member("甲"), member("乙")],
        duties=[
            *(
                duty(f"{n}", "甲", "全体会议", f"2025-0{n}-01", w)
                for n, w in enumerate(("出席", "请假", "缺席", "出席"), 1)
            ),
            duty("9", "乙", "调研", "2025-03-01"),
        ],
    )
    keys = ("due", "present", "excused", "absent", "records")
    assert [of(f"duty.{key}") for key in keys] == [4, 2, 1, 1, 5]
    assert of("duty.attendance_rate") == 2 / 3


def test_turns_are_kept_by_those_who_came_of_those_on_the_rota_and_not_excused(ask: Callable[..., Ask]) -> None:
    came = {"轮值": ("出席", "出席", "出席", "缺席", "请假", None), "视察": ("缺席", "缺席")}
    duties = [
        duty(f"{kind}{n}", "甲", kind, f"2025-0{n}-01", word)
        for kind, words in came.items()
        for n, word in enumerate(words, 1)
    ]
    of = ask(regions=TOWNS, members=[member("甲")], duties=duties)
    assert of("duty.turns_kept_rate") == 3 / 4


def test_the_order_of_records_never_changes_points_and_one_less_lowers_nobody_else(
    sqlite_ledger: Engine, tmp_path: Path
) -> None:
    chance = Random(7)
    kinds = ("调研", "视察", "公益", "全体会议")
    days = [f"2025-{month:02}-{chance.randint(1, 28):02}" for month in range(1, 10)]
    attended = (None, "出席", "请假", "缺席")
    drawn = [
        (chance.choice("甲乙丙"), chance.choice(kinds), chance.choice(days), chance.choice(attended))
        for _ in range(120)
    ]
    rows = [duty(f"{n}", *each) for n, each in enumerate(drawn)]
    parts = (
        {
            "name": "会议",
            "base": 30,
            "cap": 40,
            "rows": [{"kind": "全体会议", "attendance": "缺席", "deduct": 3.3}, {"kind": "全体会议", "each": 1.1}],
        },
        {
            "name": "活动",
            "cap": 60.5,
            "rows": [{"kind": ["调研", "视察"], "first": 3.7, "next": 1.3, "cap": 20}, {"kind": "公益", "each": 0.1}],
        },
    )
    rules, seen = ruled(**scheme(*parts)), []
    put(sqlite_ledger, regions=TOWNS, members=[member(m) for m in "甲乙丙"])
    for order in (rows, rows[::-1], [r for r in rows if r["duty_no"] != "5"]):
        with sqlite_ledger.begin() as connection:
            connection.exec_driver_sql("delete from duties")
        put(sqlite_ledger, duties=order)
        seen.append(points(publish(sqlite_ledger, tmp_path), rules))
    whole, backwards, without = seen
    assert whole == backwards
    loser = next(r["member_no"] for r in rows if r["duty_no"] == "5")
    assert {m: p for m, p in without.items() if m != loser} == {m: p for m, p in whole.items() if m != loser}


def test_who_may_not_see_what_is_personal_knows_of_no_members(ledger: Ledger) -> None:
    store = ledger(members=[member("甲")])
    with (
        store.reading(replace(Scope.whole(), personal=False)) as reading,
        pytest.raises(Unknown, match="没有名为“member”的维度"),
    ):
        answer(reading, [metric("duty.points")], ("member",), Filters(day("2025-12-31")), default_rules())
