"""Every point of a member has its row, and the rows of a member are their points."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from statistics import median

import pytest
from sqlalchemy import Engine

from tests.demonstration import TODAY, demonstration
from tests.ledger_rows import day, default_rules, meeting, publish, put, region, settings_for
from zxdata.configuration import load_settings
from zxdata.errors import Unknown
from zxdata.figures import View
from zxdata.filters import Filters, Scope
from zxdata.metrics.duty.awards import awards, by_part, person
from zxdata.metrics.duty.members import points_of_members
from zxdata.rules.book import Rules, read_rules
from zxdata.views import view

YEAR = Filters(TODAY, region="500107", since=day("2024-04-01"), until=TODAY)


@pytest.mark.parametrize("name", ["default", "桐城", "济南", "闵行", "绍兴", "东城"])
def test_the_rows_of_a_member_add_up_to_their_points(name: str) -> None:
    """Two years of the demonstration, under each rule: base, caps, floors, first and next, best of a case."""
    rules = default_rules() if name == "default" else read_rules(load_settings(rules=name).rules)
    with demonstration().store.reading(Scope.whole(), seconds=300) as reading:
        members = points_of_members(reading, YEAR, rules)[:40]
        for each in members:
            given = awards(reading, YEAR, rules, each.no)
            assert sum(row.points for row in given) == pytest.approx(each.points, abs=1e-6), each.no
            assert all(row.no or row.kind == "基本分" for row in given)


def test_a_card_tells_of_one_member_what_the_list_of_all_tells() -> None:
    """The card reads that member's records and those of the sector; here all are read, and the medians are formed of the
    records of each peer, one by one."""
    rules = default_rules()
    with demonstration().store.reading(Scope.whole(), seconds=300) as reading:
        members = points_of_members(reading, YEAR, rules)
        for each in members[:4]:
            found = person(reading, YEAR, rules, each.no)
            assert (found.points, found.months, found.met) == (each.points, each.months, each.met)
        peers = [other.no for other in members if other.sector == found.sector]
        sums = {no: Counter[str]() for no in peers}
        for no in peers:
            for row in awards(reading, YEAR, rules, no):
                sums[no][row.part or ""] += row.points  # type: ignore[assignment]
        for part in by_part(reading, YEAR, rules, found):
            assert part.value == pytest.approx(sums[found.no][part.name]), part.name
            assert part.beside == pytest.approx(median(sums[no][part.name] for no in peers)), part.name


def test_each_row_tells_what_it_adds_when_a_cap_is_reached(sqlite_ledger: Engine, tmp_path: Path) -> None:
    put(
        sqlite_ledger,
        regions=[
            region("50", "某省", "省"),
            region("5001", "甲区", "区县", "50"),
            region("5002", "乙区", "区县", "50"),
        ],
        members=[
            {"member_no": "M1", "name": "甲某", "region": "5001", "sector": "经济界"},
            {"member_no": "M2", "name": "乙某", "region": "5001", "sector": "经济界"},
            {"member_no": "M3", "name": "丙某", "region": "5002", "sector": "经济界"},
        ],
        consultations=[meeting("X1", "5002", "2025-02-01")],
        consultation_members=[{"consultation_no": "X1", "member_no": "M1"}],
        duties=[
            {"duty_no": f"D{n}", "member_no": "M1", "kind": kind, "held_on": day(f"2025-0{n}-01")}
            for n, kind in ((3, "调研"), (4, "调研"), (5, "午餐"))
        ],
    )
    part = {"name": "活动", "base": 2, "cap": 9, "rows": [{"kind": "调研", "each": 4}, {"kind": "协商活动", "each": 1}]}
    rules = Rules.model_validate({"duty": {"schemes": [{"name": "试", "parts": [part]}]}})
    asked = Filters(day("2025-12-31"), since=day("2025-01-01"), until=day("2025-12-31"))
    store = publish(sqlite_ledger, tmp_path)
    with store.reading(Scope.whole()) as reading:
        rows = [(a.kind, a.no, a.part, a.points) for a in awards(reading, asked, rules, "M1")]
        beside = [tuple(p) for p in by_part(reading, asked, rules, person(reading, asked, rules, "M1"))]
    # Base, meeting, survey, what is left of the cap of a second one; nobody gives points for lunch.
    assert rows == [
        ("基本分", None, "活动", 2),
        ("协商活动", "X1", "活动", 1),
        ("调研", "D3", "活动", 4),
        ("调研", "D4", "活动", 2),
        ("午餐", "D5", None, 0),
    ]
    assert beside == [("活动", 9, 2, 9)]
    with store.reading(Scope.of("5001", personal=True)) as reading:
        foreign = next(a for a in awards(reading, asked, rules, "M1") if a.kind == "协商活动")
        assert (foreign.no, foreign.title, foreign.points) == (None, None, 1)
        with pytest.raises(Unknown):
            person(reading, asked, rules, "M3")


def test_nobody_sees_a_card_without_the_right_to_what_is_personal() -> None:
    of, scope = demonstration(), Scope.whole()
    number = "M00006"
    shown = view(of.store, "members.card", Filters(TODAY), scope, of.settings, (("person", number),))
    assert shown.figures and number in shown.title
    masked = view(
        of.store, "members.card", Filters(TODAY), replace(scope, personal=False), of.settings, (("person", number),)
    )
    assert not masked.figures and number not in f"{masked.title}{masked.headline}{masked.notices}"
    spread = view(of.store, "members.spread", Filters(TODAY), replace(scope, personal=False), of.settings)
    assert "to_contact" in spread.absent


def test_a_card_is_found_by_a_name_and_a_name_of_several_offers_them(sqlite_ledger: Engine, tmp_path: Path) -> None:
    names = {"M1": "王一", "M2": "王一一", "M3": "李二", "M4": "李二", "M5": "李二", "M6": "赵三"}
    left = {"M5": day("2024-12-31")}
    put(
        sqlite_ledger,
        regions=[region("50", "某省", "省"), region("5001", "甲区", "区县", "50")],
        members=[
            {"member_no": no, "name": name, "region": "5001", "term_to": left.get(no)} for no, name in names.items()
        ],
    )
    settings, store = settings_for(sqlite_ledger, tmp_path), publish(sqlite_ledger, tmp_path)

    def asked(words: str) -> View:
        return view(store, "members.card", Filters(day("2025-12-31")), Scope.whole(), settings, (("person", words),))

    assert [asked(words).title for words in ("王一", "M2", "赵三")] == ["王一（M1）", "王一一（M2）", "赵三（M6）"]
    offered = {words: sorted(asked(words).figure("choice").frame["no"]) for words in ("", "李二", "一一", "M", "钱")}
    serving = ["M1", "M2", "M3", "M4", "M6"]
    assert offered == {"": serving, "李二": ["M3", "M4"], "一一": ["M2"], "M": serving, "钱": serving}
    assert "没有姓名或编号带“钱”" in asked("钱").notices[0] and not asked("李二").notices
