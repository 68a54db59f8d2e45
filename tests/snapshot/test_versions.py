"""Versions are published whole: readers never wait, never see two at once, and a killed builder harms nobody."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import Engine, func, select

from tests.ledger_rows import proposal, put, settings_for
from zxdata.configuration import ROOT, Settings
from zxdata.errors import NoSnapshot
from zxdata.filters import Scope
from zxdata.ledger import TABLES
from zxdata.snapshot import shape as shapes
from zxdata.snapshot import versions
from zxdata.snapshot.build import readable, refresh
from zxdata.snapshot.facts import facts
from zxdata.store import Store


@pytest.fixture
def settings(sqlite_ledger: Engine, tmp_path: Path) -> Settings:
    put(sqlite_ledger, proposals=[proposal(str(n), "2025-01-01") for n in range(10)])
    return settings_for(sqlite_ledger, tmp_path)


def add(engine: Engine, number: str) -> None:
    put(engine, proposals=[proposal(number, "2025-01-01")])


def test_a_version_is_named_by_the_checksum_of_its_file(tmp_path: Path) -> None:
    built = versions.draft(tmp_path)
    built.write_bytes(b"123456789")  # of which CRC-32 is known: cbf43926
    assert versions.named(built).name == "v000001-cbf43926.duckdb"
    built.write_bytes(bytes(2_500_000))  # of several blocks: ddadadd3, as gzip writes it
    published = versions.publish(built)
    assert published.name == "v000001-ddadadd3.duckdb" and versions.intact(published)
    with published.open("r+b") as file:
        file.seek(2_400_000)
        file.write(b"\1")
    assert not versions.intact(published)


def test_nothing_changed_nothing_built(sqlite_ledger: Engine, settings: Settings) -> None:
    first, again = refresh(sqlite_ledger, settings), refresh(sqlite_ledger, settings)
    assert (first.built, again.built) == (True, False) and first.version == again.version
    assert refresh(sqlite_ledger, settings, full=True).version > first.version


def test_any_writer_makes_the_next_refresh_build(sqlite_ledger: Engine, settings: Settings) -> None:
    refresh(sqlite_ledger, settings)
    with sqlite_ledger.begin() as connection:  # one that leaves changed_at as it was
        connection.execute(TABLES["proposals"].delete().where(TABLES["proposals"].c.proposal_no == "3"))
    assert refresh(sqlite_ledger, settings).built
    with Store(settings.snapshot_dir).reading(Scope.whole()) as reading:
        assert reading.rows(select(func.count()).select_from(facts.tables["proposal"])) == [(9,)]


def test_changed_rules_or_time_zone_make_the_next_refresh_build(
    sqlite_ledger: Engine, settings: Settings, tmp_path: Path
) -> None:
    refresh(sqlite_ledger, settings)
    rules = tmp_path / "rules.toml"
    rules.write_text("[proposals]\nlimit_months = 2\n", encoding="utf-8")
    assert refresh(sqlite_ledger, settings.model_copy(update={"rules": rules})).built
    assert refresh(sqlite_ledger, settings.model_copy(update={"timezone": "UTC"})).built


def test_readers_see_one_version_each_while_others_are_published(sqlite_ledger: Engine, settings: Settings) -> None:
    refresh(sqlite_ledger, settings)
    store, over, faults, seen = Store(settings.snapshot_dir), threading.Event(), [], set()
    counted = select(func.count()).select_from(facts.tables["proposal"])
    stood = select(facts.tables["about"].c.stands_for)

    def read() -> None:
        while not over.is_set():
            try:
                with store.reading(Scope.whole()) as reading:
                    looks = {
                        (reading.version.name, *reading.rows(stood)[0], *reading.rows(counted)[0]) for _ in range(5)
                    }
                assert len(looks) == 1
                seen.update(looks)
            except Exception as fault:
                faults.append(fault)

    readers = [threading.Thread(target=read) for _ in range(6)]
    for reader in readers:
        reader.start()
    built = []
    for n in range(6):
        add(sqlite_ledger, f"新{n}")
        built.append(refresh(sqlite_ledger, settings).version)
    time.sleep(0.2)
    over.set()
    for reader in readers:
        reader.join()
    assert not faults
    assert set(built) & {version for version, _, _ in seen}
    assert {count for *_, count in seen} <= set(range(10, 17)) and len({stood for _, stood, _ in seen}) == len(seen)
    store.close()


def test_a_version_no_one_reads_is_closed_and_removed(sqlite_ledger: Engine, settings: Settings) -> None:
    store = Store(settings.snapshot_dir)
    refresh(sqlite_ledger, settings)
    with store.reading(Scope.whole()) as old:
        for n in range(3):
            add(sqlite_ledger, f"新{n}")
            refresh(sqlite_ledger, settings)
        with store.reading(Scope.whole()) as new:
            counted = select(func.count()).select_from(facts.tables["proposal"])
            assert (old.rows(counted), new.rows(counted)) == ([(10,)], [(13,)])  # its file is gone, its rows are not
        assert len(store._open) == 2
    assert len(store._open) == 1 and len(list(settings.snapshot_dir.glob("v*.duckdb"))) == 2
    store.close()


@pytest.mark.parametrize("delay", [0.0, 0.1, 0.25])
def test_a_killed_builder_leaves_the_last_version_and_the_next_works(
    sqlite_ledger: Engine, settings: Settings, delay: float
) -> None:
    before = refresh(sqlite_ledger, settings).version
    add(sqlite_ledger, "新")
    build = (
        "from zxdata.ledger import connect; from zxdata.configuration import load_settings\n"
        "from zxdata.snapshot.build import refresh\n"
        f"s = load_settings(database_url={settings.database_url!r}, snapshot_dir={str(settings.snapshot_dir)!r})\n"
        "print('begun', flush=True)\nwhile True: refresh(connect(s.database_url), s, full=True)"
    )
    builder = subprocess.Popen([sys.executable, "-c", build], stdout=subprocess.PIPE, cwd=ROOT)
    assert builder.stdout and builder.stdout.readline()
    time.sleep(delay)
    os.kill(builder.pid, signal.SIGKILL)
    builder.wait()
    inforce = versions.current(settings.snapshot_dir)
    with duckdb.connect(str(inforce), read_only=True) as snapshot:
        assert snapshot.execute("select count(*) from proposal").fetchall()[0][0] in (10, 11)
    assert inforce.stem >= before
    after = refresh(sqlite_ledger, settings, full=True)
    assert after.version > before and not list(settings.snapshot_dir.glob("*.w*"))


def test_two_builders_at_once_take_turns(sqlite_ledger: Engine, settings: Settings) -> None:
    built: list[str] = []
    builders = [
        threading.Thread(target=lambda: built.append(refresh(sqlite_ledger, settings, full=True).version))
        for _ in range(3)
    ]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join()
    assert sorted(name.partition("-")[0] for name in built) == ["v000001", "v000002", "v000003"]


def forged(settings: Settings, *statements: str) -> str:
    """The version in force as another program would have left it, published as a version of its own."""
    draft = versions.draft(settings.snapshot_dir)
    shutil.copyfile(versions.current(settings.snapshot_dir), draft)
    with duckdb.connect(str(draft)) as written:
        for statement in statements:
            written.execute(statement)
    return versions.publish(draft).stem


@pytest.mark.parametrize(
    "statement",
    ["update about set stands_for = '20/' || stands_for", "drop table about", "alter table about drop column mark"],
)
def test_a_snapshot_of_another_program_is_not_asked_but_built_anew(
    statement: str, sqlite_ledger: Engine, settings: Settings
) -> None:
    refresh(sqlite_ledger, settings)
    older = forged(settings, statement, *(["update about set stands_for = '20/x'"] if "mark" in statement else []))
    store = Store(settings.snapshot_dir)
    with pytest.raises(NoSnapshot, match="另一版程序"), store.reading(Scope.whole()):
        pass
    assert not readable(settings)  # nor does a start show it while the ledger is away
    assert refresh(sqlite_ledger, settings).built and store.version != older
    with store.reading(Scope.whole()) as reading:
        assert reading.version.words["grade"] == ()
    store.close()


def test_the_shape_changes_with_every_statement_and_module_that_makes_a_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of the package with a changed dictionary has another shape, one that is the same has the same."""
    shutil.copytree(ROOT / "zxdata" / "snapshot", tmp_path / "snapshot")
    monkeypatch.setattr(shapes, "files", lambda _: tmp_path / "snapshot")
    assert shapes.shape.__wrapped__() == shapes.shape()
    step = tmp_path / "snapshot" / "sql" / "10_dimensions.sql"
    step.write_text(
        step.read_text(encoding="utf-8").replace("create type grade", "create type graded"), encoding="utf-8"
    )
    assert shapes.shape.__wrapped__() != shapes.shape()
