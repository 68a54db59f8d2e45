"""What an office's own sheet says of its cases: over several rows, in its title, of units that it calls in its own way."""

from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine

from tests.intake_files import SETTINGS, bring, csv, with_divisions, xlsx
from zxdata.intake import Assumptions, mapping, open_book
from zxdata.intake.assumptions import SAME
from zxdata.ledger import TABLES, reading

PROPOSALS = Path(__file__).parent / "data" / "提案台账.xlsx"
HEADER = ["案号", "案由", "提交日期", "主办单位", "会办单位", "交办时间", "办理期限", "办复时间", "办理结果"]
ANSWERS = {"year": "标题", "提案.submitted_on": "立案时间", "评价.occurred_at": "办复时间", "leads": "首个主办"}


def _understood(engine: Engine, path: Path) -> mapping.Understanding:
    return mapping.understand(engine, open_book(engine, path, SETTINGS).sheets, path.name, SETTINGS)


def _taken(engine: Engine, path: Path, **answers: str) -> Any:
    found = _understood(engine, path).settled({"units": "新增"} | answers)
    units = {key: value for key, value in answers.items() if key.startswith(SAME)}
    return bring(engine, path, mapping=found, assumed=Assumptions.of(units))


def _rows(engine: Engine, table: str) -> list[dict[str, Any]]:
    with reading(engine) as connection:
        return [dict(row) for row in connection.execute(sa.select(TABLES[table])).mappings()]


def _units(engine: Engine) -> dict[str, str]:
    return {row["unit_no"]: row["name"] for row in _rows(engine, "units")}


def test_a_merger_is_a_link_between_the_two_proposals_and_goes_with_its_sheet(ledger: Engine) -> None:
    _taken(ledger, PROPOSALS, **ANSWERS)
    (link,) = _rows(ledger, "links")
    ends = ("from_kind", "from_no", "to_kind", "to_no", "linked_on", "manner")
    assert [link[name] for name in ends] == [
        "提案",
        "六届三次第6号",
        "提案",
        "六届三次第1号",
        date(2025, 1, 17),
        "并入",
    ]
    assert _taken(ledger, PROPOSALS, **ANSWERS).unchanged == 6
    assert len(_rows(ledger, "links")) == 1


def test_a_merger_that_a_later_sheet_takes_back_is_no_link_any_more(ledger: Engine, tmp_path: Path) -> None:
    record = ["第2号（并入第1号）", "甲", "2025-01-10", "", "", "", "", "", ""]
    extra = ["立案时间"]
    first = xlsx(tmp_path / "a.xlsx", ["2025年提案办理台账"], HEADER + extra, [*record, "2025-01-12"])
    _taken(ledger, first)
    assert [row["to_no"] for row in _rows(ledger, "links")] == ["2025年第1号"]
    second = xlsx(
        tmp_path / "b.xlsx",
        ["2025年提案办理台账"],
        HEADER + extra,
        ["第2号", "甲", "2025-01-10", *[""] * 6, "2025-01-12"],
    )
    _taken(ledger, second)
    assert _rows(ledger, "links") == []


def test_the_region_of_a_sheet_is_that_which_its_title_names(sqlite_ledger: Engine, tmp_path: Path) -> None:
    with_divisions(sqlite_ledger)
    record = ["1", "甲", "2025-01-10", "", "", "", "", "", ""]
    file = xlsx(tmp_path / "a.xlsx", ["重庆市九龙坡区政协2025年提案办理台账"], HEADER, record)
    _taken(sqlite_ledger, file)
    assert [row["region"] for row in _rows(sqlite_ledger, "proposals")] == ["500107"]
    two = xlsx(tmp_path / "b.xlsx", ["九龙坡区、渝中区政协2025年提案办理台账"], HEADER, ["2", *record[1:]])
    _taken(sqlite_ledger, two)
    assert {row["proposal_no"]: row["region"] for row in _rows(sqlite_ledger, "proposals")}["2025年第2号"] is None


def test_a_column_of_regions_goes_before_the_title(sqlite_ledger: Engine, tmp_path: Path) -> None:
    with_divisions(sqlite_ledger)
    record = ["1", "甲", "2025-01-10", "", "", "", "", "", "", "渝中区"]
    file = xlsx(tmp_path / "a.xlsx", ["重庆市九龙坡区政协2025年提案办理台账"], [*HEADER, "所属区划"], record)
    _taken(sqlite_ledger, file)
    assert [row["region"] for row in _rows(sqlite_ledger, "proposals")] == ["500103"]


def test_a_case_over_several_rows_has_all_their_units_and_is_one(ledger: Engine, tmp_path: Path) -> None:
    first = ["1", "甲", "2025-01-10", "区教委", "区财政局", "2025-03-05", "三个月", "", ""]
    more = ["1", "", "", "", "区卫生健康委", "", "", "", ""]
    other = ["2", "乙", "2025-01-11", "区公安分局", "", "2025-03-05", "", "", ""]
    receipt = _taken(ledger, xlsx(tmp_path / "a.xlsx", ["2025年提案办理台账"], HEADER, first, more, other))
    assert (receipt.read, receipt.accepted, receipt.faults) == (3, 3, ())
    names = _units(ledger)
    held = {(row["proposal_no"][-2], names[row["unit"]], row["role"]) for row in _rows(ledger, "proposal_events")}
    assert held == {
        ("1", "区教委", "主办"),
        ("1", "区财政局", "会办"),
        ("1", "区卫生健康委", "会办"),
        ("2", "区公安分局", "主办"),
    }


def test_several_lead_units_over_several_rows_are_asked_like_those_of_one_cell(ledger: Engine, tmp_path: Path) -> None:
    first = ["1", "甲", "2025-01-10", "区教委", "", "2025-03-05", "", "", ""]
    file = xlsx(
        tmp_path / "a.xlsx", ["2025年提案办理台账"], HEADER, first, ["1", "甲", "", "区公安分局", "", "", "", "", ""]
    )
    refused = _taken(ledger, file)
    assert refused.faults[0].reason == "有几个单位，不知是分办还是首个主办"
    _taken(ledger, file, leads="首个主办")
    names = _units(ledger)
    assert {(names[row["unit"]], row["role"]) for row in _rows(ledger, "proposal_events")} == {
        ("区教委", "主办"),
        ("区公安分局", "会办"),
    }


def test_rows_of_one_number_that_say_something_else_are_still_refused(ledger: Engine, tmp_path: Path) -> None:
    first = ["1", "甲", "2025-01-10", "区教委", "", "2025-03-05", "", "", ""]
    file = xlsx(tmp_path / "a.xlsx", ["2025年提案办理台账"], HEADER, first, ["1", "乙", *first[2:]])
    assert [fault.reason for fault in _taken(ledger, file).faults] == ["与第 3 行是同一编号，但标题不同"]


def test_a_unit_that_looks_like_a_known_one_is_asked_by_itself_and_learned(ledger: Engine, tmp_path: Path) -> None:
    bring(ledger, csv(tmp_path / "u.csv", "单位编号,名称", "U1,区住房和城乡建设委员会", "U2,区财政局"))
    records = [
        ["1", "甲", "2025-01-10", "区住房城乡建设委员会", "", "2025-03-05", "", "", ""],
        ["2", "乙", "2025-01-10", "县气象台", "", "2025-03-05", "", "", ""],
    ]
    file = xlsx(tmp_path / "a.xlsx", ["2025年提案办理台账"], HEADER, *records)
    asked = {
        question.key: [choice.value for choice in question.choices] for question in _understood(ledger, file).asked
    }
    assert asked == {"same.区住房城乡建设委员会": ["U1", "new"], "units": ["新增", "退回"]}
    _taken(ledger, file, **{"same.区住房城乡建设委员会": "U1"})
    units = {row["unit_no"]: (row["name"], row["aliases"]) for row in _rows(ledger, "units")}
    assert units["U1"] == ("区住房和城乡建设委员会", "区住房城乡建设委员会")
    assert units["新0001"] == ("县气象台", None) and len(units) == 3
    assert _understood(ledger, file).asked == ()


def test_a_name_is_taken_in_as_new_where_only_that_one_is_said_to_be(ledger: Engine, tmp_path: Path) -> None:
    bring(ledger, csv(tmp_path / "p.csv", "提案号,标题,提交日期", "1,题,2025-01-05"))
    file = csv(tmp_path / "e.csv", "提案号,节点,时间,单位", "1,交办,2025-03-01,甲局", "1,交办,2025-03-01,乙局")
    receipt = bring(ledger, file, assumed=Assumptions.of({"same.甲局": "new", "year": "2025"}))
    assert (receipt.accepted, receipt.refused) == (1, 1)
    assert _units(ledger) == {"新0001": "甲局"}


def test_words_in_place_of_a_limit_are_refused_where_there_is_no_room_for_them(ledger: Engine, tmp_path: Path) -> None:
    header = "事项编号,题目,提出日期,整改期限"
    receipt = bring(ledger, csv(tmp_path / "a.csv", header, "1,甲,2025-03-05,立行立改", "2,乙,2025-03-05,2025-04-05"))
    (fault,) = receipt.faults
    assert (fault.row, fault.column, fault.value) == (2, "整改期限", "立行立改")
    assert fault.reason == "写的不是哪一天，表里也没有备注可以记下这句话"
    assert "留空" in fault.remedy and receipt.accepted == 1
