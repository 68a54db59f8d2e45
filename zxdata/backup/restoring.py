"""A backup → the ledger, whole or not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from zxdata.access.acts import Act
from zxdata.access.acts_log import append
from zxdata.backup import archive, installation
from zxdata.backup.rows import copy_rows, counts, empty, tables, title
from zxdata.configuration import ROOT, Settings
from zxdata.errors import CockpitError, SchemaMismatch, WrongUse
from zxdata.ledger import acts_ends, connect, open_ledger, place, reading, upgrade, writing
from zxdata.ledger.schema import knows, newest, upgrade_within

RESTORED = ROOT / "data" / "restored"
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Restored:
    """``rows`` by table; ``settings``: a ``cockpit.toml`` with the rules and settings of the backup where they are not those
    in force, else None."""

    contents: archive.Contents
    rows: dict[str, int]
    settings: Path | None


def restore(
    path: Path,
    settings: Settings,
    *,
    force: bool = False,
    by: str = "",
    progress: Progress = lambda words: None,
    into: Path = RESTORED,
) -> Restored:
    """Put a backup into the installation's ledger in one transaction; one of an older revision is brought up first.

    The log of acts is that of the backup, with an entry that says so; ``by``: who restores. Rules and settings that differ
    are written into the folder ``into``, not into force. Raises WrongUse where the ledger holds rows and not ``force``;
    Unreadable, SchemaMismatch, LedgerUnavailable, or CockpitError for a row that the database cannot hold: then nothing has
    changed.
    """
    ledger = open_ledger(settings)
    with TemporaryDirectory(prefix="cockpit-restore-", dir=path.parent if path.parent.is_dir() else None) as name:
        folder = Path(name)
        contents = archive.unpack(path, folder)
        if not knows(contents.schema):
            raise SchemaMismatch(
                f"备份 {path.name} 的表是更新的版本 {contents.schema}，本驾驶舱只认得到 {newest()}；"
                "请先升级驾驶舱，再恢复。"
            )
        source = connect(f"sqlite:///{folder / archive.LEDGER}", timezone=settings.timezone)
        upgrade(source)
        rows = _loaded(source, ledger, force, progress, partial(_mark, settings, contents, path.name, by))
        differing = installation.differing(folder, settings)
        file = installation.take_over(folder, differing, into) if differing else None
    return Restored(contents, rows, file)


def _loaded(
    source: Engine, ledger: Engine, force: bool, progress: Progress, mark: Callable[[Connection, int], None]
) -> dict[str, int]:
    with reading(source, None) as read, writing(ledger, None, as_it_stood=True) as written:
        if ledger.dialect.name != "sqlite":
            _check_references(read)
        upgrade_within(written)
        held = counts(written)
        if held and not force:
            raise WrongUse(_refusal(ledger, held))
        ended = written.scalar(sa.select(acts_ends.c.last)) or 0
        empty(written)
        for table in tables():
            progress(f"正在恢复{title(table)}")
            copy_rows(read, written, table, tuple(table.columns.keys()))
        wanted, found = counts(read), counts(written)
        if wanted != found:
            differ = "、".join(sorted(n for n in wanted | found if wanted.get(n) != found.get(n)))
            raise CockpitError(f"恢复后行数与备份不同（{differ}），已全部退回；请重试。")
        mark(written, ended)
    return found


def _mark(settings: Settings, contents: archive.Contents, name: str, by: str, written: Connection, ended: int) -> None:
    """An entry at the end of the log that came with the backup: from here on another log goes on, which had come so far."""
    if not ended and not written.scalar(sa.select(acts_ends.c.last)):
        return  # neither had one
    note = f"换成 {contents.day} 的备份，日志接着其中的写；恢复前的日志到第 {ended} 条"
    append(written, settings.secret_key, Act.RESTORE, who=by, subject=f"备份 {name}", note=note)


def _refusal(ledger: Engine, held: dict[str, int]) -> str:
    most = sorted(held, key=lambda name: -held[name])[:3]
    named = "、".join(f"{title(t)} {held[t.name]:,} 行" for t in tables() if t.name in most)
    return (
        f"共享数据库 {place(ledger)} 里已有数据（{named}等），没有恢复。"
        "要用备份整个换掉它，先另做一份备份，再加 --force。"
    )


def _check_references(source: Connection) -> None:
    """SQLite may hold rows that point at nothing; other databases do not take them."""
    for child, number, parent, _ in source.execute(sa.text("PRAGMA foreign_key_check")).tuples():
        row = source.execute(sa.text(f'SELECT * FROM "{child}" WHERE rowid = :n'), {"n": number}).mappings().first()
        shown = "、".join(str(value) for value in list((row or {}).values())[:2])
        raise CockpitError(
            f"备份里的 {child}（{shown}）指向 {parent} 里没有的一行，这个数据库不收；"
            "请在原来的台账里补上或删去，再备份一次。"
        )
