"""A backup holds all of an installation, and comes back the same into any database, whole or not at all."""

import sqlite3
from collections.abc import Callable
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import orjson
import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from tests.ledger_rows import at, put, region, settings_for, unit
from tests.neighbours import Installation, neighbours
from zxdata.backup import backup, check, restore
from zxdata.configuration import Settings, load_settings
from zxdata.errors import CockpitError, SchemaMismatch, Unreadable, WrongUse
from zxdata.filters import Filters, Scope
from zxdata.ledger import metadata, reading, writing
from zxdata.metrics import METRICS
from zxdata.metrics.answer import answer
from zxdata.snapshot.build import refresh
from zxdata.store import Store


def rows_of(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table as its values are read, in the order of their keys."""
    with reading(engine) as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
            if not table.info.get("passing")
        }


def fill(engine: Engine) -> None:
    """A ledger with a row that points at its own table, an instant, a day, a flag and a note of one's own."""
    put(
        engine,
        regions=[region("500000", "重庆市", "省"), region("500107", "九龙坡区", "区县", "500000")],
        units=[unit("U1", "区教委")],
        proposals=[
            {
                "proposal_no": "T1",
                "title": "校门口的路",
                "submitted_on": date(2025, 3, 5),
                "region": "500107",
                "key": True,
            }
        ],
        proposal_events=[
            {"proposal_no": "T1", "stage": "交办", "occurred_at": at("2025-03-06 09:30"), "unit": "U1", "score": 4.5}
        ],
    )
    with writing(engine) as connection:
        connection.execute(
            metadata.tables["annotations"].insert(), [{"day": date(2025, 3, 1), "page": "all", "text": "专项行动启动"}]
        )


@pytest.fixture
def filled(ledger: Engine) -> Engine:
    fill(ledger)
    return ledger


def test_a_backup_of_either_database_comes_back_row_by_row(
    filled: Engine, bare_database: Engine, tmp_path: Path
) -> None:
    before = rows_of(filled)
    done = backup(tmp_path / "b.zip", settings_for(filled, tmp_path))
    restored = restore(tmp_path / "b.zip", settings_for(bare_database, tmp_path))
    assert rows_of(bare_database) == before
    assert restored.rows == done.rows == {name: len(rows) for name, rows in before.items() if rows}


def test_a_table_that_counts_by_itself_goes_on_after_the_last_number(
    filled: Engine, bare_database: Engine, tmp_path: Path
) -> None:
    backup(tmp_path / "b.zip", settings_for(filled, tmp_path))
    restore(tmp_path / "b.zip", settings_for(bare_database, tmp_path))
    notes = metadata.tables["annotations"]
    with writing(bare_database) as connection:
        connection.execute(notes.insert().values(day=date(2025, 4, 1), page="all", text="二期"))
    with reading(bare_database) as connection:
        assert connection.scalars(sa.select(notes.c.id).order_by(notes.c.id)).all() == [1, 2]


@pytest.mark.postgresql
def test_every_number_of_two_districts_is_the_same_after_two_moves(
    postgresql_ledger: Engine, sqlite_ledger: Engine, tmp_path: Path
) -> None:
    demo = neighbours()[0]
    there, back = (_moved(demo, to, tmp_path / to.name) for to in (postgresql_ledger, sqlite_ledger))
    backup(tmp_path / "1.zip", demo.settings)
    restore(tmp_path / "1.zip", there)
    backup(tmp_path / "2.zip", there)
    restore(tmp_path / "2.zip", back)
    assert rows_of(postgresql_ledger) == rows_of(demo.ledger) == rows_of(sqlite_ledger)
    wanted = _numbers(demo.store, demo.settings)
    for settings, engine in ((there, postgresql_ledger), (back, sqlite_ledger)):
        refresh(engine, settings)
        assert _numbers(Store(settings.snapshot_dir), settings) == wanted


def _moved(from_: Installation, to: Engine, folder: Path) -> Settings:
    url = to.url.render_as_string(hide_password=False)
    same = {"today": from_.settings.today, "rules": from_.settings.rules}
    return load_settings(database_url=url, snapshot_dir=folder, **same)


def _numbers(store: Store, settings: Settings) -> str:
    """Every metric of the registry, whole and by district."""
    with store.reading(Scope.whole(), seconds=600) as read:
        rules, filters = read.version.rules, Filters(settings.day())
        whole = answer(read, METRICS.values(), (), filters, rules).frame
        by = [m for m in METRICS.values() if "district" in m.dims]
        return str(whole.to_csv() + answer(read, by, ("district",), filters, rules).frame.to_csv())


def test_a_ledger_that_holds_rows_is_refused_by_name_and_taken_with_force(filled: Engine, tmp_path: Path) -> None:
    settings = settings_for(filled, tmp_path)
    backup(tmp_path / "b.zip", settings)
    put(filled, units=[unit("U2", "后来的单位")])
    with pytest.raises(WrongUse, match=r"里已有数据（.*承办单位 2 行.*--force"):
        restore(tmp_path / "b.zip", settings)
    assert len(rows_of(filled)["units"]) == 2
    restore(tmp_path / "b.zip", settings, force=True)
    assert [row[0] for row in rows_of(filled)["units"]] == ["U1"]


def test_who_was_signed_in_is_in_no_backup_and_signed_out_by_a_restore(filled: Engine, tmp_path: Path) -> None:
    sessions, now = metadata.tables["sessions"], datetime(2025, 9, 30, 9, tzinfo=timezone.utc)
    signed_in = {"key": "k", "name": "n", "kind": "account", "role": "reader", "scope": "", "personal": False}
    with writing(filled) as connection:
        values = signed_in | {"address": "", "made_at": now, "seen_at": now, "ends_at": now}
        connection.execute(sessions.insert(), [values])
    done = backup(tmp_path / "b.zip", settings_for(filled, tmp_path))
    restore(tmp_path / "b.zip", settings_for(filled, tmp_path), force=True)
    with reading(filled) as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(sessions)) == 0
    assert "sessions" not in done.rows


def test_an_older_schema_is_brought_up_and_a_newer_refused(sqlite_ledger: Engine, tmp_path: Path) -> None:
    settings = settings_for(sqlite_ledger, tmp_path)
    old = _repacked(_old_backup(tmp_path, settings), tmp_path / "old.zip")
    restore(old, settings, force=True)
    assert [row[0] for row in rows_of(sqlite_ledger)["units"]] == ["U1"]
    newer = _repacked(old, tmp_path / "newer.zip", about={"schema": "9999"})
    with pytest.raises(SchemaMismatch, match=r"更新的版本 9999.*先升级驾驶舱"):
        restore(newer, settings, force=True)
    later = _repacked(old, tmp_path / "later.zip", about={"format": 99})
    with pytest.raises(Unreadable, match="更新的格式 99"):
        restore(later, settings, force=True)


def _old_backup(tmp_path: Path, settings: Settings) -> Path:
    """A backup of the first release, with one unit."""
    from alembic import command

    from zxdata.ledger import connect
    from zxdata.ledger.schema import _config

    engine = connect(f"sqlite:///{tmp_path / 'old.db'}")
    with writing(engine) as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(sa.text("insert into units (unit_no, name) values ('U1', '区教委')"))
    driver = sqlite3.connect(tmp_path / "old.db")
    driver.execute("pragma journal_mode = delete")
    driver.close()
    backup(tmp_path / "new.zip", settings)
    return _repacked(tmp_path / "new.zip", tmp_path / "first.zip", tmp_path / "old.db", {"schema": "0001"})


def _repacked(path: Path, to: Path, ledger: Path | None = None, about: dict[str, Any] | None = None) -> Path:
    """The backup again, with another ledger in it or something else said about it."""
    import hashlib

    with ZipFile(path) as old, ZipFile(to, "w") as new:
        told = orjson.loads(old.read("backup.json")) | (about or {})
        for name in told["files"]:
            data = ledger.read_bytes() if ledger and name == "ledger.db" else old.read(name)
            told["files"][name] = hashlib.sha256(data).hexdigest()
            new.writestr(name, data)
        new.writestr("backup.json", orjson.dumps(told))
    return to


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 255
    path.write_bytes(data)


def _exchange(path: Path) -> None:
    with ZipFile(path) as old:
        held = {name: old.read(name) for name in old.namelist()}
    with ZipFile(path, "w") as new:
        for name, data in (held | {"rules.toml": b"version = 'x'"}).items():
            new.writestr(name, data)


@pytest.mark.parametrize("damage", [_cut, _flip, _exchange])
def test_a_damaged_backup_is_refused_and_changes_nothing(
    damage: Callable[[Path], None], sqlite_ledger: Engine, tmp_path: Path
) -> None:
    fill(sqlite_ledger)
    settings = settings_for(sqlite_ledger, tmp_path)
    backup(tmp_path / "b.zip", settings)
    damage(tmp_path / "b.zip")
    before = rows_of(sqlite_ledger)
    with pytest.raises(Unreadable, match="请换一份备份"):
        restore(tmp_path / "b.zip", settings, force=True)
    assert rows_of(sqlite_ledger) == before


def test_what_sqlite_holds_amiss_stays_in_sqlite_and_is_named_where_postgresql_refuses(
    sqlite_ledger: Engine, postgresql_ledger: Engine, tmp_path: Path
) -> None:
    fill(sqlite_ledger)
    settings = settings_for(sqlite_ledger, tmp_path)
    with writing(sqlite_ledger) as connection:
        connection.execute(sa.text("update proposals set submitted_on = '去年三月'"))
    backup(tmp_path / "b.zip", settings)
    with pytest.raises(CockpitError, match="提案 T1 的 submitted_on 写作“去年三月”"):
        restore(tmp_path / "b.zip", settings_for(postgresql_ledger, tmp_path / "pg"))
    restore(tmp_path / "b.zip", settings, force=True)
    with reading(sqlite_ledger) as connection:
        assert connection.scalar(sa.text("select submitted_on from proposals")) == "去年三月"
    assert not any(rows_of(postgresql_ledger).values())


def test_a_backup_is_one_moment_while_others_write(ledger: Engine, tmp_path: Path) -> None:
    fill(ledger)

    def write_more(words: str) -> None:
        if words == "正在备份提案":
            put(ledger, units=[unit("U9", "新来的")], proposals=[
                {"proposal_no": "T9", "title": "新提", "submitted_on": date(2025, 9, 1)}
            ])  # fmt: skip

    done = backup(tmp_path / "b.zip", settings_for(ledger, tmp_path), write_more)
    assert (done.rows["units"], done.rows["proposals"]) == (1, 1)
    assert len(rows_of(ledger)["proposals"]) == 2


def test_a_backup_names_no_password_and_is_for_its_owner_only(sqlite_ledger: Engine, tmp_path: Path) -> None:
    settings = settings_for(sqlite_ledger, tmp_path)
    backup(tmp_path / "b.zip", settings)
    with ZipFile(tmp_path / "b.zip") as held:
        assert set(orjson.loads(held.read("settings.json"))) == {
            "title", "body", "home", "approval_no", "timezone", "refresh_seconds"
        }  # fmt: skip
        assert held.read("rules.toml") == settings.rules.read_bytes()
    assert (tmp_path / "b.zip").stat().st_mode & 0o777 == 0o600
    assert datetime.fromisoformat(check(tmp_path / "b.zip").made_at).tzinfo


def test_rules_that_differ_are_laid_ready_and_named(sqlite_ledger: Engine, tmp_path: Path) -> None:
    settings = settings_for(sqlite_ledger, tmp_path)
    own = tmp_path / "own.toml"
    own.write_text('version = "本单位"\n', encoding="utf-8")
    backup(tmp_path / "b.zip", settings.model_copy(update={"rules": own, "body": "政协九龙坡区委员会"}))
    done = restore(tmp_path / "b.zip", settings, into=tmp_path / "restored")
    assert done.settings == tmp_path / "restored" / "cockpit.toml"
    text = done.settings.read_text(encoding="utf-8")
    assert 'body = "政协九龙坡区委员会"' in text and f'rules = "{tmp_path / "restored" / "rules.toml"}"' in text
    assert (tmp_path / "restored" / "rules.toml").read_bytes() == own.read_bytes()
    backup(tmp_path / "same.zip", settings)
    assert restore(tmp_path / "same.zip", settings, into=tmp_path / "none").settings is None
