"""A machine whose clock is set while the cockpit runs: numbers stay those of the ledger, and what is new is found."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import Engine, func, select, update

from tests.intake_files import csv
from tests.ledger_rows import proposal, put, settings_for
from ui import words
from zxdata.configuration import Settings
from zxdata.filters import Scope
from zxdata.freshness import Watch
from zxdata.imports.journal import list_imports
from zxdata.imports.withdrawing import withdraw
from zxdata.intake import import_file
from zxdata.ledger import writing
from zxdata.ledger.tables import imports
from zxdata.snapshot import versions
from zxdata.snapshot.build import refresh
from zxdata.snapshot.facts import facts
from zxdata.store import Store

JUMPS = [timedelta(days=-400), timedelta(hours=-1), timedelta(seconds=-2), timedelta(hours=1), timedelta(days=4000)]
COUNTED = select(func.count()).select_from(facts.tables["proposal"])
every_jump = pytest.mark.parametrize("jump", JUMPS, ids=str)


@pytest.fixture
def settings(sqlite_ledger: Engine, tmp_path: Path) -> Settings:
    put(sqlite_ledger, proposals=[proposal("1", "2025-01-01")])
    found = settings_for(sqlite_ledger, tmp_path)
    refresh(sqlite_ledger, found)
    return found


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = Store(settings.snapshot_dir)
    yield opened
    opened.close()


def counted(store: Store) -> int:
    with store.reading(Scope.whole()) as reading:
        return int(reading.rows(COUNTED)[0][0])


@every_jump
def test_what_comes_after_a_jump_of_the_clock_is_found_and_published(
    sqlite_ledger: Engine, settings: Settings, store: Store, jump: timedelta
) -> None:
    before = store.version
    with time_machine.travel(datetime.now(timezone.utc) + jump, tick=True):
        put(sqlite_ledger, proposals=[proposal("2", "2025-01-01")])
        refresh(sqlite_ledger, settings)
        assert counted(store) == 2 and store.version > before
        watch = Watch(settings, store)
        watch.look()
        assert watch.status().state == "current"
    assert words.age(watch.status().age_seconds)  # an age of less than nothing too
    put(sqlite_ledger, proposals=[proposal("3", "2025-01-01")])
    refresh(sqlite_ledger, settings)  # the clock is right again
    assert counted(store) == 3
    assert versions.intact(versions.current(settings.snapshot_dir))


@every_jump
def test_imports_before_and_after_a_jump_are_taken_back_in_any_order(
    sqlite_ledger: Engine, settings: Settings, tmp_path: Path, jump: timedelta
) -> None:
    head = "提案号,标题,提交日期"
    import_file(sqlite_ledger, csv(tmp_path / "a.csv", head, "9,甲,2025-01-01"), settings)
    now = datetime.now(timezone.utc)
    with time_machine.travel(now + jump, tick=True):
        import_file(sqlite_ledger, csv(tmp_path / "b.csv", head, "9,乙,2025-01-01"), settings)
    with writing(sqlite_ledger) as connection:  # stamped by the database, whose clock jumps with the machine's
        connection.execute(update(imports).where(imports.c.number == 2).values(imported_at=now + jump))
    assert [one.number for one in list_imports(sqlite_ledger)] == [2, 1]  # by number, not by the clock
    withdraw(sqlite_ledger, 1)
    withdraw(sqlite_ledger, 2)
    refresh(sqlite_ledger, settings)
    store = Store(settings.snapshot_dir)
    assert counted(store) == 1
    store.close()
