"""Ledger, own tables and settings → one file, as they stand at one moment."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from sqlalchemy import Engine

from zxdata.backup import archive, installation
from zxdata.backup.rows import copy_rows, tables, title
from zxdata.configuration import Settings
from zxdata.errors import CockpitError
from zxdata.ledger import connect, open_ledger, open_own, reading, require, upgrade, writing
from zxdata.ledger.engine import reads_only
from zxdata.ledger.schema import newest
from zxdata.ledger.supplied import supplied
from zxdata.ledger.tables import TABLES

Progress = Callable[[str], None]


def backup(path: Path, settings: Settings, progress: Progress = lambda words: None) -> archive.Contents:
    """Write the backup of an installation to ``path`` and read it back.

    Every table is read in one transaction; of a ledger that is only read, what it supplies, and from the cockpit's own
    database the rest. Raises WrongUse, SchemaMismatch, LedgerUnavailable, or CockpitError where it does not come out
    whole.
    """
    ledger = open_ledger(settings)
    require(ledger)
    made_at = datetime.now(settings.zone).isoformat(timespec="seconds")
    with TemporaryDirectory(prefix="cockpit-backup-", dir=_beside(path)) as name:
        folder = Path(name)
        file = folder / archive.LEDGER
        copy = connect(f"sqlite:///{file}", timezone=settings.timezone)
        upgrade(copy)
        rows = _copied(ledger, copy, _columns(ledger), progress)
        if reads_only(ledger):
            own = {table.name: _all(table) for table in tables() if table.name not in TABLES}
            rows |= _copied(open_own(settings), copy, own, progress)
        _settle(copy)
        installation.put_into(folder, settings)
        about = {"made_at": made_at, "database": ledger.dialect.name, "schema": newest(), "rows": rows}
        return archive.pack(path, folder, about)


def _beside(path: Path) -> Path | None:
    """Where there will have to be room anyway."""
    return path.parent if path.parent.is_dir() else None


def _copied(source: Engine, copy: Engine, columns: Mapping[str, tuple[str, ...]], progress: Progress) -> dict[str, int]:
    rows = {}
    with reading(source, None) as read, writing(copy, None, as_it_stood=True) as written:
        for table in tables():
            if present := columns.get(table.name):
                progress(f"正在备份{title(table)}")
                if count := copy_rows(read, written, table, present):
                    rows[str(table.name)] = count
    return rows


def _columns(ledger: Engine) -> dict[str, tuple[str, ...]]:
    """Table → the columns that the ledger has of it."""
    if not reads_only(ledger):
        return {table.name: _all(table) for table in tables()}
    known = supplied(ledger)
    found = {name: tuple(c for c in _all(table) if c in known.get(name, ())) for name, table in TABLES.items()}
    return {name: columns for name, columns in found.items() if columns}


def _all(table: sa.Table) -> tuple[str, ...]:
    return tuple(table.columns.keys())


def _settle(copy: Engine) -> None:
    """All of it in the one file, and sound."""
    with copy.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA journal_mode = DELETE")
        said = [row[0] for row in driver.execute("PRAGMA integrity_check")]
    if said != ["ok"]:
        raise CockpitError(f"备份没有写完好（{said[0]}），没有留下文件；请换一块磁盘再试。")
