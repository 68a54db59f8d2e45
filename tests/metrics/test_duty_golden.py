"""Figures that bodies have published of their members, each as a small ledger."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from tests.ledger_rows import day, default_rules, matter, publish, put, region, settings_for, station, suggestion
from tests.metrics.asking import asking
from zxdata.filters import Filters, Scope
from zxdata.rules.book import Rules
from zxdata.store import Store
from zxdata.views import view
from zxdata.views.asking import Asking
from zxdata.views.drill_through import drill_through
from zxdata.views.members.spread import posts

TOWNS = [region("50", "某省", "省"), region("5001", "甲区", "区县", "50")]


def members(count: int, **more: Any) -> list[dict[str, Any]]:
    return [{"member_no": f"M{n:04}", "name": f"某{n}", "region": "5001", "role": "委员"} | more for n in range(count)]


def test_ningbo_standing_members_lie_41_5_above_and_members_30_above_the_year_before(
    sqlite_ledger: Engine, tmp_path: Path
) -> None:
    """两名常委本年 100 与 83 分，两名委员 60 与 40 分：91.5 − 50 = 41.5；委员上年 25 与 15 分，高 30。"""
    people = [
        {"member_no": no, "name": f"{no}某", "region": "5001", "role": role}
        for no, role in (("A", "常委"), ("B", "常委"), ("C", "委员"), ("D", "委员"))
    ]
    earned = {2025: {"A": 100, "B": 83, "C": 60, "D": 40}, 2024: {"A": 50, "B": 50, "C": 25, "D": 15}}
    duties = [
        {"duty_no": f"{year}{no}{n}", "member_no": no, "kind": "调研", "held_on": day(f"{year}-06-01")}
        for year, points in earned.items()
        for no, count in points.items()
        for n in range(count)
    ]
    put(sqlite_ledger, regions=TOWNS, members=people, duties=duties)
    parts = [{"name": "活动", "rows": [{"kind": "调研", "each": 1}]}]
    rules = Rules.model_validate({"duty": {"schemes": [{"name": "试", "parts": parts}]}})
    year = Filters(day("2025-12-31"), since=day("2025-01-01"), until=day("2025-12-31"))
    store = publish(sqlite_ledger, tmp_path)
    with store.reading(Scope.whole()) as reading:
        table, said = posts(Asking(reading, year, rules, settings_for(sqlite_ledger, tmp_path)))
    assert said.startswith("常委平均比委员高 41.5 分") and said.endswith("委员平均比上年同期高 30.0 分。")
    assert table.frame.set_index("post").loc["委员", ["duty.points", "before", "change"]].tolist() == [50, 20, 30]


def _asked(store: Store, **keys: Any) -> None:
    of = asking(store)
    for key, value in keys.items():
        assert of(key.replace("__", ".")) == value, key


def test_quzhou_686_young_members_are_more_than_two_in_five(sqlite_ledger: Engine, tmp_path: Path) -> None:
    young = members(686, birth_year=1985)
    old = [row | {"member_no": f"O{row['member_no']}", "birth_year": 1970} for row in members(1000)]
    put(sqlite_ledger, regions=TOWNS, members=[*young, *old, *[{"member_no": "未填", "name": "未填"}]])
    store = publish(sqlite_ledger, tmp_path)
    _asked(store, duty__youth_rate=686 / 1686)
    assert 686 / 1686 > 0.4


def test_chengkou_171_members_in_14_stations_and_qijiang_360_all_have_their_place(
    sqlite_ledger: Engine, tmp_path: Path
) -> None:
    """城口 171 in 14 rooms; 綦江 360, all in its one committee and three rooms (一会三室)."""
    rooms = [station(f"S{n:02}", "5001", opened_on=day("2025-01-01")) for n in range(14)]
    stays = [
        {"station_no": f"S{n % 14:02}", "member_no": row["member_no"], "since": day("2025-01-01")}
        for n, row in enumerate(members(171))
    ]
    qijiang = [row | {"member_no": f"Q{n}", "region": "5002"} for n, row in enumerate(members(360))]
    rooms += [station(f"Q{n}", "5002", opened_on=day("2025-01-01")) for n in range(4)]
    stays += [
        {"station_no": f"Q{n % 4}", "member_no": row["member_no"], "since": day("2025-01-01")}
        for n, row in enumerate(qijiang)
    ]
    put(
        sqlite_ledger,
        regions=[*TOWNS, region("5002", "乙区", "区县", "50")],
        members=members(171) + qijiang,
        workstations=rooms,
        workstation_members=stays,
    )
    of = asking(publish(sqlite_ledger, tmp_path))
    assert of("coverage.stations", by="district") == {"甲区": 14, "乙区": 4}
    assert of("coverage.members_assigned", by="district") == {"甲区": 171, "乙区": 360}
    assert of("coverage.member_rate", by="district") == {"甲区": 1.0, "乙区": 1.0}
    assert of("duty.members", by="district") == {"甲区": 171, "乙区": 360}


def test_yinzhou_who_met_30_people_in_the_year_has_kept_in_touch(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """四联四助: 30 人次 a year. M0 met 10 and 20; M1 29; M2 31, ten of them last year; M3 nobody; M4 40, after the day."""
    met = [("M0000", "01-05", 10), ("M0000", "09-30", 20), ("M0001", "03-01", 29), ("M0002", "03-01", 21)]
    met.append(("M0004", "10-01", 40))
    contacts = [
        {"contact_no": f"K{n}", "member_no": no, "held_on": day(f"2025-{on}"), "people": people, "region": "5001"}
        for n, (no, on, people) in enumerate(met)
    ]
    contacts.append({"contact_no": "K9", "member_no": "M0002", "held_on": day("2024-12-31"), "people": 10})
    put(sqlite_ledger, regions=TOWNS, members=members(5), contacts=contacts)
    store = publish(sqlite_ledger, tmp_path)
    _asked(store, voices__contact_met=1, voices__contact_met_rate=0.2)
    assert asking(store)("voices.contact_met", on="2025-10-01") == 2


def test_liandu_4_groups_of_60_members_hold_60_sessions_and_find_700_things(
    sqlite_ledger: Engine, tmp_path: Path
) -> None:
    """Each group of 15 is at 15 matters: 225 came; each of the 60 matters has eleven or twelve suggestions, 700 in all."""
    people = [row["member_no"] for row in members(60)]
    groups = [{"member_no": no, "kind": "一线督导", "name": f"第{'一二三四'[n % 4]}组"} for n, no in enumerate(people)]
    came = [(no, f"J{m}") for n, no in enumerate(people) for m in range(60) if m % 4 == n % 4]
    told = {"kind": "民主监督", "held_on": day("2025-05-01"), "attendance": "出席", "origin": "监督"}
    put(
        sqlite_ledger,
        regions=TOWNS,
        members=members(60),
        member_groups=groups,
        supervisions=[matter(f"J{m}", "2025-04-01", region="5001") for m in range(60)],
        duties=[{"duty_no": f"D{n}", "member_no": no, "origin_no": case} | told for n, (no, case) in enumerate(came)],
        suggestions=[suggestion(f"S{n}", f"J{n % 60}", "2025-05-01") | {"origin": "监督"} for n in range(700)],
    )
    store = publish(sqlite_ledger, tmp_path)
    of = asking(store)
    assert of("coverage.members_grouped") == 60
    by_group = of("coverage.members_grouped", by="group")
    assert {name: n for name, n in by_group.items() if "组" in name} == {f"一线督导·第{n}组": 15 for n in "一二三四"}
    _asked(store, supervision__sessions=60, supervision__participations=900, supervision__suggestions=700)
    behind = drill_through(
        store, "supervision.sessions", Filters(day("2025-09-30")), Scope.whole(), default_rules()
    ).agreement
    assert behind == "共 900 行；同一场的几行只计一次，计 60 场。"
    shown = view(
        store, "supervision.outcomes", Filters(day("2025-09-30")), Scope.whole(), settings_for(sqlite_ledger, tmp_path)
    )
    table = shown.figure("forces").frame.set_index("group")
    assert table["members"].tolist() == [15] * 4 and table["supervision.sessions"].tolist() == [15] * 4
    assert table["supervision.participations"].tolist() == [225] * 4
    assert table["supervision.suggestions"].to_dict() == {f"一线督导·第{n}组": 175 for n in "一二三四"}
