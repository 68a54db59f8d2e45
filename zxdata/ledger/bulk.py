"""Many rows into one table, by the fastest way the database has: COPY in PostgreSQL, one prepared statement in SQLite."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

import sqlalchemy as sa
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
    if connection.dialect.name == "sqlite":
        _prepared(connection, table, tuple(first), chain((first,), left))
        return
    for some in batches(chain((first,), left)):
        connection.execute(table.insert(), some)


def _prepared(
    connection: Connection, table: sa.Table, names: tuple[str, ...], rows: Iterable[Mapping[str, Any]]
) -> None:
    statement = table.insert().compile(dialect=connection.dialect, column_keys=names)
    order = tuple(statement.positiontup or names)
    for some in batches(_bound(connection, table, order, rows)):
        connection.exec_driver_sql(str(statement), some)


def _copy(connection: Connection, table: sa.Table, names: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> None:
    from psycopg import sql  # a ledger in SQLite needs no driver of PostgreSQL

    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    asked = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(asked) as copy:
        for row in _bound(connection, table, names, rows):
            copy.write_row(row)


def _bound(
    connection: Connection, table: sa.Table, names: tuple[str, ...], rows: Iterable[Mapping[str, Any]]
) -> Iterator[tuple[Any, ...]]:
    """The rows' values in that order, as the database's driver takes them."""
    dialect = connection.dialect
    processors = [(n, table.c[n].type.dialect_impl(dialect).bind_processor(dialect)) for n in names]
    for row in rows:
        yield tuple([bound(row[name]) if bound else row[name] for name, bound in processors])
