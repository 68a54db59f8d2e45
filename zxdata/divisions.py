"""Divisions shipped with the cockpit, loaded into the ledger on demand."""

from datetime import datetime, timezone
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, select

from zxdata.homes import shipped
from zxdata.ledger.engine import ALTERED_SECONDS, writing
from zxdata.ledger.tables import TABLES

SOURCE = "行政区划·内置"


def load_home(engine: Engine, home: str) -> int:
    """Bring a shipped division into the ledger; the count of rows that were new or changed (0 when repeated).

    What others have filled in and the shipped file leaves blank (population, a point) stays.
    """
    with writing(engine, ALTERED_SECONDS) as connection:
        return load_within(connection, home, datetime.now(timezone.utc))


def load_within(connection: Connection, home: str, now: datetime) -> int:
    """``load_home`` as part of a transaction already begun."""
    regions = TABLES["regions"]
    held = {row["code"]: dict(row) for row in connection.execute(select(regions)).mappings()}
    fresh, changed = [], []
    for row in shipped(home):
        before = held.get(row["code"])
        if before is None:
            fresh.append(row | {"source": SOURCE, "changed_at": now})
        elif any(value is not None and not _same(value, before[name]) for name, value in row.items()):
            merged = {name: before[name] if value is None else value for name, value in row.items()}
            changed.append(merged | {"source": SOURCE, "changed_at": now, "key": row["code"]})
    if fresh:
        connection.execute(regions.insert(), fresh)
    if changed:
        connection.execute(regions.update().where(regions.c.code == bindparam("key")), changed)
    return len(fresh) + len(changed)


def _same(ours: Any, theirs: Any) -> bool:
    return theirs is not None and (float(theirs) == ours if isinstance(ours, float) else theirs == ours)
