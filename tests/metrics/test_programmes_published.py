"""What bodies have published of their lists and actions, as small ledgers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from tests.ledger_rows import Row, at, day, default_rules, publish, put, station
from tests.metrics.asking import TOWNS, Ask, asking
from zxdata.filters import Filters, Scope
from zxdata.metrics.programmes.amounts import achieved, amounts, written

Rows = Callable[..., Ask]
HERE = {"region": "5001"}


def item(number: str, of: str, title: str = "事项", **more: Any) -> Row:
    return {"item_no": number, "checklist_no": of, "title": title} | more


def done(number: str, when: str = "2025-06-01", **more: Any) -> Row:
    return {"item_no": number, "stage": "完成", "occurred_at": at(when)} | more


def test_fifty_tasks_of_an_office_are_fifty_items(ask: Rows) -> None:
    of = ask(
        regions=TOWNS,
        checklists=[{"checklist_no": "QZ", "name": "机关五十项任务", "kind": "机关任务", "year": 2025} | HERE],
        checklist_items=[item(f"QZ{n}", "QZ", due_on=day("2025-12-31")) for n in range(50)],
        checklist_events=[done(f"QZ{n}") for n in range(20)],
    )
    assert of("programmes.items") == 50 and of("programmes.done") == 20 and of("programmes.green") == 30
    assert of("programmes.items", by="year") == {"2025": 50}  # begun on the first day of the list's year


def test_four_of_seven_without_a_limit_are_57_1_percent_and_have_no_colour(ask: Rows) -> None:
    of = ask(
        regions=TOWNS,
        checklists=[{"checklist_no": "FJ", "name": "纳入党政考核", "kind": "考核纳入"} | HERE],
        checklist_items=[item(f"FJ{n}", "FJ") for n in range(7)],
        checklist_events=[done(f"FJ{n}") for n in range(4)],
    )
    assert round(of("programmes.done_rate"), 3) == 0.571
    assert of("programmes.unlimited") == 7 and of("programmes.unknown") == 0 and of("programmes.open") == 0


def test_twenty_two_homes_have_the_six_and_do_what_each_quarter_asks(ask: Rows) -> None:
    six = ("有场所", "有标识", "有制度", "有队伍", "有活动", "有档案")
    items = [item(f"{h}-{n}", "YB", title, owner=f"家{h}") for h in range(22) for n, title in enumerate(six)]
    held = ["学习交流", "走访调研"]
    of = ask(
        regions=TOWNS,
        checklists=[{"checklist_no": "YB", "name": "六有", "kind": "六有"} | HERE],
        checklist_items=items,
        checklist_events=[done(row["item_no"]) for row in items if row["item_no"] != "7-3"],
        workstations=[station("S1", "5001") | {"kind": "委员之家", "opened_on": day("2025-04-01")}],
        activities=[
            {"activity_no": f"{n}", "station_no": "S1", "held_on": day(on), "kind": kind}
            for n, (on, kind) in enumerate([("2025-04-08", held[0]), ("2025-06-30", held[1]), ("2025-07-01", held[0])])
        ],
    )
    assert of("programmes.homes") == 22 and round(of("programmes.homes_rate"), 4) == round(21 / 22, 4)
    assert of("programmes.home_quarters") == 2  # the second and the third of 2025 are over
    assert of("programmes.quarter_rate") == 0.5 and of("programmes.quarters_missed", by="quarter") == {
        "2025-Q2": 0,
        "2025-Q3": 1,
    }
    assert of("programmes.home_quarters", on="2025-09-29") == 1


def test_sixty_eight_topics_lie_in_five_fields(ask: Rows) -> None:
    fields = ("经济", "城建", "民生", "文化", "生态")
    topics = [
        {
            "topic_no": f"{n}",
            "title": "题",
            "channel": "委员提出",
            "category": fields[n % 5],
            "raised_on": day("2025-03-01"),
        }
        | HERE
        for n in range(68)
    ]
    by_field = ask(regions=TOWNS, topics=topics)("consultation.topics", by="category")
    assert len(by_field) == 5 and sum(by_field.values()) == 68


def test_three_issues_and_thirteen_endorsements(ask: Rows) -> None:
    of = ask(
        regions=TOWNS,
        outputs=[
            {"output_no": f"{n}", "title": "题", "kind": "专报", "issued_on": day("2025-03-01")} | HERE
            for n in range(3)
        ],
        endorsements=[
            {
                "endorsement_no": f"{n}",
                "subject": "成果",
                "subject_no": f"{n % 3}",
                "rank": "厅局",
                "given_on": day("2025-04-01"),
            }
            for n in range(13)
        ],
    )
    assert of("outcomes.outputs") == 3 and of("outcomes.endorsements") == 13


def test_numbers_with_a_qualifier_are_kept_as_they_are_written_and_never_added(
    sqlite_ledger: Engine, tmp_path: Path
) -> None:
    records = [("资政报告", 30.0, "余"), ("报送成果", 100.0, None), ("报送成果", 20.0, None), ("打卡", 2000.0, "多")]
    put(
        sqlite_ledger,
        regions=TOWNS,
        programmes=[{"programme_no": "YC", "name": "履职服务", "kind": "服务发展"} | HERE],
        programme_records=[
            {"record_no": f"{n}", "programme_no": "YC", "held_on": day("2025-03-01"), "measure": measure}
            | {"quantity": quantity, "qualifier": qualifier}
            for n, (measure, quantity, qualifier) in enumerate(records)
        ],
        checklists=[{"checklist_no": "YC", "name": "履职服务目标", "kind": "行动目标"} | HERE],
        checklist_items=[
            item("YC1", "YC", "报送成果", target=120.0, measure="个"),
            item("YC2", "YC", "资政报告", target=30.0, measure="篇"),
            item("YC3", "YC", "打卡", target=2000.0, qualifier="余", measure="人次"),
        ],
    )
    with publish(sqlite_ledger, tmp_path).reading(Scope.whole()) as reading:
        aimed = {row.title: row for row in amounts(reading, Filters(day("2025-09-30")), default_rules())}
        made = {row.measure: row for row in achieved(reading, Filters(day("2025-09-30")), default_rules())}
    assert (aimed["报送成果"].total, aimed["报送成果"].share, aimed["报送成果"].beside) == (120, 1.0, "")
    assert (aimed["资政报告"].total, aimed["资政报告"].share, aimed["资政报告"].beside) == (0, 0.0, "30 余")
    assert (aimed["打卡"].target, aimed["打卡"].beside, aimed["打卡"].share) == ("2,000 余", "2,000 多", None)
    assert (made["报送成果"].records, made["报送成果"].total, made["资政报告"].total) == (2, 120, None)


def test_ten_bases_had_two_thousand_and_more_visits_and_the_more_is_kept(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """绍兴: 10 家 and 2,000 多人次. Scanned visits are numbers and are added; what is told as 2,000 多 is never."""
    put(
        sqlite_ledger,
        regions=TOWNS,
        workstations=[
            station(f"S{n}", "5001", opened_on=day("2021-01-01")) | {"kind": "同心教育基地"} for n in range(10)
        ],
        base_visits=[
            {"visit_no": f"{n}", "station_no": f"S{n}", "held_on": day("2022-05-01"), "mode": mode, "visits": came}
            for n, (mode, came) in enumerate([("线下", 30)] * 9 + [("线上", 500)])
        ],
        programmes=[{"programme_no": "SX", "name": "同心教育基地", "kind": "教育基地"} | HERE],
        programme_records=[
            {"record_no": "1", "programme_no": "SX", "held_on": day("2022-12-01"), "measure": "前往学习"}
            | {"quantity": 2000.0, "qualifier": "多"}
        ],
    )
    store, today = publish(sqlite_ledger, tmp_path), Filters(day("2022-12-22"))
    with store.reading(Scope.whole()) as reading:
        (made,) = achieved(reading, today, default_rules())
    assert (made.records, made.total, made.beside) == (1, None, "2,000 多")
    of = asking(store)
    assert of("coverage.stations", "2022-12-22", by="kind") == {"同心教育基地": 10}
    asked = [of(f"party.{name}", "2022-12-22") for name in ("base_visits", "base_visits_online")]
    assert asked == [270, 500] and of("programmes.approximate", "2022-12-22") == 1


def test_workshops_of_linhai_are_150_and_what_they_brought_is_rounded(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """建成工坊 150 家，吸纳 5,900 余名，增收 3,000 余万元: the first is a number, the others are as they were told."""
    told = [("工坊", 150.0, None), ("吸纳农村劳动力", 5900.0, "余"), ("农户增收", 3000.0, "余")]
    put(
        sqlite_ledger,
        regions=TOWNS,
        programmes=[{"programme_no": "LH", "name": "共富工坊"} | HERE],
        programme_records=[
            {"record_no": measure, "programme_no": "LH", "held_on": day("2022-12-01"), "measure": measure}
            | {"quantity": quantity, "qualifier": qualifier}
            for measure, quantity, qualifier in told
        ],
    )
    with publish(sqlite_ledger, tmp_path).reading(Scope.whole()) as reading:
        made = {row.measure: row for row in achieved(reading, Filters(day("2022-12-22")), default_rules())}
    assert {name: (row.total, row.beside) for name, row in made.items()} == {
        "工坊": (150, ""),
        "吸纳农村劳动力": (None, "5,900 余"),
        "农户增收": (None, "3,000 余"),
    }


def test_a_qualifier_stands_where_people_write_it() -> None:
    assert [written(30, "余"), written(7.7, "近"), written(5, None), written(2000, "多")] == [
        "30 余",
        "近 7.7",
        "5",
        "2,000 多",
    ]


def test_a_record_counts_towards_the_list_of_its_action_alone(ask: Rows) -> None:
    of = ask(
        regions=TOWNS,
        programmes=[
            {"programme_no": "A", "name": "双百行动", "region": "5001"},
            {"programme_no": "B", "name": "双百行动", "region": "5002"},
        ],
        programme_records=[
            {
                "record_no": f"{p}{n}",
                "programme_no": p,
                "held_on": day("2025-03-01"),
                "measure": "走访",
                "quantity": 2.0,
            }
            for p in "AB"
            for n in range(2)
        ],
        checklists=[{"checklist_no": "L", "name": "双百行动", "kind": "行动目标", "region": "5001"}],
        checklist_items=[item("L1", "L", "走访", target=4.0), item("L2", "L", "走访", target=5.0)],
    )
    assert of("programmes.done") == 1 and of("programmes.reached_rate") == 0.5
    assert of("programmes.records", by="district") == {"甲区": 2, "乙区": 2, "丙区": 0}


def test_the_two_coverages_name_their_numerator_and_denominator(ask: Rows) -> None:
    members = [
        {"member_no": f"{n}", "name": "某", "region": "5001", "sector": sector, "party_member": of_party}
        for n, (sector, of_party) in enumerate(
            [("经济", True), ("经济", True), ("教育", False), ("文化", False), ("文化", None)]
        )
    ]
    of = ask(
        regions=TOWNS,
        members=members,
        party_units=[
            {"party_unit_no": "Z", "name": "支部", "kind": "功能型党支部", "region": "5001"},
            {
                "party_unit_no": "C",
                "name": "旧",
                "kind": "功能型党支部",
                "region": "5001",
                "closed_on": day("2025-09-30"),
            },
        ],
        party_unit_members=[{"party_unit_no": "Z", "member_no": "0"}, {"party_unit_no": "C", "member_no": "1"}],
        relations=[
            {"kind": "党建指导员", "from_no": "0", "to_no": "教育"},
            {"kind": "党员联系党外", "from_no": "0", "to_no": "3", "until": day("2025-10-01")},
            {"kind": "企业联系", "from_no": "0", "to_no": "4"},
        ],
        contacts=[
            {"contact_no": f"{n}", "member_no": "0", "held_on": day(on), "kind": "谈心谈话"}
            for n, on in enumerate(("2024-09-30", "2024-10-01", "2025-03-01"))
        ],
    )
    assert of("party.org_coverage") == 1 / 2 and of("party.org_coverage", on="2025-09-29") == 1
    assert of("party.work_coverage") == 3 / 5 and of("party.work_uncovered", by="sector") == {
        "教育": 0,
        "文化": 1,
        "经济": 1,
    }
    # Three talks in twelve months are asked for; the one of a year ago to the day no longer counts.
    assert of("party.talk_rate") == 0 and of("party.talk_rate", on="2025-09-29") == 1
