"""The schema: frozen migrations make what the tables declare, whole or not at all."""

import multiprocessing
import os
import signal
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine

from zxdata.errors import SchemaMismatch
from zxdata.ledger import connect, metadata, require, upgrade, writing
from zxdata.ledger.schema import newest

CATALOG = {
    "sqlite": """
        select type, name, sql from sqlite_master
         where type <> 'trigger' and name not like 'sqlite_%' and tbl_name <> 'alembic_version'""",
    "postgresql": """
        select 'column', table_name || '.' || column_name, concat_ws(' ', data_type, is_nullable, column_default)
          from information_schema.columns where table_schema = 'public' and table_name <> 'alembic_version'
        union all select 'constraint', conname, pg_get_constraintdef(oid) from pg_constraint
         where connamespace = 'public'::regnamespace and conrelid <> coalesce(to_regclass('alembic_version'), 0)
        union all select 'index', indexname, indexdef from pg_indexes
         where schemaname = 'public' and tablename <> 'alembic_version'""",
}


def _catalog(engine: Engine) -> list[list[list[str]]]:
    """All that is declared; columns in any order, for what a migration adds stands last."""
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(CATALOG[engine.dialect.name]).all()
    return sorted([sorted(" ".join(str(cell).split()).split(", ")) for cell in row] for row in rows)


def test_the_migrations_make_exactly_the_declared_tables(bare_database: Engine) -> None:
    metadata.create_all(bare_database)
    declared = _catalog(bare_database)
    metadata.drop_all(bare_database)
    upgrade(bare_database)
    assert _catalog(bare_database) == declared


@pytest.mark.filterwarnings("ignore:.*expression-based index.*")
def test_alembic_finds_nothing_left_to_migrate(ledger: Engine) -> None:
    with ledger.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_an_upgrade_says_from_where_to_where_and_does_nothing_the_second_time(bare_database: Engine) -> None:
    first, second = upgrade(bare_database), upgrade(bare_database)
    assert (first.before, first.after) == (None, newest())
    assert (second.before, second.after) == (newest(), newest())
    require(bare_database)


def test_a_database_without_tables_is_named_with_the_command_that_makes_them(bare_database: Engine) -> None:
    with pytest.raises(SchemaMismatch, match=r"没有建表.*python -m zxdata init"):
        require(bare_database)


def test_a_newer_schema_is_refused_by_its_revision(ledger: Engine) -> None:
    with writing(ledger) as connection:
        connection.execute(sa.text("update alembic_version set version_num = '9999'"))
    for refuse in (require, upgrade):
        with pytest.raises(SchemaMismatch, match="更新的版本 9999"):
            refuse(ledger)


def _upgrade_until_killed(url: str, statements: int) -> None:
    engine = connect(url)
    executed = iter(range(statements))

    @sa.event.listens_for(engine, "after_cursor_execute")
    def _die(*_: object) -> None:
        if next(executed, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    upgrade(engine)


@pytest.mark.parametrize("statements", [6, 25, 60])
def test_a_migration_killed_midway_leaves_nothing_and_runs_again(bare_database: Engine, statements: int) -> None:
    url = bare_database.url.render_as_string(hide_password=False)
    child = multiprocessing.get_context("spawn").Process(target=_upgrade_until_killed, args=(url, statements))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    assert sa.inspect(bare_database).get_table_names() == []
    assert upgrade(bare_database).before is None


def test_a_path_with_a_percent_sign_and_missing_folders_works(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / '新 100%' / 'a' / 'cockpit.db'}")
    assert upgrade(engine).after == newest()
