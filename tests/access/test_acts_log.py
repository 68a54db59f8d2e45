"""The log of acts: what changing or deleting any row of it by hand comes to."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete, select, update

from tests.access.conftest import settings_on
from zxdata.access.acts import Act
from zxdata.access.acts_log import KEPT_DAYS, entries, log, logged, move_out, verify
from zxdata.access.chain import Entry
from zxdata.configuration import Settings
from zxdata.errors import CockpitError, LedgerUnavailable, SchemaMismatch, WrongUse
from zxdata.ledger import writing
from zxdata.ledger.access_tables import acts, acts_ends

NUMBERS = (1, 2, 3, 4)


@pytest.fixture
def four(signed: Settings) -> Settings:
    log(signed, Act.SIGN_IN, who="王", address="10.0.0.7", note="口令")
    log(signed, Act.IMPORT, who="王", address="10.0.0.7", subject="提案.xlsx", result="begun")
    log(signed, Act.IMPORT, who="王", address="10.0.0.7", subject="提案.xlsx", note="新增 12 行")
    log(signed, Act.SIGN_IN, who="李", address="10.0.0.9", result="refused", note="口令不对")
    return signed


def test_a_log_that_nobody_touched_is_whole(four: Settings) -> None:
    assert verify(four) == []
    assert [(e.number, e.who, e.act, e.result) for e in entries(four)] == [
        (1, "王", "sign_in", "done"),
        (2, "王", "import", "begun"),
        (3, "王", "import", "done"),
        (4, "李", "sign_in", "refused"),
    ]


@pytest.mark.parametrize("column", [c.name for c in acts.c if c.name not in ("number", "at")])
def test_a_changed_cell_is_found_in_whatever_row(four: Settings, ledger: Engine, column: str) -> None:
    for number in NUMBERS:
        before = _value(ledger, number, column)
        _set(ledger, number, column, "别的")
        assert any(f"第 {number} 条" in sentence for sentence in verify(four)), number
        _set(ledger, number, column, before)
    assert verify(four) == []


def test_another_time_or_number_is_found(four: Settings, ledger: Engine) -> None:
    at = _value(ledger, 2, "at")
    _set(ledger, 2, "at", at + timedelta(microseconds=1))
    assert any("第 2 条被改过" in sentence for sentence in verify(four))
    _set(ledger, 2, "at", at)
    _set(ledger, 4, "number", 5)
    assert "缺第 4 条。" in verify(four)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_deleted_row_is_found_at_either_end_too(four: Settings, ledger: Engine, number: int) -> None:
    with writing(ledger) as connection:
        connection.execute(delete(acts).where(acts.c.number == number))
    assert f"缺第 {number} 条。" in verify(four)


def test_a_log_cut_short_with_its_end_moved_is_found(four: Settings, ledger: Engine) -> None:
    third = _value(ledger, 3, "hash")
    with writing(ledger) as connection:
        connection.execute(delete(acts).where(acts.c.number == 4))
        connection.execute(update(acts_ends).values(last=3, hash=third))
    assert verify(four) == ["日志的首尾记录被改过，或者 ZX_SECRET_KEY 换过。"]


def test_without_its_ends_or_all_its_rows_a_log_is_not_whole(four: Settings, ledger: Engine) -> None:
    with writing(ledger) as connection:
        connection.execute(delete(acts))
    assert verify(four) == ["缺第 1 至 4 条。"]
    with writing(ledger) as connection:
        connection.execute(delete(acts_ends))
    log(four, Act.SIGN_IN, who="王")
    with writing(ledger) as connection:
        connection.execute(delete(acts_ends))
    assert verify(four) == ["日志的首尾记录不见了。"]


def test_a_chain_made_anew_without_the_key_is_found(four: Settings, ledger: Engine, tmp_path: Path) -> None:
    other = settings_on(ledger, tmp_path, secret_key="another key, of someone who can write tables")
    with writing(ledger) as connection:
        connection.execute(delete(acts))
        connection.execute(delete(acts_ends))
    log(other, Act.SIGN_IN, who="王", address="10.0.0.7", note="口令")
    assert verify(other) == []
    assert len(verify(four)) == 2


def test_many_who_write_at_once_make_one_chain(signed: Settings) -> None:
    with ThreadPoolExecutor(8) as writers:
        list(writers.map(lambda n: log(signed, Act.EXPORT, who=f"账号{n}"), range(24)))
    assert verify(signed) == []
    assert [e.number for e in entries(signed)] == list(range(1, 25))


def test_an_act_that_fails_is_logged_as_begun_and_as_refused(signed: Settings) -> None:
    with pytest.raises(CockpitError), logged(signed, Act.IMPORT, who="王", subject="提案.xlsx"):
        raise CockpitError("文件读不出来。")
    assert [(e.result, e.note) for e in entries(signed)] == [("begun", ""), ("refused", "文件读不出来。")]


def test_an_act_does_not_happen_where_the_log_cannot_be_written(signed: Settings, ledger: Engine) -> None:
    happened = []
    metadata_gone = "DROP TABLE acts"
    with writing(ledger) as connection:
        connection.exec_driver_sql(metadata_gone)
    with pytest.raises((LedgerUnavailable, SchemaMismatch)), logged(signed, Act.EXPORT, who="王"):
        happened.append("exported")
    assert happened == []


def test_moved_entries_and_those_that_stay_are_one_chain(four: Settings, ledger: Engine) -> None:
    # The first two were written long ago; their hashes were made then.
    moved: list[Entry] = []
    long_ago = datetime.now(timezone.utc) - timedelta(days=KEPT_DAYS + 9)
    _rewrite(four, ledger, {1: long_ago, 2: long_ago + timedelta(hours=1)})
    assert verify(four) == []
    assert move_out(four, four.day() - timedelta(days=KEPT_DAYS), moved.extend) == 2
    log(four, Act.SIGN_OUT, who="王")
    assert [e.number for e in moved] == [1, 2]
    assert [e.number for e in entries(four)] == [3, 4, 5]
    assert verify(four) == [] and verify(four, moved) == []
    assert verify(four, moved[:1]) == ["移出的日志：缺第 2 条。"]


def test_nothing_younger_than_six_months_is_moved_and_nothing_that_could_not_be_put_elsewhere(four: Settings) -> None:
    with pytest.raises(WrongUse, match="至少留六个月"):
        move_out(four, four.day() - timedelta(days=KEPT_DAYS - 1), lambda _: None)


def test_a_name_with_control_signs_is_one_line_in_the_log(signed: Settings) -> None:
    log(signed, Act.SIGN_IN, who="王\x00\n2 李 sign_in done", result="refused")
    assert entries(signed)[0].who == "王  2 李 sign_in done"
    assert verify(signed) == []


def _value(ledger: Engine, number: int, column: str) -> Any:
    with ledger.connect() as connection:
        return connection.scalar(select(acts.c[column]).where(acts.c.number == number))


def _set(ledger: Engine, number: int, column: str, value: object) -> None:
    with writing(ledger) as connection:
        connection.execute(update(acts).where(acts.c.number == number).values({column: value}))


def _rewrite(settings: Settings, ledger: Engine, times: dict[int, datetime]) -> None:
    """The same log as if it had been written at other times."""
    from dataclasses import replace

    from zxdata.access.chain import BEGINNING, hashed, sealed

    before = BEGINNING
    with writing(ledger) as connection:
        for entry in entries(settings):
            moved = replace(entry, at=times.get(entry.number, entry.at), before=before)
            before = hashed(moved, settings.secret_key)
            connection.execute(
                update(acts).where(acts.c.number == entry.number).values(at=moved.at, before=moved.before, hash=before)
            )
        last = sealed(1, BEGINNING, entry.number, before, settings.secret_key)
        connection.execute(update(acts_ends).values(vars(last)))
