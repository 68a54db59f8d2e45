"""A refresh by case gives the same snapshot as one that reads everything anew, whoever wrote what into the ledger."""

import shutil
import sqlite3
from datetime import datetime, timezone
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from structlog.testing import capture_logs

from tests.ledger_rows import day, event, matter, proposal, put, settings_for, unit
from tests.random_writes import first_rows
from tests.snapshot.test_copy import ask, differences
from zxdata.ledger import TABLES, writing
from zxdata.snapshot import versions
from zxdata.snapshot.build import refresh
from zxdata.snapshot.parts import PARTS, belongs, made


def refreshed(engine: Engine, folder: Path) -> tuple[Path, str]:
    """The snapshot after a refresh, and why all of it was built anew; no reason where it went case by case."""
    settings = settings_for(engine, folder).model_copy(update={"refresh_by_case": True})
    with capture_logs() as logs:
        refresh(engine, settings)
    told = [log for log in logs if "cases" in log or "reason" in log]
    return versions.current(settings.snapshot_dir), str(told[-1].get("reason", "")) if told else "nothing to do"


def whole(engine: Engine, folder: Path) -> Path:
    """A snapshot of the same ledger, read anew."""
    settings = settings_for(engine, folder / "whole")
    refresh(engine, settings, full=True)
    return versions.current(settings.snapshot_dir)


def fill_at_random(engine: Engine, dice: Random) -> None:
    with writing(engine, as_it_stood=True) as connection:
        for name, rows in first_rows(dice).items():
            for row in rows:
                try:
                    with connection.begin_nested():
                        connection.execute(TABLES[name].insert().values(row | {"source": "测试"}))
                except sa.exc.IntegrityError:
                    pass


@pytest.fixture
def one_case(ledger: Engine, tmp_path: Path) -> Engine:
    put(
        ledger,
        units=[unit("U1", "甲局")],
        proposals=[proposal(n, "2025-01-01") for n in "123"],
        proposal_events=[event(n, "交办", "2025-01-10", unit="U1") for n in "123"],
        supervisions=[matter("1", "2025-01-01")],
    )
    refreshed(ledger, tmp_path)
    return ledger


def test_a_row_deleted_without_a_trace_is_found(one_case: Engine, tmp_path: Path) -> None:
    with one_case.begin() as connection:
        connection.exec_driver_sql("delete from proposal_events where proposal_no = '2'")
    file, reason = refreshed(one_case, tmp_path)
    assert reason == "" and ask(file, "select no, unit::varchar from proposal order by no") == [
        ("1", "甲局"),
        ("2", None),
        ("3", "甲局"),
    ]


def test_a_row_that_went_leaves_every_fact_though_another_was_made_anew_for_its_member(
    ledger: Engine, tmp_path: Path
) -> None:
    put(
        ledger,
        members=[{"member_no": "M", "name": "甲某"}],
        contacts=[{"contact_no": n, "member_no": "M", "held_on": day("2025-03-08")} for n in "12"],
    )
    refreshed(ledger, tmp_path)
    with ledger.begin() as connection:
        connection.exec_driver_sql("update members set name = '乙某'")
        connection.exec_driver_sql("delete from contacts where contact_no = '2'")
    file, reason = refreshed(ledger, tmp_path)
    assert reason == "" and ask(file, "select no, member from contact") == [("1", "乙某")]
    assert ask(file, "select no from talk") == [("1",)]
    assert differences(file, whole(ledger, tmp_path), stamped=True) == {}


def test_a_bulletin_loses_an_endorsement_that_went_though_its_row_was_made_anew_for_another_case(
    ledger: Engine, tmp_path: Path
) -> None:
    put(
        ledger,
        proposals=[proposal("1", "2025-01-01")],
        bulletins=[{"bulletin_no": "1", "title": "信息", "submitted_on": day("2025-02-01")}],
        endorsements=[
            {
                "endorsement_no": "A",
                "subject": "信息",
                "subject_no": "1",
                "rank": "县处",
                "given_on": day("2025-03-01"),
            },
            {
                "endorsement_no": "B",
                "subject": "提案",
                "subject_no": "2",
                "rank": "县处",
                "given_on": day("2025-03-02"),
            },
        ],
    )
    refreshed(ledger, tmp_path)
    with ledger.begin() as connection:
        connection.exec_driver_sql("update proposals set title = '另一题'")  # of the same number as the bulletin
        connection.exec_driver_sql("update endorsements set result = '已落实' where endorsement_no = 'B'")
        connection.exec_driver_sql("delete from endorsements where endorsement_no = 'A'")
    file, reason = refreshed(ledger, tmp_path)
    assert reason == "" and ask(file, "select no, endorsed_on from bulletin") == [("1", None)]
    assert differences(file, whole(ledger, tmp_path), stamped=True) == {}


def test_nothing_is_made_by_case_unless_it_is_asked_for(one_case: Engine, tmp_path: Path) -> None:
    put(one_case, proposals=[proposal("4", "2025-01-01")])
    with capture_logs() as logs:
        assert refresh(one_case, settings_for(one_case, tmp_path)).built
    assert not [log for log in logs if "cases" in log]


def test_a_row_moved_to_another_case_leaves_the_first(one_case: Engine, tmp_path: Path) -> None:
    with one_case.begin() as connection:
        connection.exec_driver_sql(
            "update proposal_events set proposal_no = '3', stage = '答复' where proposal_no = '1'"
        )
    file, reason = refreshed(one_case, tmp_path)
    assert reason == "" and ask(file, "select no, replied_on is null, unit is null from proposal order by no") == [
        ("1", True, True),
        ("2", True, False),
        ("3", False, False),
    ]


def test_an_unseen_word_or_a_new_unit_has_everything_built_anew(one_case: Engine, tmp_path: Path) -> None:
    with one_case.begin() as connection:
        connection.exec_driver_sql("update proposals set category = '新词' where proposal_no = '1'")
    file, reason = refreshed(one_case, tmp_path)
    assert "有新的字词" in reason and ask(file, "select count(*) from proposal where category = '新词'") == [(1,)]
    put(one_case, units=[unit("U2", "乙局")])
    assert refreshed(one_case, tmp_path)[1] == "unit_named 不能逐件重做"


def test_a_row_whose_id_is_taken_over_by_another_case_is_logged(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """``INSERT OR REPLACE`` fires no trigger for the row that it removes."""
    put(
        sqlite_ledger,
        proposals=[proposal(n, "2025-01-01") for n in "12"],
        proposal_events=[event(n, "立案", "2025-01-10") for n in "12"],
    )
    refreshed(sqlite_ledger, tmp_path)
    with sqlite3.connect(tmp_path / "ledger.db") as other:
        other.execute(
            "insert or replace into proposal_events (id, proposal_no, stage, occurred_at, source, changed_at)"
            " select id, '2', '答复', occurred_at, source, changed_at from proposal_events where proposal_no = '1'"
        )
    file, reason = refreshed(sqlite_ledger, tmp_path)
    assert reason == "" and ask(file, "select no, filed_on is null from proposal order by no") == [
        ("1", True),
        ("2", False),
    ]


def test_another_file_under_the_same_name_is_read_anew(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """A backup put back has a log of its own, whose numbers begin where the backup was made."""
    put(sqlite_ledger, proposals=[proposal("1", "2025-01-01")])
    refreshed(sqlite_ledger, tmp_path)
    sqlite_ledger.dispose()
    file = tmp_path / "ledger.db"
    with sqlite3.connect(file) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    shutil.copy(file, tmp_path / "backup.db")
    put(sqlite_ledger, proposals=[proposal("2", "2025-01-01")])
    refreshed(sqlite_ledger, tmp_path)
    for end in ("-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)
    (tmp_path / "backup.db").replace(file)
    put(sqlite_ledger, proposals=[proposal(n, "2025-01-01") for n in "345"])
    found, reason = refreshed(sqlite_ledger, tmp_path)
    assert reason == "台账不是上一版快照所读的那一份"
    assert ask(found, "select string_agg(no, '' order by no) from proposal") == [("1345",)]


def test_a_ledger_without_its_triggers_is_read_anew(sqlite_ledger: Engine, tmp_path: Path) -> None:
    put(sqlite_ledger, proposals=[proposal("1", "2025-01-01")])
    refreshed(sqlite_ledger, tmp_path)
    with sqlite_ledger.begin() as connection:
        connection.exec_driver_sql("drop trigger changes_proposals_updated")
        connection.exec_driver_sql("update proposals set title = '改'")
    file, reason = refreshed(sqlite_ledger, tmp_path)
    assert reason == "台账没有变更记录" and ask(file, "select title from proposal") == [("改",)]


def test_at_night_what_was_changed_by_case_is_built_anew(
    one_case: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(one_case, proposals=[proposal("4", "2025-01-01")])
    assert refreshed(one_case, tmp_path)[1] == ""
    assert refreshed(one_case, tmp_path)[1] == "nothing to do"
    monkeypatch.setattr("zxdata.snapshot.build._last_night", lambda _: datetime.now(timezone.utc))
    assert refreshed(one_case, tmp_path)[1] == "到了全部重做的时候"


def test_what_is_made_by_case_reads_only_what_it_declares() -> None:
    """Else the snapshot would be built anew at every change: safe, and slow."""
    tables = {table.name: table for table in made()}
    assert set(PARTS) <= set(tables) and not {"region", "unit_named", "workday"} & set(PARTS)
    for name, part in PARTS.items():
        assert all(belongs(dataset) & part.of.keys() for dataset in tables[name].datasets), name
        by_case = {other for other in tables[name].tables if other in PARTS or tables[other].view}
        assert by_case <= part.names.keys(), (name, by_case - part.names.keys())
