"""What comes again: another case under a known number, and the corrected day of an event."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from tests.intake_files import bring, csv
from tests.ledgers import read
from zxdata.configuration import load_settings
from zxdata.errors import WrongUse
from zxdata.filters import Filters
from zxdata.ledger import TABLES, reading
from zxdata.metrics import METRICS
from zxdata.metrics.answer import answer
from zxdata.rules.book import read_rules

DATA = Path(__file__).parent / "data"


def _titles(ledger: Engine) -> dict[str, str]:
    t = TABLES["proposals"]
    with reading(ledger) as connection:
        return {no: title for no, title in connection.execute(sa.select(t.c.proposal_no, t.c.title))}


def test_numbers_that_start_again_each_year_are_held_back_until_asked_to_overwrite(ledger: Engine) -> None:
    assert bring(ledger, DATA / "18_year2024.csv").rows.new == 2
    receipt = bring(ledger, DATA / "18_year2025.csv")
    assert (receipt.accepted, receipt.refused, receipt.held_back) == (0, 2, 2)
    assert [(f.row, f.column, f.value) for f in receipt.faults] == [(2, "提案号", "0001"), (3, "提案号", "0002")]
    assert "同号不同件：台账里这个编号是“2024年关于甲的建议”（2024-01-10）" in receipt.faults[0].reason
    assert _titles(ledger) == {"0001": "2024年关于甲的建议", "0002": "2024年关于乙的建议"}
    again = bring(ledger, DATA / "18_year2025.csv", overwrite=True)
    assert (again.rows.new, again.rows.changed) == (0, 2)
    assert _titles(ledger) == {"0001": "2025年关于丙的建议", "0002": "2025年关于丁的建议"}


def test_a_new_title_or_a_new_day_alone_is_a_correction(ledger: Engine, tmp_path: Path) -> None:
    bring(ledger, csv(tmp_path / "a.csv", "提案号,标题,提交日期", "1,甲,2025-01-01", "2,乙,2025-01-01"))
    changed = csv(tmp_path / "b.csv", "提案号,标题,提交日期", "1,甲改,2025-01-01", "2,乙,2025-01-09")
    assert bring(ledger, changed).rows.changed == 2


def test_a_corrected_day_replaces_the_wrong_event_when_the_case_is_replaced(
    ledger: Engine, tmp_path: Path, today: date
) -> None:
    bring(ledger, csv(tmp_path / "e1.csv", "提案号,标题,提交日期", "E1,甲,2025-01-10"))
    bring(ledger, DATA / "22_event_wrong.csv")
    rehearsed = bring(ledger, DATA / "22_event_right.csv", dry_run=True)
    assert rehearsed.missed == 2
    assert "有 2 行，台账里已有同一节点、日期不同的记录（E1）" in rehearsed.findings[0]
    receipt = bring(ledger, DATA / "22_event_right.csv", replace=True)
    assert (receipt.rows.new, receipt.rows.removed, receipt.findings) == (2, 2, ())
    keys = ("proposals.handling_days_mean_replied", "proposals.on_time_rate")
    rules = read_rules(load_settings().rules)
    with read(ledger, tmp_path, today) as found:
        frame = answer(found, [METRICS[key] for key in keys], (), Filters(today), rules).frame.iloc[0]
    assert frame[keys[0]] == 112
    assert frame["proposals.on_time_rate.numerator"] == 0 and frame["proposals.on_time_rate.denominator"] == 1


def test_what_another_system_wrote_of_a_case_is_never_replaced(ledger: Engine, tmp_path: Path) -> None:
    bring(ledger, csv(tmp_path / "a.csv", "提案号,标题,提交日期", "E1,甲,2025-01-10"))
    bring(ledger, csv(tmp_path / "b.csv", "提案号,节点,时间", "E1,立案,2025-02-01"), source="提案系统")
    receipt = bring(ledger, csv(tmp_path / "c.csv", "提案号,节点,时间", "E1,交办,2025-03-01"), replace=True)
    assert (receipt.rows.new, receipt.rows.removed) == (1, 0)
    with reading(ledger) as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(TABLES["proposal_events"])) == 2


def test_a_dataset_of_whole_cases_has_no_case_to_replace(sqlite_ledger: Engine, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="提案一行就是一件"):
        bring(sqlite_ledger, csv(tmp_path / "a.csv", "提案号,标题,提交日期", "1,甲,2025-01-01"), replace=True)
