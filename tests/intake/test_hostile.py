"""Files that got through as something else than they are."""

import time
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from tests.commands import command, configured
from tests.intake.binary_workbook import xlsb
from tests.intake_files import bring, csv
from zxdata.errors import Unreadable
from zxdata.intake.privacy import PHONE
from zxdata.ledger import TABLES, reading
from zxdata.regions import Regions

DATA = Path(__file__).parent / "data"
CELL = '<c t="e" r="D2"><v>#REF!</v></c>'
BROKEN = {
    "type before place": CELL,
    "single quotes": "<c r='D2' t='e'><v>#REF!</v></c>",
    "spaces round the sign": '<c r = "D2" t = "e" ><v >#REF!</v ></c >',
    "no place of its own": '<c t="e"><v>#REF!</v></c>',
    "a formula before it": '<c r="D2" s="0" t="e"><f t="normal">IF(A1>"",#REF!,"")</f><v>#REF!</v></c>',
    "a sign in an attribute": '<c r="D2" cm="1>0" t="e"><f ca="1"/><v xml:space="preserve">#REF!</v></c>',
    "no value": '<c r="D2" t="e"/>',
}


def _rows(engine: Engine, name: str) -> list[Any]:
    with reading(engine) as connection:
        return list(connection.execute(select(TABLES[name])).mappings())


def _with_cell(tmp_path: Path, cell: str) -> Path:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(DATA / "error_attributes.xlsx") as good, zipfile.ZipFile(path, "w") as bad:
        for name in good.namelist():
            bad.writestr(name, good.read(name).replace(CELL.encode(), cell.encode()))
    return path


@pytest.mark.parametrize("form", BROKEN)
def test_a_failed_formula_is_named_in_whatever_form_it_is_stored(
    form: str, sqlite_ledger: Engine, tmp_path: Path
) -> None:
    receipt = bring(sqlite_ledger, _with_cell(tmp_path, BROKEN[form]))
    assert [(fault.row, fault.column, fault.reason) for fault in receipt.faults] == [(2, "类别", "公式算出了错误")]


def test_rows_and_cells_without_their_place_stand_behind_the_one_before(sqlite_ledger: Engine, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(DATA / "error_attributes.xlsx") as good, zipfile.ZipFile(path, "w") as bad:
        for name in good.namelist():
            text = good.read(name).decode()
            for place in ("A1", "B1", "C1", "D1", "A2", "B2", "C2", "D2"):
                text = text.replace(f' r="{place}"', "")
            bad.writestr(name, text.replace('<row r="1">', "<row>").replace('<row r="2">', "<row>"))
    assert [(fault.row, fault.column) for fault in bring(sqlite_ledger, path).faults] == [(2, "类别")]


def test_the_calendar_of_1904_is_known_in_single_quotes_too(sqlite_ledger: Engine) -> None:
    assert bring(sqlite_ledger, DATA / "single_quotes_1904.xlsx").accepted == 1
    # 44,259 days after 1904-01-01
    assert [row["submitted_on"] for row in _rows(sqlite_ledger, "proposals")] == [date(2025, 3, 5)]


@pytest.mark.parametrize(
    ("coding", "title"),
    [
        ("big5", "關於加強老舊小區電梯加裝的建議"),
        ("shift-jis", "公共交通の改善に関する提案"),
    ],
)
def test_another_script_under_code_names_is_not_read_as_chinese(
    coding: str, title: str, sqlite_ledger: Engine, tmp_path: Path
) -> None:
    file = csv(tmp_path / "a.csv", "proposal_no,title,submitted_on", f"1,{title},2025-01-05", coding=coding)
    with pytest.raises(Unreadable, match="CSV UTF-8"):
        bring(sqlite_ledger, file)


@pytest.mark.parametrize("title", ["綦江区濯水村的建议，“一老一小”：12件", "关于加强老旧小区电梯加装的建议", "钟毓"])
def test_chinese_under_code_names_is_read(title: str, sqlite_ledger: Engine, tmp_path: Path) -> None:
    file = csv(tmp_path / "a.csv", "proposal_no,title,submitted_on", f"1,{title},2025-01-05", coding="gb18030")
    bring(sqlite_ledger, file)
    assert [row["title"] for row in _rows(sqlite_ledger, "proposals")] == [title]


def test_signs_that_nobody_sees_become_spaces_and_are_said(sqlite_ledger: Engine, tmp_path: Path) -> None:
    receipt = bring(sqlite_ledger, DATA / "control_signs.csv")
    assert receipt.findings[0] == "“标题”列有 2 格含看不见的控制字符，已换成空格（第 2、3 行）。"
    titles = [row["title"] for row in _rows(sqlite_ledger, "proposals")]
    assert titles[0].startswith("甲") and titles[0].replace("\n", " ").isprintable()
    broken = csv(tmp_path / "b.csv", "提案号,标题,提交日期", "3,上\x0b下,2025-01-01")
    assert "第 2 行" in bring(sqlite_ledger, broken).findings[0]


@pytest.mark.parametrize("name", ["long_sheet_name.xlsx", "not_a_number.xlsx"])
def test_the_receipt_comes_first_and_the_report_is_written(
    name: str, sqlite_ledger: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with configured(tmp_path):
        done = command(capsys, "import", str(DATA / name), "--report", str(tmp_path / "out.xlsx"))
    assert done.code == 1 and "退回" in done.out
    assert zipfile.is_zipfile(tmp_path / "out.xlsx")


def test_a_report_that_cannot_be_written_undoes_nothing(
    sqlite_ledger: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = csv(tmp_path / "a.csv", "提案号,标题,提交日期", "1,题,2025-01-05")
    (tmp_path / "taken.xlsx").mkdir()
    with configured(tmp_path):
        done = command(capsys, "import", str(file), "--report", str(tmp_path / "taken.xlsx"))
        nowhere = command(capsys, "import", str(file), "--report", str(tmp_path / "nowhere" / "a.xlsx"))
    assert (done.code, nowhere.code) == (1, 2)
    assert "新增 1 行" in done.out and "没有写成" in done.err
    assert len(_rows(sqlite_ledger, "proposals")) == 1


def test_regions_below_themselves_in_circles_or_without_end_are_refused(sqlite_ledger: Engine, tmp_path: Path) -> None:
    itself = bring(sqlite_ledger, DATA / "regions_self_parent.csv")
    assert [fault.reason for fault in itself.faults] == ["上级就是它自己"]
    chain = bring(sqlite_ledger, DATA / "regions_chain.csv")
    assert (chain.accepted, chain.refused) == (5, 20)
    assert {fault.reason for fault in chain.faults} == {"往上超过 5 级"}
    circle = bring(
        sqlite_ledger,
        csv(tmp_path / "a.csv", "代码,名称,上级代码,级别", "A,甲区,B,区县", "B,乙区,C,区县", "C,丙区,A,区县"),
    )
    assert circle.faults[0].reason == "上级连成了圈：A → B → C → A" and circle.refused == 3
    upside_down = bring(
        sqlite_ledger, csv(tmp_path / "b.csv", "代码,名称,上级代码,级别", "D,丁镇,,乡镇街道", "E,戊区,D,区县")
    )
    assert [fault.reason for fault in upside_down.faults] == ["上级是乡镇街道，比区县还低"]


def test_regions_that_another_system_has_tangled_are_still_read() -> None:
    def row(code: str, parent: str) -> dict[str, Any]:
        empty = dict.fromkeys(("lon", "lat", "population", "valid_from", "valid_to", "successor_code"))
        return {"code": code, "name": f"第{code}村", "parent_code": parent, "level": "村社区"} | empty

    begun = time.process_time()
    chain = Regions.from_rows([row(f"{n:02d}", f"{n - 1:02d}") for n in range(40)])
    assert chain.resolve("第39村") == "39"
    circle = Regions.from_rows([row("a", "b"), row("b", "a"), row("c", "c")])
    assert circle.full_name("c") == "第c村" and circle.full_name("a") == "第b村第a村"
    assert len(circle.path("a", date(2025, 1, 1))) == 2
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    "text",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "1381 234 5678",
        "+8613812345678",
        "+86 138 1234 5678",
        "86-13812345678",
    ],
)
def test_a_phone_number_is_known_in_every_way_to_write_it(text: str) -> None:
    assert PHONE.search(f"联系人张某{text}。")


@pytest.mark.parametrize("text", ["2025-03-05 1381", "500107 19900101", "138123456789", "提案 1381 件，2025 年"])
def test_other_numbers_are_no_phone_numbers(text: str) -> None:
    assert not PHONE.search(text)


def test_phone_numbers_are_said_inside_known_columns_too(sqlite_ledger: Engine, tmp_path: Path) -> None:
    lines = ("提案号,标题,提交日期,提案者", "1,题,2025-01-05,张某 +86 １３８ 1234 5678", "2,题目,2025-01-05,李某")
    receipt = bring(sqlite_ledger, csv(tmp_path / "a.csv", *lines))
    assert receipt.findings == ("“提案者”列有 1 格像是手机号；驾驶舱不需要公民个人信息，已隐去。",)


def test_ten_thousand_unknown_units_cost_no_more_than_a_hundred(sqlite_ledger: Engine, tmp_path: Path) -> None:
    bring(sqlite_ledger, csv(tmp_path / "u.csv", "单位编号,名称", *(f"U{n},市第{n}管理局" for n in range(2_000))))
    bring(sqlite_ledger, csv(tmp_path / "p.csv", "提案号,标题,提交日期", "1,题,2025-01-05"))
    lines = [f"1,交办,2025-01-05,县第{n}管理处" for n in range(10_000)]
    begun = time.process_time()
    receipt = bring(sqlite_ledger, csv(tmp_path / "e.csv", "提案号,节点,时间,单位", *lines), dry_run=True)
    assert time.process_time() - begun < 8
    assert (receipt.refused, len(receipt.questions)) == (10_000, 100)
    hinted = ["您要填的是不是" in fault.remedy for fault in receipt.faults]
    assert hinted[0] and not any(hinted[200:])


@pytest.mark.parametrize(("excel_1904", "day"), [(False, date(2025, 3, 5)), (True, date(2029, 3, 6))])
def test_a_binary_workbook_is_read_with_its_own_calendar(
    excel_1904: bool, day: date, sqlite_ledger: Engine, tmp_path: Path
) -> None:
    rows: list[list[str | float]] = [["提案号", "标题", "提交日期"], ["0007", "甲", 45721.0], ["8", "乙", "2025-03-05"]]
    receipt = bring(sqlite_ledger, xlsb(tmp_path / "a.xlsb", *rows, excel_1904=excel_1904))
    assert (receipt.accepted, receipt.faults) == (2, ())
    held = {row["proposal_no"]: row["submitted_on"] for row in _rows(sqlite_ledger, "proposals")}
    assert held == {"0007": day, "8": date(2025, 3, 5)}
