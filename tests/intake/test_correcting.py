"""One cell corrected: under the contract of an import, the old value kept and given back."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.intake_files import SETTINGS, bring, csv
from zxdata.errors import WrongUse
from zxdata.imports import list_imports, withdraw
from zxdata.intake import case_cells, correct_cell


def test_a_corrected_cell_is_an_import_of_one_row_that_can_be_taken_back(ledger: Engine, tmp_path: Path) -> None:
    bring(ledger, csv(tmp_path / "a.csv", "提案号,标题,提交日期,类别", "0001,甲,2025-01-01,教育"))
    before = case_cells(ledger, "proposals", "0001")
    receipt = correct_cell(ledger, SETTINGS, "proposals", "0001", "submitted_on", "2025年3月5日", by="张三")
    assert (receipt.rows.changed, receipt.rows.new) == (1, 0)
    assert case_cells(ledger, "proposals", "0001") == before | {"submitted_on": "2025-03-05"}
    latest = list_imports(ledger)[0]
    assert (latest.file, latest.imported_by, latest.number) == ("更正 提案 0001 提交日期.csv", "张三", receipt.number)
    withdraw(ledger, latest.number)
    assert case_cells(ledger, "proposals", "0001") == before


def test_a_value_that_an_import_would_refuse_is_refused_with_its_reason(ledger: Engine, tmp_path: Path) -> None:
    bring(ledger, csv(tmp_path / "a.csv", "提案号,标题,提交日期,类别", "1,甲,2025-01-01,教育"))
    for column, text, reason in (
        ("submitted_on", "昨天", "提交日期不能改成“昨天”"),
        ("title", "", "标题不能改成“”：必填项没有填"),
        ("category", "教育", "类别已经是“教育”"),
    ):
        with pytest.raises(WrongUse, match=reason):
            correct_cell(ledger, SETTINGS, "proposals", "1", column, text, by="")
    with pytest.raises(WrongUse, match="提案里没有编号“2”"):
        correct_cell(ledger, SETTINGS, "proposals", "2", "title", "乙", by="")
    correct_cell(ledger, SETTINGS, "proposals", "1", "category", "", by="")
    assert case_cells(ledger, "proposals", "1")["category"] == ""
    assert len(list_imports(ledger)) == 2
