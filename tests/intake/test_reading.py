"""Reading: every shape of file that staff send, and files that were made to hurt."""

import os
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from sqlalchemy import Engine

import zxdata.intake
from tests.intake_files import bring, csv, xlsx
from zxdata.errors import Unreadable
from zxdata.intake import guess_dataset

HEADER = ["提案号", "标题", "提交日期"]
LINES = ("提案号,标题,提交日期", "1,关于教育的建议,2025-01-01")


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_text_file_in_any_coding_and_separator(
    sqlite_ledger: Engine, tmp_path: Path, coding: str, separator: str
) -> None:
    file = csv(tmp_path / "a.csv", *(line.replace(",", separator) for line in LINES), coding=coding)
    assert bring(sqlite_ledger, file).accepted == 1


def test_titles_above_an_order_of_its_own_stars_and_remarks_in_the_header(
    sqlite_ledger: Engine, tmp_path: Path
) -> None:
    rows = [["某市政协提案登记表"], [], ["填报单位：提案委"], ["提交日期\n（必填）", "序号", "提 案 号*", "标题"]]
    receipt = bring(sqlite_ledger, xlsx(tmp_path / "a.xlsx", *rows, ["2025年3月5日", 1, "7", "题"], [], ["合计", 1]))
    assert (receipt.read, receipt.accepted) == (1, 1)


def test_a_header_of_two_merged_rows_is_read_as_one(sqlite_ledger: Engine, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        for at, name in enumerate(("活动编号", "阵地编号", "日期")):
            sheet.merge_range(0, at, 1, at, name)
        sheet.merge_range("D1:E1", "人次")
        sheet.write_row("D2", ["委员人次", "群众人次"])
        sheet.write_row("A3", ["H1", "S1", "2025-03-05", 6, 40])
    receipt = bring(sqlite_ledger, tmp_path / "a.xlsx")
    assert (receipt.dataset, receipt.read) == ("activities", 1)
    assert [fault.column for fault in receipt.faults] == ["阵地编号"]
    assert set(receipt.tables[0].header.places) == {"活动编号", "阵地编号", "日期", "委员人次", "群众人次"}


def test_hidden_sheets_are_not_read_and_sheets_of_other_datasets_are_named(
    sqlite_ledger: Engine, tmp_path: Path
) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for name, no in (("旧稿", "9"), ("正式", "1"), ("又一份", "2")):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, HEADER)
            sheet.write_row(1, 0, [no, "题", "2025-01-01"])
        book.add_worksheet("办理").write_row(0, 0, ["提案号", "节点", "时间"])
        book.get_worksheet_by_name("正式").activate()
        book.get_worksheet_by_name("正式").set_first_sheet()
        book.get_worksheet_by_name("旧稿").hide()
    receipt = bring(sqlite_ledger, tmp_path / "a.xlsx")
    assert receipt.accepted == 2
    assert any("“办理”也有表头，没有读入" in finding for finding in receipt.findings)
    assert not any("旧稿" in finding for finding in receipt.findings)


def test_serial_days_follow_the_calendar_of_their_workbook(sqlite_ledger: Engine, tmp_path: Path) -> None:
    receipts = [
        bring(sqlite_ledger, xlsx(tmp_path / f"{old}.xlsx", HEADER, ["1", "题", serial], excel_1904=old))
        for old, serial in ((False, 45721), (True, 45721 - 1462))
    ]
    assert [receipt.accepted for receipt in receipts] == [1, 0]
    assert receipts[1].unchanged == 1


def test_an_old_xls_workbook_is_read(sqlite_ledger: Engine) -> None:
    receipt = bring(sqlite_ledger, Path(__file__).parent / "data" / "提案.xls")
    assert (receipt.read, receipt.accepted) == (2, 2)


def test_a_formula_that_failed_is_not_taken_for_an_empty_cell(sqlite_ledger: Engine, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("表 & 一")
        sheet.write_row(0, 0, [*HEADER, "类别"])
        sheet.write_row(1, 0, ["1", "题", "2025-01-01"])
        sheet.write_formula(1, 3, "=VLOOKUP(1,B:C,2)", None, "#N/A")
    (fault,) = bring(sqlite_ledger, tmp_path / "a.xlsx").faults
    assert (fault.row, fault.column, fault.value, fault.reason) == (2, "类别", "#N/A", "公式算出了错误")


def test_two_far_corners_do_not_take_the_machine_down(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "提案号")
        sheet.write(1048575, 16383, "1")
    with pytest.raises(Unreadable, match=r"a\.xlsx.*内存"):
        guess_dataset(tmp_path / "a.xlsx")


def _archive(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_an_archive_that_unpacks_to_far_more_is_refused_at_once(tmp_path: Path) -> None:
    archive = _archive(tmp_path / "a.xlsx", **{"xl/workbook.xml": b" " * (150 << 20)})
    before = os.times()
    with pytest.raises(Unreadable, match="压缩比"):
        guess_dataset(archive)
    after = os.times()
    assert after.children_user + after.children_system - before.children_user - before.children_system < 3


def test_a_document_type_in_any_part_is_refused(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]><worksheet/>'
    with pytest.raises(Unreadable, match="DOCTYPE"):
        guess_dataset(_archive(tmp_path / "a.xlsx", **{"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": bomb}))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空的"),
        (b"PK\x03\x04broken", "损坏"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "不是完好的 Excel"),
        (b"<html><p>1</p></html>", "网页"),
        (b"%PDF-1.7 1 0 obj", "别的文档"),
        (b"<table><tr><td>1</td></tr></table>", "找不到表头"),
        (b"[1, 2]", "找不到表头"),
        (b'{"a": [1]}', "数组"),
        (b'[{"a": {"b": 1}}]', "不能再套对象"),
        (b'[{"a": 1}', "不是完好的 JSON"),
        (b"\xff\xff\xff\x81\x00\x80", "编码"),
        ("甲,乙\n1,2".encode(), "找不到表头"),
        ('提案号,标题,提交日期\n1,"没有结束'.encode() + b"x" * (2 << 20), "引号"),
        ("提案号,标题,提交日期,标题\n".encode(), "两次"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_one_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(Unreadable, match=words) as refusal:
        guess_dataset(tmp_path / "a.xlsx")
    assert str(refusal.value).count("\n") == 0 and str(refusal.value).endswith("。")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="没有文件"):
        guess_dataset(tmp_path / "没有.csv")


def test_the_child_imports_nothing_of_the_cockpit() -> None:
    sources = (Path(zxdata.intake.__file__).parent / "parsing").glob("*.py")
    lines = [line.strip() for source in sources for line in source.read_text().splitlines()]
    assert lines and not [line for line in lines if line.startswith(("import zx", "from zx", "from .."))]
