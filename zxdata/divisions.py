"""Divisions shipped with the cockpit, loaded into the ledger on demand."""

import csv
from collections.abc import Callable
from datetime import date, datetime, timezone
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, select

from zxdata.configuration import ASSETS
from zxdata.datasets import BY_NAME
from zxdata.errors import Unknown
from zxdata.ledger.engine import ALTERED_SECONDS, writing
from zxdata.ledger.tables import TABLES

SOURCE = "行政区划·内置"
SHIPPED = ASSETS / "divisions"


def homes() -> tuple[str, ...]:
    """Codes of the home divisions shipped with the cockpit."""
    return tuple(sorted(path.parent.name for path in SHIPPED.glob("*/regions.csv")))


def shipped(home: str) -> list[dict[str, Any]]:
    """The rows of one shipped division, typed, the province first; raises Unknown for one not shipped."""
    if home not in homes():
        raise Unknown("内置区划", home, homes())
    with (SHIPPED / home / "regions.csv").open(encoding="utf-8", newline="") as file:
        return [{name: _typed(name, text) for name, text in row.items()} for row in csv.DictReader(file)]


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


def _typed(name: str, text: str) -> Any:
    if not text:
        return None
    readers: dict[str, Callable[[str], Any]] = {"date": date.fromisoformat, "number": float, "integer": int}
    return readers.get(BY_NAME["regions"].column(name).kind, str)(text)


def _same(ours: Any, theirs: Any) -> bool:
    return theirs is not None and (float(theirs) == ours if isinstance(ours, float) else theirs == ours)
