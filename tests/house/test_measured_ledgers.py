"""Ledgers made for measuring: as many rows as they are called by, copied ones a multiple of what they were."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from benchmarks.multiplying import COUNT, multiply
from benchmarks.workloads import EVENTS_A_CITY
from tests.demonstration import demonstration
from tests.ledger_rows import at, day, put
from zxdata.ledger import connect, upgrade

GUARDS = "select type, name, sql from sqlite_master order by type, name"


def test_each_copy_of_a_proposal_has_a_number_and_the_steps_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "ledger.db"
    ledger = connect(f"sqlite:///{file}")
    upgrade(ledger)
    put(
        ledger,
        members=[{"member_no": "丁", "name": "丁某", "role": "委员"}],
        proposals=[
            {"proposal_no": number, "title": "同题", "submitted_on": day("2026-03-02")} for number in ("甲", "乙")
        ],
        proposal_members=[{"proposal_no": "甲", "member_no": "丁", "role": "第一提案人"}],
        proposal_events=[
            {"proposal_no": number, "stage": "提交", "occurred_at": at("2026-03-02")} for number in ("甲", "乙")
        ],
    )
    ledger.dispose()
    guards = _asked(file, GUARDS)

    multiply(file, 5)

    assert _asked(file, "select proposal_no from proposals order by rowid") == [
        (number,) for number in ("甲", "乙", "甲-1", "乙-1", "甲-2", "乙-2")
    ]
    assert _asked(file, "select proposal_no, count(*) from proposal_events group by 1 order by 1") == [
        (number, 1) for number in ("乙", "乙-1", "乙-2", "甲", "甲-1", "甲-2")
    ]
    assert _asked(file, "select proposal_no, member_no from proposal_members") == [
        ("甲", "丁"),
        ("甲-1", "丁"),
        ("甲-2", "丁"),
    ]
    assert _asked(file, "select count(distinct title), count(*) from proposals") == [(1, 6)]
    assert _asked(file, GUARDS) == guards


def test_a_city_of_the_demonstration_has_as_many_steps_as_its_workloads_reckon_with() -> None:
    with demonstration().ledger.connect() as connection:
        assert connection.exec_driver_sql(COUNT).scalar_one() == pytest.approx(EVENTS_A_CITY, rel=0.1)


def _asked(file: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(file)) as held:
        return held.execute(sql).fetchall()
