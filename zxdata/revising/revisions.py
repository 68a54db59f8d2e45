"""Texts that were put in force, one after another; a text that was is never lost."""

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Literal

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from zxdata.access.acts_log import own_tables
from zxdata.configuration import Settings
from zxdata.ledger.engine import reading
from zxdata.ledger.tables import revisions as table

Kind = Literal["rules", "mapping"]
KEPT, FOUND, RENAMED, DROPPED = "保存", "文件里直接改的", "改名", "删去"


@dataclass(frozen=True)
class Revision:
    """One text as it was put in force. name: of the file, or of the mapping; change: what was done (保存, 改名, 删去; 文件里直接改的:
    nobody did it here); made_by: empty where nobody knows."""

    number: int
    name: str
    change: str
    text: str
    made_by: str
    made_at: datetime


def revisions(settings: Settings, kind: Kind, name: str | None = None) -> tuple[Revision, ...]:
    """All of a kind, or those of one name, the latest first. Raises LedgerUnavailable."""
    asked = select(*(table.c[each] for each in Revision.__dataclass_fields__)).where(table.c.kind == kind)
    if name is not None:
        asked = asked.where(table.c.name == name)
    with reading(own_tables(settings)) as connection:
        return tuple(Revision(*row) for row in connection.execute(asked.order_by(table.c.number.desc())))


def latest(connection: Connection, kind: Kind, name: str) -> str | None:
    """The text that was put in force last; None where none was."""
    asked = select(table.c.text).where(table.c.kind == kind, table.c.name == name).order_by(table.c.number.desc())
    found: str | None = connection.scalar(asked.limit(1))
    return found


def note(
    connection: Connection, kind: Kind, name: str, change: str, text: str, by: str, at: datetime | None = None
) -> None:
    """Add one, within a transaction of ``writing``."""
    row = {"kind": kind, "name": name, "change": change, "text": text, "made_by": by}
    connection.execute(insert(table).values(**row, made_at=at or datetime.now(timezone.utc)))
