"""The report: the user's own file, with the reason beside each refused cell."""

import zipfile
from pathlib import Path

import openpyxl
from sqlalchemy import Engine

from tests.intake_files import bring, xlsx
from zxdata.intake import write_report

ROWS = (
    ["某市政协提案登记表"],
    ["提案号", "标题", "提交日期", "内部备注"],
    ["1", "好的", "2025-01-01", "=1+1"],
    ["2", "坏的", "25-1-1", "@SUM(A1)"],
    ["3", None, "2025-01-03", 42],
)


def test_the_report_keeps_every_cell_and_puts_the_reason_first(sqlite_ledger: Engine, tmp_path: Path) -> None:
    receipt = bring(sqlite_ledger, xlsx(tmp_path / "提案.xlsx", *ROWS))
    write_report(receipt, tmp_path / "报告.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "报告.xlsx")["数据"]
    kept = [[cell.value for cell in row][1:] for row in sheet.iter_rows(max_col=5)]
    assert kept == [(row + [None] * 4)[:4] for row in ROWS]
    reasons = [sheet.cell(row, 1).value for row in range(1, 6)]
    assert reasons[:3] == [None, "退回原因", None]
    assert "提交日期“25-1-1”：年份不是四位" in reasons[3]
    assert "标题：必填项没有填" in reasons[4]
    coloured = {c.coordinate for row in sheet.iter_rows(min_row=3, min_col=2) for c in row if c.fill.fill_type}
    assert coloured == {"D4", "C5"}


def test_the_report_holds_no_formula(sqlite_ledger: Engine, tmp_path: Path) -> None:
    write_report(bring(sqlite_ledger, xlsx(tmp_path / "提案.xlsx", *ROWS)), tmp_path / "报告.xlsx")
    with zipfile.ZipFile(tmp_path / "报告.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_corrected_report_can_be_imported_as_it_is(sqlite_ledger: Engine, tmp_path: Path) -> None:
    write_report(bring(sqlite_ledger, xlsx(tmp_path / "提案.xlsx", *ROWS)), tmp_path / "报告.xlsx")
    book = openpyxl.load_workbook(tmp_path / "报告.xlsx")
    book["数据"]["D4"], book["数据"]["C5"] = "2025-01-02", "补上的"
    book.save(tmp_path / "改好.xlsx")
    receipt = bring(sqlite_ledger, tmp_path / "改好.xlsx")
    assert (receipt.accepted, receipt.unchanged, receipt.refused) == (2, 1, 0)


def test_a_receipt_is_plain_json(sqlite_ledger: Engine, tmp_path: Path) -> None:
    import json

    receipt = bring(sqlite_ledger, xlsx(tmp_path / "提案.xlsx", *ROWS))
    told = json.loads(receipt.to_json())
    assert (told["dataset"], told["read"], told["accepted"], told["refused"]) == ("proposals", 3, 1, 2)
    assert told["faults"][0]["row"] == 4 and told["faults"][0]["column"] == "提交日期"
