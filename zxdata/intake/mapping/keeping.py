"""Mappings kept under a name in the shared database, for every sheet of their kind that comes later."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.engine import Connection

from zxdata.errors import Unknown, WrongUse
from zxdata.intake.mapping.record import Mapping
from zxdata.intake.mapping.toml import read, write
from zxdata.ledger.engine import reading
from zxdata.ledger.instants import Stamp
from zxdata.ledger.tables import mappings

LONGEST = 40


@dataclass(frozen=True)
class SavedMapping:
    """A mapping as it was saved; ``saved_at`` with its time zone, ``saved_by`` empty where nobody signed in."""

    mapping: Mapping
    saved_at: datetime
    saved_by: str = ""


def saved_mappings(ledger: Engine) -> tuple[SavedMapping, ...]:
    """All mappings, by name. Raises LedgerUnavailable."""
    t = mappings
    with reading(ledger) as connection:
        rows = connection.execute(select(t.c.name, t.c.text, t.c.saved_at, t.c.saved_by).order_by(t.c.name)).all()
    return tuple(SavedMapping(replace(read(text, name), name=name), at, by or "") for name, text, at, by in rows)


def get(ledger: Engine, name: str) -> Mapping:
    """The mapping of that name. Raises Unknown, LedgerUnavailable."""
    found = {each.mapping.name: each.mapping for each in saved_mappings(ledger)}
    if name not in found:
        raise Unknown("对照", name, found)
    return found[name]


def keep(connection: Connection, mapping: Mapping, name: str, by: str = "") -> Mapping:
    """Keep a mapping under a name, in place of what that name held, within a transaction of ``writing``.

    Raises WrongUse for a name that is empty or too long and for a mapping with gaps.
    """
    if gaps := mapping.lacking():
        said = "、".join(f"{target.name}.{column.name}" for target, column in gaps)
        raise WrongUse(f"对照还没有写明从哪里取 {said}；补上后再保存。")
    named = replace(mapping, name=_named(name))
    values = {"text": write(named), "saved_at": Stamp.now(), "saved_by": by or None}
    changed = update(mappings).where(mappings.c.name == named.name).values(**values)
    if not connection.execute(changed).rowcount:
        connection.execute(insert(mappings).values(name=named.name, **values))
    return named


def rename(connection: Connection, name: str, new: str) -> str:
    """Call a mapping otherwise, within a transaction of ``writing``; its new name. Raises Unknown, WrongUse where the new
    name is empty, too long or taken."""
    new, names = _named(new), _names(connection)
    if name not in names:
        raise Unknown("对照", name, names)
    if new in names:
        raise WrongUse(f"已有名为“{new}”的对照；请换一个名字，或先删去那一个。")
    connection.execute(update(mappings).where(mappings.c.name == name).values(name=new))
    return new


def drop(connection: Connection, name: str) -> None:
    """Take a mapping out, within a transaction of ``writing``; what it has brought in stays. Raises Unknown."""
    names = _names(connection)
    if name not in names:
        raise Unknown("对照", name, names)
    connection.execute(delete(mappings).where(mappings.c.name == name))


def holds(connection: Connection, name: str) -> bool:
    """Whether a mapping is kept under that name, as it would be written."""
    return " ".join(name.split()) in _names(connection)


def text_of(connection: Connection, name: str) -> str:
    """A mapping as it is kept. Raises Unknown."""
    found: str | None = connection.scalar(select(mappings.c.text).where(mappings.c.name == name))
    if found is None:
        raise Unknown("对照", name, _names(connection))
    return found


def _names(connection: Connection) -> list[str]:
    return list(connection.scalars(select(mappings.c.name).order_by(mappings.c.name)))


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST:
        raise WrongUse(f"对照的名字要有 1 到 {LONGEST} 个字，现在有 {len(name)} 个。")
    return name
