"""The pulse: whoever changes a row, however it is done, alters it."""

import time

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from zxdata.errors import LedgerUnavailable
from zxdata.ledger import connect, pulse, reading

INSERT = "insert into proposals (proposal_no, title, submitted_on) values ('1', '题', '2025-03-01')"
BLIND_UPDATE = "update proposals set title = '另题'"
SAME_SIZE_UPDATE = "update proposals set title = '三题'"
DELETE = "delete from proposals"


def _as_another_writer(engine: Engine, statement: str) -> None:
    other = connect(engine.url.render_as_string(hide_password=False))
    with other.begin() as connection:
        connection.exec_driver_sql(statement)


def _changes_soon(engine: Engine, before: str) -> bool:
    until = time.monotonic() + 12
    while pulse(engine) == before:
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def test_every_change_by_another_writer_alters_the_pulse(ledger: Engine) -> None:
    for statement in (INSERT, BLIND_UPDATE, SAME_SIZE_UPDATE, DELETE, INSERT, "delete from proposals"):
        before = pulse(ledger)
        _as_another_writer(ledger, statement)
        assert _changes_soon(ledger, before), statement


def test_changes_alter_the_pulse_while_someone_keeps_reading(ledger: Engine) -> None:
    with reading(ledger) as kept:
        kept.execute(sa.text("select 1 from proposals")).all()
        for statement in (INSERT, BLIND_UPDATE, SAME_SIZE_UPDATE):
            before = pulse(ledger)
            _as_another_writer(ledger, statement)
            assert _changes_soon(ledger, before), statement


def test_truncation_alters_the_pulse(postgresql_ledger: Engine) -> None:
    _as_another_writer(postgresql_ledger, INSERT)
    before = pulse(postgresql_ledger)
    _as_another_writer(postgresql_ledger, "truncate proposals cascade")
    assert _changes_soon(postgresql_ledger, before)


def test_looking_does_not_alter_the_pulse(ledger: Engine) -> None:
    _as_another_writer(ledger, INSERT)
    time.sleep(1)
    before = pulse(ledger)
    with reading(ledger) as connection:
        assert connection.scalar(sa.text("select title from proposals")) == "题"
    assert pulse(ledger) == before


def test_no_ledger_no_pulse() -> None:
    with pytest.raises(LedgerUnavailable):
        pulse(connect("postgresql://nobody@127.0.0.1:1/zx"))
