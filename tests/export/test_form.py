"""Others' workbooks filled: named cells hold the values, everything else is as it was."""

import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from zxdata.errors import WrongUse
from zxdata.export.form import fill, names_of


@pytest.fixture
def template(tmp_path: Path) -> bytes:
    """An assessors' form: two sheets, a chart, a picture-like part, styles, a formula, names of cells and of a range."""
    path = tmp_path / "考核表.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet, other = book.add_worksheet("得分"), book.add_worksheet("说明'甲 乙")
    percent = book.add_format({"num_format": "0.0%", "bold": True})
    sheet.write("A1", "区县")
    sheet.write("B1", "得分")
    sheet.write("A2", "九龙坡区")
    sheet.write_blank("B2", None, percent)
    sheet.write("B3", 7)
    sheet.write_formula("B9", "=SUM(B2:B3)", None, 7)
    other.write("A1", "不改")
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=得分!$B$2:$B$3"})
    sheet.insert_chart("D2", chart)
    sheet.protect("考核")
    book.define_name("得分_500107", "=得分!$B$2")
    book.define_name("旧值", "=得分!$B$3")
    book.define_name("新行", "=得分!$AB$5")
    book.define_name("合计", "=得分!$B$9")
    book.define_name("填报人", "='说明''甲 乙'!$B$2")
    book.define_name("全部", "=得分!$A$1:$B$9")
    book.close()
    return path.read_bytes()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as book:
        assert book.testzip() is None
        return {info.filename: book.read(info) for info in book.infolist()}


def test_the_named_cells_hold_the_values_and_keep_their_format(template: bytes) -> None:
    filled = fill(template, {"得分_500107": 0.8725, "旧值": None, "新行": 3, "填报人": "甲 & <乙>", "没有的": 1})
    assert set(filled.names) == {"得分_500107", "旧值", "新行", "填报人"} and filled.left == ("合计",)
    book = openpyxl.load_workbook(BytesIO(filled.content))
    assert (
        book["得分"]["B2"].value == 0.8725 and book["得分"]["B2"].number_format == "0.0%" and book["得分"]["B2"].font.b
    )
    assert book["得分"]["B3"].value is None and book["得分"]["AB5"].value == 3
    assert book["说明'甲 乙"]["B2"].value == "甲 & <乙>" and book["说明'甲 乙"]["A1"].value == "不改"
    assert book["得分"]["B9"].value == "=SUM(B2:B3)" and book["得分"]["A2"].value == "九龙坡区"


def test_nothing_else_of_the_workbook_is_touched(template: bytes) -> None:
    before, after = parts(template), parts(fill(template, {"得分_500107": 1.5}).content)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"] and b"sheetProtection" in after["xl/worksheets/sheet1.xml"]
    cells = after["xl/worksheets/sheet1.xml"].count(b"<c ")
    assert cells == before["xl/worksheets/sheet1.xml"].count(b"<c ")


def test_without_a_value_the_workbook_stays_as_it_is_in_every_part(template: bytes) -> None:
    assert parts(fill(template, {"别的": 1}).content) == parts(template)


def test_a_formula_is_not_overwritten_and_says_so(template: bytes) -> None:
    with pytest.raises(WrongUse, match="名为“合计”的单元格是公式"):
        fill(template, {"合计": 1})


def test_only_names_of_single_cells_are_offered(template: bytes) -> None:
    assert set(names_of(template)) == {"得分_500107", "旧值", "新行", "合计", "填报人"}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html></html>"])
def test_what_is_no_workbook_is_said(content: bytes) -> None:
    with pytest.raises(WrongUse, match=r"\.xlsx"):
        fill(content, {})
