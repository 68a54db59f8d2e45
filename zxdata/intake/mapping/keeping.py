"""Mappings kept under a name in the shared database, for every sheet of their kind that comes later."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine, delete, insert, select, update

from zxdata.errors import Unknown, WrongUse
from zxdata.intake.mapping.record import Mapping
from zxdata.intake.mapping.toml import read, write
from zxdata.ledger.engine import reading, writing
from zxdata.ledger.instants import Stamp
from zxdata.ledger.tables import mappings

LONGEST = 40


@dataclass(frozen=True)
class SavedMapping:
    """A mapping as it was saved; ``saved_at`` with its time zone."""

    mapping: Mapping
    saved_at: datetime


def saved_mappings(ledger: Engine) -> tuple[SavedMapping, ...]:
    """All mappings, by name. Raises LedgerUnavailable."""
    t = mappings
    with reading(ledger) as connection:
        rows = connection.execute(select(t.c.name, t.c.text, t.c.saved_at).order_by(t.c.name)).all()
    return tuple(SavedMapping(replace(read(text, name), name=name), saved_at) for name, text, saved_at in rows)


def get(ledger: Engine, name: str) -> Mapping:
    """The mapping of that name. Raises Unknown, LedgerUnavailable."""
    found = {each.mapping.name: each.mapping for each in saved_mappings(ledger)}
    if name not in found:
        raise Unknown("对照", name, found)
    return found[name]


def keep(ledger: Engine, mapping: Mapping, name: str) -> Mapping:
    """Keep a mapping under a name, in place of what that name held.

    Raises WrongUse for a name that is empty or too long and for a mapping with gaps, LedgerUnavailable.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST:
        raise WrongUse(f"对照的名字要有 1 到 {LONGEST} 个字，现在有 {len(name)} 个。")
    if gaps := mapping.lacking():
        said = "、".join(f"{target.name}.{column.name}" for target, column in gaps)
        raise WrongUse(f"对照还没有写明从哪里取 {said}；补上后再保存。")
    named = replace(mapping, name=name)
    with writing(ledger) as connection:
        values = {"text": write(named), "saved_at": Stamp.now()}
        if not connection.execute(update(mappings).where(mappings.c.name == name).values(**values)).rowcount:
            connection.execute(insert(mappings).values(name=name, text=values["text"]))
    return named


def drop(ledger: Engine, name: str) -> None:
    """Take a mapping out; what it has brought in stays. Raises Unknown, LedgerUnavailable."""
    with writing(ledger) as connection:
        gone = connection.execute(delete(mappings).where(mappings.c.name == name)).rowcount
    if not gone:
        raise Unknown("对照", name, (each.mapping.name for each in saved_mappings(ledger)))
