"""Phones and identity numbers are hidden as a file is read: no row, receipt, report or kept import holds one."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import Engine, inspect, text

from tests.intake_files import bring, csv, xlsx
from zxdata.intake import write_report
from zxdata.intake.privacy import hidden
from zxdata.intake.vocabulary import vocabulary

PHONE, IDENTITY = "13812345678", "11010519491231002X"  # the identity number is the example of GB 11643-1999
HEADER = ("提案号", "标题", "提交日期", "提案者", "联系电话")
ROWS = [
    HEADER,
    ("1", f"关于某路的建议，联系 +86 138-1234-5678，身份证{IDENTITY}", "2025-01-05", "张某", PHONE),
    ("2", "题", f"本月（{PHONE}）", "李某", 13987654321),
    ("15012345678", "编号像手机号的提案", "2025-01-05", "王某", "023-67890000"),
]
NUMBERS = ("13812345678", "1234-5678", "5678", "1002X", "13987654321")


def _everything(engine: Engine) -> str:
    """Every cell of every table of the database."""
    with engine.connect() as connection:
        names = inspect(engine).get_table_names()
        return str([connection.execute(text(f'select * from "{name}"')).all() for name in names])


def test_what_is_written_of_a_file_holds_no_number_of_a_person(sqlite_ledger: Engine, tmp_path: Path) -> None:
    receipt = bring(sqlite_ledger, xlsx(tmp_path / "a.xlsx", *ROWS))
    write_report(receipt, tmp_path / "报告.xlsx")
    cells = [c.value for sheet in openpyxl.load_workbook(tmp_path / "报告.xlsx") for row in sheet for c in row]
    assert (receipt.accepted, receipt.refused) == (2, 1)
    for told in (_everything(sqlite_ledger), str(receipt), str(cells)):
        assert [number for number in NUMBERS if number in told.replace("15012345678", "")] == []
    assert "关于某路的建议，联系＊手机号＊，身份证＊身份证号＊" in _everything(sqlite_ledger)
    assert "本月（＊手机号＊）" in receipt.faults[0].value
    assert {said for said in receipt.findings if "像是" in said} == {
        "“标题”列有 1 格像是手机号；驾驶舱不需要公民个人信息，已隐去。",
        "“标题”列有 1 格像是身份证号；驾驶舱不需要公民个人信息，已隐去。",
        "“提交日期”列有 1 格像是手机号；驾驶舱不需要公民个人信息，已隐去。",
        "“联系电话”列有 2 格像是手机号；驾驶舱不需要公民个人信息，已隐去。",
        "“提案号”列有 1 格像是手机号；是编号，没有隐去；如果真是手机号，请删去后再导入。",
    }


def test_a_row_with_a_number_of_a_person_is_refused_where_that_is_the_rule(
    sqlite_ledger: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strict = replace(vocabulary(), refuses_personal=True)
    monkeypatch.setattr("zxdata.intake.fields.vocabulary", lambda: strict)
    lines = (",".join(HEADER[:4]), f"1,题 {PHONE},2025-01-05,张某", "2,题,2025-01-05,李某")
    receipt = bring(sqlite_ledger, csv(tmp_path / "a.csv", *lines))
    assert [(f.row, f.column, f.value, f.reason) for f in receipt.faults] == [
        (2, "标题", "题 ＊手机号＊", "含有手机号")
    ]
    assert receipt.accepted == 1


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("86-13812345678", "＊手机号＊"),
        ("电话１３８　１２３４　５６７８。", "电话＊手机号＊。"),
        ("138123456789", "138123456789"),  # twelve digits
        ("110105194912310021", "110105194912310021"),  # the last digit does not check
        ("11010519491231002x", "＊身份证号＊"),
        ("（２０２５）全角文字不变，一二三四五六七八", "（２０２５）全角文字不变，一二三四五六七八"),
    ],
)
def test_only_what_is_a_number_of_a_person_is_hidden(written: str, shown: str) -> None:
    assert hidden(written) == shown
