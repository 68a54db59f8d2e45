"""Districts that have not handed in what they owe are named once; so are promises that have turned red."""

from pathlib import Path

from sqlalchemy import Engine

from tests.ledger_rows import Row, day, default_rules, publish, put, region, station
from zxdata.filters import Scope
from zxdata.notices.lists import NOTICE_LISTS, News
from zxdata.rules.book import Rules
from zxdata.rules.reporting import Duty, Reporting

RULES = Rules(reporting=Reporting(months=3, duties=(Duty(dataset="activities", every="month"),)))
PLACES = [region("50", "某省", "省"), region("5001", "甲区", "区县", "50"), region("5002", "乙区", "区县", "50")]


def held(number: str, on: str) -> Row:
    return {"activity_no": number, "station_no": "S1", "held_on": day(on)}


def news(
    engine: Engine, folder: Path, of: str, on: str, told: str | None, rules: Rules, scope: Scope | None = None
) -> News:
    with publish(engine, folder).reading(scope or Scope.whole()) as reading:
        return NOTICE_LISTS[of].ask(reading, rules, day(on), told)


def test_what_a_district_owes_is_told_once_by_period(sqlite_ledger: Engine, tmp_path: Path) -> None:
    put(sqlite_ledger, regions=PLACES, workstations=[station("S1", "5001")], activities=[held("1", "2025-07-31")])
    first = news(sqlite_ledger, tmp_path, "filing", "2025-09-30", None, RULES)
    assert first.title == "现有欠报 3 期"
    assert first.text.splitlines() == [
        "截至2025年9月30日，现有欠报 3 期：",
        "1. 甲区：阵地活动 2025年8月；最早应于9月10日",
        "2. 乙区：阵地活动 2025年7月、2025年8月；最早应于8月10日",
    ]
    own = news(sqlite_ledger, tmp_path, "filing", "2025-09-30", None, RULES, Scope.of("5001"))
    assert "甲区" in own.text and "乙区" not in own.text
    put(sqlite_ledger, activities=[held("2", "2025-08-31")])
    assert not news(sqlite_ledger, tmp_path, "filing", "2025-10-01", first.told, RULES).text
    later = news(sqlite_ledger, tmp_path, "filing", "2025-10-12", first.told, RULES)
    assert later.title == "新增欠报 2 期"
    assert [line.split("；")[0] for line in later.text.splitlines()[1:]] == [
        "1. 甲区：阵地活动 2025年9月",
        "2. 乙区：阵地活动 2025年9月",
    ]


def test_a_promise_that_has_turned_red_is_among_the_red(sqlite_ledger: Engine, tmp_path: Path) -> None:
    put(
        sqlite_ledger,
        regions=PLACES,
        checklists=[{"checklist_no": "Q", "name": "机关任务", "kind": "机关任务", "year": 2025, "region": "5001"}],
        checklist_items=[{"item_no": "Q1", "checklist_no": "Q", "title": "修订规则", "due_on": day("2025-09-26")}],
    )
    found = news(sqlite_ledger, tmp_path, "red", "2025-09-30", None, default_rules())
    assert found.title == "超期事项 1 件"
    assert "修订规则（Q1）：期限9月26日" in found.text
