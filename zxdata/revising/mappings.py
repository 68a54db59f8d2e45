"""Mappings kept, renamed and dropped: each with the text that was, and an entry in the log of acts."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import Connection

from zxdata.access.acts import Act
from zxdata.access.acts_log import append
from zxdata.configuration import Settings
from zxdata.datasets import BY_NAME
from zxdata.errors import WrongUse
from zxdata.intake.mapping import Mapping, SavedMapping, drop, holds, keep, rename, saved_mappings, text_of
from zxdata.intake.mapping.toml import write
from zxdata.ledger.engine import READ_ONLY, writing
from zxdata.ledger.places import open_ledger
from zxdata.ledger.tables import mappings
from zxdata.revising.revisions import DROPPED, KEPT, RENAMED, Revision, note, revisions
from zxdata.workspace.bounds import check_room

MOST = 300
LONGEST = 100_000  # characters: some hundred columns, and some thousand names of theirs that mean one of ours


def kept_mappings(settings: Settings) -> tuple[SavedMapping, ...]:
    """All of them, by name. Raises LedgerUnavailable."""
    return saved_mappings(open_ledger(settings))


def mappings_history(settings: Settings) -> tuple[Revision, ...]:
    """What was kept, renamed and dropped, the latest first, each with its text. Raises LedgerUnavailable."""
    return revisions(settings, "mapping")


def keep_mapping(settings: Settings, mapping: Mapping, name: str, *, by: str, address: str = "") -> Mapping:
    """Keep a mapping under a name. Raises WrongUse, for one too long or one too many as well, and LedgerUnavailable; then
    nothing is kept."""
    if (length := len(write(mapping))) > LONGEST:
        raise WrongUse(f"这份对照写下来有 {length:,} 个字符，最多 {LONGEST:,} 个；请分成几份，或少写几个对应的值。")
    with _changing(settings) as connection:
        if not holds(connection, name):
            check_room(connection, mappings, MOST, "份对照")
        named = keep(connection, mapping, name, by)
        _noted(connection, settings, named.name, KEPT, by, address, "保存")
    return named


def rename_mapping(settings: Settings, name: str, new: str, *, by: str, address: str = "") -> str:
    """Its new name. Raises Unknown, WrongUse, LedgerUnavailable."""
    with _changing(settings) as connection:
        new = rename(connection, name, new)
        _noted(connection, settings, new, RENAMED, by, address, f"由“{name}”改名")
    return new


def drop_mapping(settings: Settings, name: str, *, by: str, address: str = "") -> None:
    """Take a mapping out; what it has brought in stays, its text too. Raises Unknown, LedgerUnavailable."""
    with _changing(settings) as connection:
        _noted(connection, settings, name, DROPPED, by, address, "删去")
        drop(connection, name)


def mapping_in_words(mapping: Mapping) -> str:
    """``一行是一件提案；读 案号、案由……，写入 提案、提案办理、关联``"""
    titles = dict.fromkeys(BY_NAME[target.dataset].title for target in mapping.targets)
    read = "、".join("".join(header.split()) for header in mapping.headers)
    return f"一行是一条{BY_NAME[mapping.case].title}；读 {read}；写入 {'、'.join(titles)}"


@contextmanager
def _changing(settings: Settings) -> Iterator[Connection]:
    if settings.read_only:
        raise WrongUse(READ_ONLY)
    with writing(open_ledger(settings)) as connection:
        yield connection


def _noted(
    connection: Connection, settings: Settings, name: str, change: str, by: str, address: str, words: str
) -> None:
    note(connection, "mapping", name, change, text_of(connection, name), by)
    append(connection, settings.secret_key, Act.MAPPINGS, who=by, address=address, subject=f"对照 {name}", note=words)
