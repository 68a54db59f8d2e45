"""The schema of the shared database: which revision it has, and how it gets to this cockpit's."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine

from zxdata.errors import SchemaMismatch
from zxdata.ledger.changes import log_changes
from zxdata.ledger.engine import ALTERED_SECONDS, reading, reads_only, writing
from zxdata.ledger.failures import place
from zxdata.ledger.supplied import supplied
from zxdata.ledger.turns import take_turn

MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True)
class Upgrade:
    """``before`` is None where the database had no schema; equal revisions mean nothing was to do."""

    before: str | None
    after: str


def upgrade(engine: Engine) -> Upgrade:
    """Create the schema or bring it up to date, wholly or not at all; MySQL, whose tables know no transactions, revision by
    revision.

    Raises SchemaMismatch where the database is newer than this cockpit, LedgerUnavailable.
    """
    with writing(engine, ALTERED_SECONDS) as connection:
        return upgrade_within(connection)


def upgrade_within(connection: Connection) -> Upgrade:
    """The same within a transaction that is open already."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SET LOCAL statement_timeout = 0"))
    take_turn(connection, "zxdata.ledger.schema")
    before = revision(connection)
    _refuse_newer(connection.engine, before)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    log_changes(connection)
    return Upgrade(before, newest())


def require(engine: Engine) -> None:
    """Pass only where the ledger has this cockpit's schema or, only read, supplies its datasets in a form of its own; else
    SchemaMismatch says which it has and what to do."""
    if reads_only(engine):
        supplied(engine)
        return
    with reading(engine, seconds=10) as connection:
        found = revision(connection)
    if found is None:
        raise SchemaMismatch(f"共享数据库 {place(engine)} 还没有建表；请运行 python -m zxdata init。")
    _refuse_newer(engine, found)
    if found != newest():
        raise SchemaMismatch(
            f"共享数据库 {place(engine)} 的表是旧版本 {found}，本驾驶舱需要 {newest()}；请运行 python -m zxdata init。"
        )


def revision(connection: Connection) -> str | None:
    """The revision the database says it has; None without a schema."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """The revision this cockpit needs."""
    head = _migrations().get_current_head()
    assert head is not None
    return head


def knows(found: str) -> bool:
    """Whether this cockpit can bring a database of that revision up to its own."""
    return found in {script.revision for script in _migrations().walk_revisions()}


def _refuse_newer(engine: Engine, found: str | None) -> None:
    if found is not None and not knows(found):
        raise SchemaMismatch(
            f"共享数据库 {place(engine)} 的表是更新的版本 {found}，本驾驶舱只认得到 {newest()}；"
            "请升级驾驶舱，升级后再运行 python -m zxdata init。"
        )


@cache
def _migrations() -> ScriptDirectory:
    """Read once: they change with the program only, and each look at a ledger asks for them."""
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
