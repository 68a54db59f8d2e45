"""Many rows into one table, by the fastest way the database has: COPY in PostgreSQL."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

import sqlalchemy as sa
from psycopg import sql
from sqlalchemy.engine import Connection

from zxdata.ledger.keyed import batches


def insert_all(connection: Connection, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns, within the connection's transaction."""
    left = iter(rows)
    first = next(left, None)
    if first is None:
        return
    if connection.dialect.name == "postgresql":
        _copy(connection, table, tuple(first), chain((first,), left))
        return
    for some in batches(chain((first,), left)):
        connection.execute(table.insert(), some)


def _copy(connection: Connection, table: sa.Table, names: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> None:
    dialect = connection.dialect
    types = [table.c[name].type.dialect_impl(dialect) for name in names]
    readers = [kind.bind_processor(dialect) for kind in types]
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    asked = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(asked) as copy:
        for row in rows:
            copy.write_row([read(row[name]) if read else row[name] for name, read in zip(names, readers, strict=True)])
