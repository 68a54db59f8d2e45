"""Rows of the declared tables from one database into another, of whichever makes the two are."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Connection

from zxdata.datasets import BY_NAME
from zxdata.errors import CockpitError
from zxdata.ledger import metadata
from zxdata.ledger.bulk import insert_all
from zxdata.ledger.keyed import batches

ROWS_A_FETCH = 5_000
_SQLITE = sqlite.dialect()


def tables() -> tuple[sa.Table, ...]:
    """Every table of the cockpit that outlasts a machine; what is pointed at comes first."""
    return tuple(table for table in metadata.sorted_tables if not table.info.get("passing"))


def title(table: sa.Table) -> str:
    """What people call the table."""
    return BY_NAME[table.name].title if table.name in BY_NAME else table.name


def copy_rows(source: Connection, target: Connection, table: sa.Table, present: Sequence[str]) -> int:
    """Copy a table's ``present`` columns; how many rows, none of a table whose rows mean nothing elsewhere. From one SQLite
    to another each value stays as it is written, also one that is no value of its column's type. Raises CockpitError where
    another database cannot hold it."""
    if table.info.get("passing"):
        return 0
    columns = [table.c[name] for name in present]
    raw = source.dialect.name == "sqlite"
    asked = sa.select(*(sa.type_coerce(c, sa.types.NullType()).label(c.name) if raw else c for c in columns))
    ordered = asked.select_from(table).order_by(*(key for key in table.primary_key if key.name in present))
    found = source.execute(ordered, execution_options={"stream_results": True, "yield_per": ROWS_A_FETCH})
    counted = _Counted(iter(found))
    if raw and target.dialect.name == "sqlite":
        places = ", ".join("?" for _ in present)
        names = ", ".join(f'"{name}"' for name in present)
        for some in batches(tuple(row) for row in counted):
            target.exec_driver_sql(f'INSERT INTO "{table.name}" ({names}) VALUES ({places})', some)
    else:
        insert_all(target, table, _typed(table, columns, counted) if raw else ({**row._mapping} for row in counted))
    _go_on_numbering(target, table)
    return counted.rows


def empty(connection: Connection) -> None:
    """Take out every row of every table, also of those that no backup holds."""
    for table in reversed(metadata.sorted_tables):
        connection.execute(sa.delete(table))


def counts(connection: Connection) -> dict[str, int]:
    """Table → rows, of the tables that hold any."""
    found = {table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in tables()}
    return {name: rows for name, rows in found.items() if rows}


class _Counted:
    def __init__(self, rows: Iterator[Any]) -> None:
        self._rows, self.rows = rows, 0

    def __iter__(self) -> Iterator[Any]:
        for row in self._rows:
            self.rows += 1
            yield row


def _typed(table: sa.Table, columns: list[sa.Column[Any]], rows: _Counted) -> Iterator[dict[str, Any]]:
    read = [(c, c.type.dialect_impl(_SQLITE).result_processor(_SQLITE, None)) for c in columns]
    for row in rows:
        found = {}
        for (column, process), value in zip(read, row, strict=True):
            found[column.name] = _value(table, column, process, value, row)
        yield found


def _value(table: sa.Table, column: sa.Column[Any], process: Any, value: Any, row: Any) -> Any:
    if value is None:
        return None
    try:
        read = process(value) if process else value
    except (TypeError, ValueError):
        read = value
    kind = column.type.python_type
    held = isinstance(read, (int, float)) if kind is float else isinstance(read, kind)
    if held and "\x00" not in str(read):
        return read
    key = "、".join(str(row._mapping[c.name]) for c in table.primary_key if c.name in row._mapping)
    raise CockpitError(
        f"{title(table)} {key} 的 {column.name} 写作“{value}”，这个数据库存不下；请在原来的台账里改正，再备份一次。"
    )


def _go_on_numbering(target: Connection, table: sa.Table) -> None:
    """PostgreSQL counts by itself only from the number it is told."""
    column = table.autoincrement_column
    if column is None or target.dialect.name != "postgresql":
        return
    last = target.scalar(sa.select(sa.func.max(column)))
    if last is not None:
        target.execute(sa.select(sa.func.setval(sa.func.pg_get_serial_sequence(table.name, column.name), last)))
