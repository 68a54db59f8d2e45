"""Partners outside the home division are kept as written; a slip of the pen is still refused."""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Engine

from tests.intake_files import bring, csv, with_divisions
from zxdata.ledger import TABLES, reading

HEAD = "协商编号,题目,所属区划,协作区划,日期"


def test_rongchang_and_neijiang_consult_together(ledger: Engine, tmp_path: Path) -> None:
    with_divisions(ledger)
    file = csv(
        tmp_path / "协商.csv",
        HEAD,
        "1,川渝毗邻协商,荣昌区,内江市,2025-03-01",
        "2,三地协商,荣昌区,永川区、内江市；泸州市,2025-03-02",
        "3,两区协商,荣昌区,永川区,2025-03-03",
        "4,错字协商,荣昌区,永川去,2025-03-04",
    )
    receipt = bring(ledger, file)
    assert (receipt.accepted, receipt.refused) == (3, 1)
    assert [fault.value for fault in receipt.faults] == ["永川去"]
    assert "本级区划以外的协作方照原文保留：“内江市”2 行（第 2、3 行）、“泸州市”1 行（第 3 行）。" in receipt.findings
    table = TABLES["consultations"]
    with reading(ledger) as connection:
        asked = sa.select(table.c.partner_regions, table.c.outside_partners).order_by(table.c.consultation_no)
        kept = [tuple(row) for row in connection.execute(asked)]
    assert kept == [(None, "内江市"), ("500118", "内江市、泸州市"), ("500118", None)]
    assert bring(ledger, file).unchanged == 3


def test_partners_written_in_their_own_column_stay_as_they_are(sqlite_ledger: Engine, tmp_path: Path) -> None:
    with_divisions(sqlite_ledger)
    file = csv(
        tmp_path / "协商.csv",
        f"{HEAD},外地协作",
        "1,两地协商,荣昌区,,2025-03-01,内江;资阳",
        "2,三地协商,荣昌区,永川区、内江市,2025-03-02,资阳市",
    )
    assert bring(sqlite_ledger, file).accepted == 2
    table = TABLES["consultations"]
    with reading(sqlite_ledger) as connection:
        asked = sa.select(table.c.partner_regions, table.c.outside_partners).order_by(table.c.consultation_no)
        assert [tuple(row) for row in connection.execute(asked)] == [(None, "内江;资阳"), ("500118", "资阳市、内江市")]
