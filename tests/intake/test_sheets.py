"""Sheets as offices keep them: merged cells, formats, formulas, totals, months, hidden rows."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import xlsxwriter
from sqlalchemy import Engine

from tests.intake_files import bring, csv, with_divisions, xlsx
from zxdata.intake.headers import find_header, squeeze
from zxdata.intake.reading import read_sheets
from zxdata.intake.tables import PassedOver, tabulate
from zxdata.ledger import TABLES, reading

DATA = Path(__file__).parent / "data"
PROPOSALS = ["提案号", "标题", "提交日期"]


def _column(engine: Engine, table: str, *names: str) -> list[Any]:
    """The values of some columns, in the order of the first."""
    columns = [TABLES[table].c[name] for name in names]
    with reading(engine) as connection:
        rows = connection.execute(sa.select(*columns).order_by(columns[0])).all()
    return [row[0] if len(names) == 1 else tuple(row) for row in rows]


def test_a_cell_merged_over_several_rows_holds_for_each_of_them(ledger: Engine) -> None:
    with_divisions(ledger)
    assert bring(ledger, DATA / "merged_optional.xlsx").accepted == 5
    town, palace = ("城乡建设", "500107"), ("民政", "500103")
    assert _column(ledger, "proposals", "proposal_no", "category", "region") == [
        (f"M00{n}", *given) for n, given in enumerate((town, town, town, palace, palace), start=1)
    ]
    assert bring(ledger, DATA / "merged_optional.xlsx").unchanged == 5


def test_leading_zeros_of_a_number_format_belong_to_the_number(sqlite_ledger: Engine) -> None:
    bring(sqlite_ledger, DATA / "zero_format_proposals.xlsx")
    assert _column(sqlite_ledger, "proposals", "proposal_no") == ["0001", "0002", "0010"]
    assert bring(sqlite_ledger, DATA / "zero_text_events.xlsx").accepted == 3


def test_words_of_a_number_format_belong_to_the_number(sqlite_ledger: Engine, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["提案号", "标题", "提交日期"])
        sheet.write_number(1, 0, 7, book.add_format({"num_format": '"六届三次第"0000"号"'}))
        sheet.write_number(2, 0, 20250012, book.add_format({"num_format": '0000"-"0000'}))
        sheet.write_number(3, 0, 3, book.add_format({"num_format": "#,##0.00"}))
        for row in (1, 2, 3):
            sheet.write_row(row, 1, ["题", "2025-01-01"])
    bring(sqlite_ledger, tmp_path / "a.xlsx")
    assert _column(sqlite_ledger, "proposals", "proposal_no") == ["2025-0012", "3", "六届三次第0007号"]


def test_a_break_inside_a_category_makes_no_second_category(sqlite_ledger: Engine) -> None:
    bring(sqlite_ledger, DATA / "escaped_break.xlsx")
    assert _column(sqlite_ledger, "proposals", "proposal_no", "category", "title") == [
        ("X1", "城乡建设", "关于加装电梯的建议"),
        ("X2", "城乡建设", "关于养老的建议"),
    ]


def test_a_simple_formula_without_a_value_is_worked_out(sqlite_ledger: Engine) -> None:
    with_divisions(sqlite_ledger)
    assert bring(sqlite_ledger, DATA / "formula_no_value.xlsx").accepted == 2
    assert [str(day) for day in _column(sqlite_ledger, "supervisions", "due_on")] == ["2025-04-04"] * 2


def test_a_formula_that_is_not_simple_and_has_no_value_is_named(sqlite_ledger: Engine, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [*PROPOSALS, "类别", "内部备注"])
        sheet.write_row(1, 0, ["1", "题", "2025-01-01"])
        sheet.write_formula(1, 3, "=VLOOKUP(A2,Z:Z,1)", None, "")
        sheet.write_formula(1, 4, "=NOW()", None, "")
        sheet.write_row(2, 0, ["2", "题", "2025-01-01"])
        sheet.write_formula(2, 4, "=NOW()", None, "")
    _without_values(tmp_path / "a.xlsx")
    receipt = bring(sqlite_ledger, tmp_path / "a.xlsx")
    (fault,) = receipt.faults
    assert (fault.row, fault.column, fault.value) == (2, "类别", "=VLOOKUP(A2,Z:Z,1)")
    assert fault.reason == "公式没有算出的值" and "算好后保存" in fault.remedy
    assert receipt.accepted == 1


def _without_values(path: Path) -> None:
    """Takes the stored results out of a workbook, as programs that write formulas leave it."""
    import re
    import zipfile

    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    members[name] = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", members[name].replace(b' t="str"', b""))
    with zipfile.ZipFile(path, "w") as archive:
        for member, content in members.items():
            archive.writestr(member, content)


def test_totals_and_notes_are_no_members_and_are_said(sqlite_ledger: Engine) -> None:
    receipt = bring(sqlite_ledger, DATA / "total_then_note.xlsx")
    assert (receipt.read, receipt.accepted) == (3, 3)
    assert receipt.findings == ("不是记录的行没有读入：合计 1 行（第 6 行）、说明 1 行（第 7 行）。",)
    receipt = bring(sqlite_ledger, DATA / "total_words.csv")
    assert (receipt.read, receipt.accepted) == (1, 1)
    assert receipt.findings == ("不是记录的行没有读入：合计 3 行（第 3、4、5 行）。",)
    assert _column(sqlite_ledger, "members", "member_no", "name") == [("W1", "甲"), ("W2", "委员2"), ("W3", "委员3")]


def test_a_record_about_a_total_is_a_record(sqlite_ledger: Engine, tmp_path: Path) -> None:
    assert bring(sqlite_ledger, DATA / "indicator_total.xlsx").accepted == 2
    header, line = "指标,区划,机构,数值,出处", "合计,重庆市渝中区,渝中区政协,300,报告"
    assert bring(sqlite_ledger, csv(tmp_path / "a.csv", header, line)).accepted == 1


def test_subtotals_signatures_and_headers_that_come_again_are_passed_over(
    sqlite_ledger: Engine, tmp_path: Path
) -> None:
    rows: list[list[Any]] = [
        PROPOSALS,
        ["1", "甲", "2025-01-01"],
        ["小 计", "1件"],
        PROPOSALS,
        ["2", "备注栏怎么填", "2025-01-02"],
        [None, "总计（件）", 2],
        ["填表人：张三", "审核人：李四", "2025年1月31日"],
        ["备注:以上均为立案提案"],
    ]
    receipt = bring(sqlite_ledger, xlsx(tmp_path / "a.xlsx", *rows))
    assert (receipt.read, receipt.accepted) == (2, 2)
    said = "合计 2 行（第 3、6 行）、说明 1 行（第 8 行）、落款 1 行（第 7 行）、重复的表头 1 行（第 4 行）"
    assert receipt.findings == (f"不是记录的行没有读入：{said}。",)


def test_a_column_that_nobody_reads_may_stand_there_twice(sqlite_ledger: Engine) -> None:
    receipt = bring(sqlite_ledger, DATA / "dup_unused_header.xlsx")
    assert receipt.accepted == 1
    assert receipt.findings == ("没有对应字段的列未读入：备注、备注。",)


def test_the_group_above_tells_apart_what_has_one_name(sqlite_ledger: Engine, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        for at, name in enumerate(("提案号", "标题")):
            sheet.merge_range(0, at, 1, at, name)
        sheet.merge_range("C1:D1", "提交")
        sheet.merge_range("E1:F1", "答复")
        sheet.write_row("C2", ["日期", "单位", "日期", "单位"])
        sheet.write_row("A3", ["1", "题", "2025-01-10", "甲", "2025-06-01", "乙"])
    receipt = bring(sqlite_ledger, tmp_path / "a.xlsx", dataset="proposals")
    assert receipt.accepted == 1
    assert [str(day) for day in _column(sqlite_ledger, "proposals", "submitted_on")] == ["2025-01-10"]
    header = receipt.tables[0].header
    assert [header.full_name(at) for at in range(2, 6)] == ["提交·日期", "提交·单位", "答复·日期", "答复·单位"]


def test_a_header_of_three_levels_is_read_as_one(sqlite_ledger: Engine) -> None:
    receipt = bring(sqlite_ledger, DATA / "three_level_header.xlsx")
    assert receipt.accepted == 1
    assert _column(sqlite_ledger, "proposals", "proposal_no", "category", "session") == [("TL1", "教育", "六届三次")]
    assert receipt.tables[0].header.groups[3] == ("提案基本信息", "时间")


def test_the_sheets_of_all_months_are_read(sqlite_ledger: Engine, tmp_path: Path) -> None:
    receipt = bring(sqlite_ledger, DATA / "monthly_sheets.xlsx")
    assert (receipt.read, receipt.accepted) == (6, 6)
    assert [table.sheet.name for table in receipt.tables] == ["1月", "2月", "3月"]
    assert receipt.tables[1].titles == ("2025年2月提案登记表",)


def test_a_fault_names_its_sheet_where_several_were_read(sqlite_ledger: Engine, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for name, day in (("1月", "2025-01-01"), ("2月", "昨天")):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, PROPOSALS)
            sheet.write_row(1, 0, ["1", "题", day])
            sheet.write_row(2, 0, [name, "题", "2025-01-01"])
    receipt = bring(sqlite_ledger, tmp_path / "a.xlsx")
    assert [(fault.sheet, fault.row, fault.column) for fault in receipt.faults] == [("2月", 2, "提交日期")]
    assert receipt.accepted == 3


def test_hidden_rows_are_read_and_said(sqlite_ledger: Engine) -> None:
    receipt = bring(sqlite_ledger, DATA / "hidden_rows.xlsx")
    assert (receipt.accepted, receipt.findings) == (4, ("其中 2 行在表里是隐藏的，也读入了。",))


def test_a_table_in_a_web_page_is_read(sqlite_ledger: Engine, tmp_path: Path) -> None:
    assert bring(sqlite_ledger, DATA / "webpage.xls").accepted == 1
    page = (
        "<table><tr><td colspan=3>提案登记表</td></tr><tr><th>提案号</th><th>标题</th><th>提交日期</th></tr>"
        "<tr><td>0001</td><td>甲&nbsp;<b>乙</b></td><td rowspan=2>2025-01-10</td></tr><tr><td>0002</td><td>丙</td></tr></table>"
    )
    (tmp_path / "a.xls").write_text(f'<html><meta charset="utf-8">{page}</html>', encoding="utf-8")
    assert bring(sqlite_ledger, tmp_path / "a.xls").accepted == 2
    assert _column(sqlite_ledger, "proposals", "proposal_no", "title")[:2] == [("0001", "甲乙"), ("0002", "丙")]


def test_json_from_another_system_is_read(sqlite_ledger: Engine, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(
        '[{"proposal_no": "0001", "title": "甲", "submitted_on": "2025-01-10", "key": true},\n'
        '{"proposal_no": 20250002, "title": "乙", "submitted_on": "2025-01-11", "proposers": ["张某", "李某"]}]',
        encoding="utf-8",
    )
    assert bring(sqlite_ledger, tmp_path / "a.json").accepted == 2
    assert _column(sqlite_ledger, "proposals", "proposal_no", "key", "proposers") == [
        ("0001", True, None),
        ("20250002", None, "张某、李某"),
    ]


def test_signs_that_only_a_spreadsheet_needs_are_no_part_of_a_number(sqlite_ledger: Engine) -> None:
    receipt = bring(sqlite_ledger, DATA / "excel_escape.csv")
    assert _column(sqlite_ledger, "proposals", "proposal_no") == ["0001", "0002"]
    assert [(fault.row, fault.value) for fault in receipt.faults] == [(4, "2.02503E+11"), (5, "2.02503E+11")]
    assert "科学计数" in receipt.faults[0].reason and "文本格式" in receipt.faults[0].remedy


def test_a_number_that_excel_rounded_is_refused(sqlite_ledger: Engine, tmp_path: Path) -> None:
    rows: list[list[Any]] = [PROPOSALS, [2025030100000123, "题", "2025-01-01"], [202503010000123, "题", "2025-01-01"]]
    (fault,) = bring(sqlite_ledger, xlsx(tmp_path / "a.xlsx", *rows)).faults
    assert (fault.row, fault.column) == (2, "提案号") and "15 位" in fault.reason


def test_invisible_and_full_width_signs_make_no_second_case(sqlite_ledger: Engine) -> None:
    receipt = bring(sqlite_ledger, DATA / "invisible_keys.csv")
    assert (receipt.accepted, receipt.refused) == (1, 4)
    assert all("重复" in fault.reason for fault in receipt.faults)
    assert _column(sqlite_ledger, "proposals", "proposal_no", "category") == [("20250001", "城鄉建設")]


def test_what_a_sheet_holds_is_read_with_words_of_the_offices_own() -> None:
    sheet = read_sheets(DATA / "monthly_sheets.xlsx", [])[0]
    header = find_header(sheet, frozenset(map(squeeze, ("提案号", "标题"))))
    assert header is not None
    table = tabulate(sheet, header)
    assert (table.sheet.name, table.titles, header.names) == ("1月", ("2025年1月提案登记表",), tuple(PROPOSALS))
    assert [(row.number, row.cells) for row in table.records] == [
        (3, ("S10", "题10", "2025-01-10")),
        (4, ("S11", "题11", "2025-01-11")),
    ]
    sheet = read_sheets(DATA / "total_then_note.xlsx", [])[0]
    header = find_header(sheet, frozenset(("委员编号", "姓名")))
    assert header is not None
    assert tabulate(sheet, header).passed == (
        PassedOver(6, "total", "合计 3人"),
        PassedOver(7, "note", "注：本表不含特邀界别。"),
    )


@pytest.mark.parametrize("name", ["office.ods", "office.et"])
def test_sheets_of_other_offices_say_as_much_as_those_of_excel(sqlite_ledger: Engine, name: str) -> None:
    receipt = bring(sqlite_ledger, DATA / name)
    assert (receipt.read, receipt.accepted, receipt.faults) == (3, 3, ())
    assert _column(sqlite_ledger, "proposals", "proposal_no", "category", "submitted_on") == [
        (f"000{n}", "教育", date(2025, 3, 4 + n)) for n in (1, 2, 3)
    ]
    assert set(receipt.findings) == {
        "不是记录的行没有读入：合计 1 行（第 5 行）。",
        "其中 1 行在表里是隐藏的，也读入了。",
    }
