"""A ledger is begun when it holds anything of the body's own, whatever came with the cockpit."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

import zxdata as zx
from tests.ledger_rows import Row, day, proposal, publish, put, region

PLACES = [region("50", "某省", "省"), region("5001", "甲区", "区县", "50")]


@pytest.mark.parametrize(
    ("rows", "begun"),
    [
        ({}, False),
        ({"regions": PLACES, "calendar": [{"day": day("2025-10-01"), "is_workday": False}]}, False),
        ({"regions": PLACES, "proposals": [proposal("1", "2025-03-01", region="5001")]}, True),
    ],
    ids=["nothing", "divisions and a calendar", "one proposal"],
)
def test_a_ledger_is_begun_by_the_first_row_of_the_bodys_own(
    rows: dict[str, list[Row]], begun: bool, sqlite_ledger: Engine, tmp_path: Path
) -> None:
    put(sqlite_ledger, **rows)
    assert zx.is_begun(publish(sqlite_ledger, tmp_path)) == begun
