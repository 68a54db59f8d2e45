"""The door: failures in one sentence, waits with an end, moments that keep their meaning."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from zxdata.errors import LedgerUnavailable, SchemaMismatch
from zxdata.ledger import TABLES, connect, reading, require, writing

CHINA = timezone(timedelta(hours=8))
PROPOSAL = {"proposal_no": "1", "title": "题", "submitted_on": date(2025, 3, 1)}


def test_a_failed_transaction_writes_nothing(ledger: Engine) -> None:
    with pytest.raises(RuntimeError), writing(ledger) as connection:
        connection.execute(TABLES["proposals"].insert(), PROPOSAL)
        raise RuntimeError
    with reading(ledger) as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(TABLES["proposals"])) == 0


def test_a_moment_comes_back_in_local_time(ledger: Engine) -> None:
    moment = datetime(2025, 3, 5, 1, 30, tzinfo=timezone.utc)
    events = TABLES["proposal_events"]
    with writing(ledger) as connection:
        connection.execute(TABLES["proposals"].insert(), PROPOSAL)
        connection.execute(events.insert(), {"proposal_no": "1", "stage": "提交", "occurred_at": moment})
    with reading(ledger) as connection:
        found = connection.execute(sa.select(events.c.occurred_at, events.c.changed_at)).one()
    assert found.occurred_at.isoformat() == "2025-03-05T09:30:00+08:00"
    assert abs(found.changed_at - datetime.now(CHINA)) < timedelta(minutes=1)


def test_sqlite_holds_local_time_with_its_offset_and_reads_a_bare_time_as_local(sqlite_ledger: Engine) -> None:
    events = TABLES["proposal_events"]
    with writing(sqlite_ledger) as connection:
        connection.execute(TABLES["proposals"].insert(), PROPOSAL)
        connection.exec_driver_sql(
            "insert into proposal_events (proposal_no, stage, occurred_at) values ('1', '交办', '2025-03-05 09:30')"
        )
        moment = datetime(2025, 3, 5, 16, 30, tzinfo=timezone.utc)
        connection.execute(events.insert(), {"proposal_no": "1", "stage": "提交", "occurred_at": moment})
    with reading(sqlite_ledger) as connection:
        stored = connection.exec_driver_sql("select occurred_at from proposal_events where stage = '提交'").scalar()
        read = connection.scalar(sa.select(events.c.occurred_at).where(events.c.stage == "交办"))
    assert stored == "2025-03-06 00:30:00+08:00"
    assert read == datetime(2025, 3, 5, 9, 30, tzinfo=CHINA)


def test_two_bodies_in_one_process_live_each_in_its_own_zone(sqlite_ledger: Engine) -> None:
    events, address = TABLES["proposal_events"], sqlite_ledger.url.render_as_string(hide_password=False)
    further_west = connect(address, timezone="Asia/Urumqi")  # 6 hours before Greenwich, 2 behind Beijing
    with writing(further_west) as connection:
        connection.execute(TABLES["proposals"].insert(), PROPOSAL)
        bare = {"proposal_no": "1", "stage": "交办", "occurred_at": datetime(2025, 3, 5, 9, 30)}
        connection.execute(events.insert(), bare)

    told = []
    for engine in (further_west, sqlite_ledger, further_west):
        with reading(engine) as connection:
            told.append(str(connection.scalar(sa.select(events.c.occurred_at))))
    assert told == ["2025-03-05 09:30:00+06:00", "2025-03-05 11:30:00+08:00", "2025-03-05 09:30:00+06:00"]


def test_the_same_event_twice_is_refused_even_where_its_unit_is_empty(ledger: Engine) -> None:
    event = {"proposal_no": "1", "stage": "提交", "occurred_at": datetime(2025, 3, 5, tzinfo=CHINA)}
    with writing(ledger) as connection:
        connection.execute(TABLES["proposals"].insert(), PROPOSAL)
        connection.execute(TABLES["proposal_events"].insert(), event)
    with pytest.raises(LedgerUnavailable, match="约束"), writing(ledger) as connection:
        connection.execute(TABLES["proposal_events"].insert(), event)


def test_an_event_of_no_proposal_is_refused_by_the_database(ledger: Engine) -> None:
    event = {"proposal_no": "没有", "stage": "提交", "occurred_at": datetime(2025, 3, 5, tzinfo=CHINA)}
    with pytest.raises(LedgerUnavailable, match="约束"), writing(ledger) as connection:
        connection.execute(TABLES["proposal_events"].insert(), event)


def test_postgresql_refuses_the_date_infinity(postgresql_ledger: Engine) -> None:
    with pytest.raises(LedgerUnavailable, match="约束"), writing(postgresql_ledger) as connection:
        connection.exec_driver_sql(
            "insert into proposals (proposal_no, title, submitted_on) values ('1', '题', 'infinity')"
        )


def test_a_locked_ledger_is_said_to_be_busy(sqlite_ledger: Engine) -> None:
    with writing(sqlite_ledger), pytest.raises(LedgerUnavailable, match="占用"), writing(sqlite_ledger):
        pass


def test_readers_do_not_wait_for_a_writer(ledger: Engine) -> None:
    with writing(ledger) as busy:
        busy.execute(TABLES["proposals"].insert(), PROPOSAL)
        with reading(ledger) as connection:
            assert connection.scalar(sa.select(sa.func.count()).select_from(TABLES["proposals"])) == 0


def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(LedgerUnavailable) as refusal:
            require(connect(f"postgresql://staff:secret@127.0.0.1:{port}/zx"))
    assert f"127.0.0.1:{port}/zx" in str(refusal.value)
    assert "secret" not in str(refusal.value)


def test_a_server_that_accepts_and_says_nothing_is_given_up_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        began = time.monotonic()
        with pytest.raises(LedgerUnavailable):
            require(connect(f"postgresql://staff@127.0.0.1:{silent.getsockname()[1]}/zx"))
    assert time.monotonic() - began < 10


def test_a_slow_answer_is_broken_off_from_this_side(ledger: Engine) -> None:
    endless = {
        "postgresql": "select pg_sleep(60)",
        "sqlite": "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n",
    }
    began = time.monotonic()
    with pytest.raises(LedgerUnavailable, match=r"没有在 0\.5 秒内答复"), reading(ledger, seconds=0.5) as connection:
        connection.exec_driver_sql(endless[ledger.dialect.name])
    assert time.monotonic() - began < 5


def test_a_file_that_is_no_database_is_said_to_be_broken(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("不是数据库" * 100)
    with pytest.raises(LedgerUnavailable, match="不是完好的数据库"):
        require(connect(f"sqlite:///{tmp_path / 'x.db'}"))


def test_a_question_to_tables_that_are_not_there_points_at_init(bare_database: Engine) -> None:
    with pytest.raises(SchemaMismatch, match="python -m zxdata init"), reading(bare_database) as connection:
        connection.execute(sa.select(TABLES["units"]))


def test_a_ledger_that_may_only_be_read_says_so(sqlite_ledger: Engine) -> None:
    frozen = connect(f"sqlite:///file:{sqlite_ledger.url.database}?mode=ro&uri=true")
    require(frozen)
    with pytest.raises(LedgerUnavailable, match="只读"), writing(frozen) as connection:
        connection.execute(TABLES["proposals"].insert(), PROPOSAL)


def test_a_folder_that_cannot_be_made_is_said_to_be_closed(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LedgerUnavailable, match="打不开"):
        require(connect(f"sqlite:///{tmp_path / 'file' / 'x.db'}"))


def test_two_writers_take_turns(ledger: Engine) -> None:
    def _write(number: int) -> None:
        with writing(ledger) as connection:
            connection.execute(TABLES["proposals"].insert(), PROPOSAL | {"proposal_no": str(number)})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(_write, range(40)))
    with reading(ledger) as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(TABLES["proposals"])) == 40
