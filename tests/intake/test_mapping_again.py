"""A sheet of an office brought in again: the same, corrected, withdrawn, under a mapping that was kept."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.intake.office_sheets import (
    ANSWERS,
    HERE,
    PROPOSALS,
    events,
    keep,
    own,
    rows,
    settled,
    taken,
)
from tests.intake_files import bring, csv
from zxdata.errors import Unknown, WrongUse
from zxdata.imports import withdraw
from zxdata.intake import mapping
from zxdata.ledger import TABLES, writing


def test_the_same_sheet_twice_changes_nothing(ledger: Engine) -> None:
    by = settled(ledger, PROPOSALS, **ANSWERS)
    bring(ledger, PROPOSALS, mapping=by)
    before = [rows(ledger, table) for table in ("units", "proposals", "proposal_events")]
    again = bring(ledger, PROPOSALS, mapping=by)
    assert (again.accepted, again.unchanged) == (0, 6)
    assert [rows(ledger, table) for table in ("units", "proposals", "proposal_events")] == before


def test_a_corrected_day_replaces_the_wrong_event_and_leaves_what_others_wrote(ledger: Engine, tmp_path: Path) -> None:
    record = ["第1号", "甲", "2025-01-10", "区教委", "", "2025-03-05", "", "2025-05-06", "A"]
    other = ["第2号", "乙", "2025-01-11", "区教委", "", "2025-03-05", "", "2025-05-07", "A"]
    taken(ledger, own(tmp_path, record, other))
    (unit,) = [row["unit_no"] for row in rows(ledger, "units")]
    with writing(ledger) as connection:
        reply = {"proposal_no": "2025年第1号", "stage": "沟通", "occurred_at": datetime(2025, 4, 1, tzinfo=HERE)}
        connection.execute(TABLES["proposal_events"].insert(), [reply | {"unit": unit, "source": "提案系统"}])
    record[7] = "2025-06-25"
    receipt = taken(ledger, own(tmp_path, record, name="提案（更正）.xlsx"))
    assert (receipt.accepted, receipt.unchanged) == (1, 0)
    (part,) = [part for part in receipt.parts if part.dataset == "proposal_events"]
    assert (part.new, part.changed, part.unchanged, part.removed) == (1, 0, 1, 1)
    assert events(ledger, "2025年第1号") == [
        ("交办", "03-05", "区教委", "主办", None),
        ("沟通", "04-01", "区教委", None, None),
        ("答复", "06-25", "区教委", "主办", "A"),
    ]
    assert ("答复", "05-07", "区教委", "主办", "A") in events(ledger, "2025年第2号")


def test_an_import_by_a_mapping_is_withdrawn_as_if_it_had_never_been(ledger: Engine, tmp_path: Path) -> None:
    record = ["第1号", "甲", "2025-01-10", "区教委", "", "2025-03-05", "", "2025-05-06", "A"]
    taken(ledger, own(tmp_path, record))
    tables = ("units", "proposals", "proposal_events")
    before = [[{**row, "id": 0} for row in rows(ledger, table)] for table in tables]
    record[3], record[7] = "区教委、区财政局", "2025-06-25"
    receipt = taken(ledger, own(tmp_path, record), leads="首个主办")
    assert receipt.number == 2 and len(rows(ledger, "units")) == 2
    assert withdraw(ledger, 2).stayed == ()
    after = [[{**row, "id": 0} for row in rows(ledger, table)] for table in tables]
    assert [sorted(map(repr, found)) for found in after] == [sorted(map(repr, found)) for found in before]


def test_a_number_that_stands_for_another_case_is_held_back(ledger: Engine, tmp_path: Path) -> None:
    record = ["第1号", "甲", "2025-01-10", "区教委", "", "2025-03-05", "", "", ""]
    taken(ledger, own(tmp_path, record))
    other = ["第1号", "乙", "2025-02-20", "区教委", "", "2025-03-06", "", "", ""]
    receipt = taken(ledger, own(tmp_path, other))
    assert (receipt.accepted, receipt.refused) == (0, 1)
    assert receipt.faults[0].reason.startswith("同号不同件")
    assert [event[1] for event in events(ledger, "2025年第1号")] == ["03-05"]


def test_a_kept_mapping_takes_a_file_whose_headers_fit_without_being_asked(ledger: Engine, tmp_path: Path) -> None:
    keep(ledger, settled(ledger, PROPOSALS, **ANSWERS), "提案台账")
    assert bring(ledger, PROPOSALS).mapping == "提案台账"
    assert len(rows(ledger, "proposals")) == 6
    plain = csv(tmp_path / "提案.csv", "提案号,标题,提交日期", "1,甲,2025-01-01")
    assert bring(ledger, plain).mapping == ""
    assert bring(ledger, plain, dataset="proposals").unchanged == 1
    with writing(ledger) as connection:
        mapping.drop(connection, "提案台账")
    with pytest.raises(WrongUse, match="认不出"):
        bring(ledger, PROPOSALS)
    with pytest.raises(Unknown, match="提案台账"):
        mapping.get(ledger, "提案台账")
