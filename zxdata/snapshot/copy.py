"""Ledger → typed temporary tables ``l_<dataset>`` in DuckDB, through Arrow, in one consistent read.

Everything crosses as text and is typed here: the SQLite driver guesses a column's type from its first rows
and dies on a later surprise, and a cell that cannot be read must become empty and be counted, not stop the copy.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa
from adbc_driver_manager import dbapi
from sqlalchemy import Engine

from zxdata.datasets import DATASETS, Column, Dataset
from zxdata.ledger.engine import sqlite_file

_ROWS_A_BATCH = 50_000


def copy_ledger(engine: Engine, target: duckdb.DuckDBPyConnection, zone: str) -> dict[str, int]:
    """Copy every dataset; returns rows a dataset.

    An instant becomes ``on_day`` (the local day, if named ``occurred_at``) and ``clock`` (local clock time).
    ``misread`` holds the Chinese headers of the cells in a row that could not be read as their kind.
    """
    rows: dict[str, int] = {}
    with _cursor(engine, zone) as open_reader:
        for dataset in DATASETS:
            arriving = open_reader(dataset)  # noqa: F841 — DuckDB finds it by this name
            target.execute(f"create temp table l_{dataset.name} as {_typed(dataset, zone)}")
            rows[dataset.name] = target.execute(f"select count(*) from l_{dataset.name}").fetchall()[0][0]
    return rows


@contextmanager
def _cursor(engine: Engine, zone: str) -> Iterator[Any]:
    """Yields a function dataset → Arrow reader of text columns; all readers see the same moment."""
    address = engine.url
    if address.get_backend_name() == "sqlite" and (file := sqlite_file(address)):
        import adbc_driver_sqlite.dbapi as sqlite

        with sqlite.connect(f"file:{file}?mode=ro") as source, source.cursor() as cursor:
            yield lambda dataset: _from_adbc(cursor, dataset, "text", sentinel=True)
    elif address.get_backend_name() == "postgresql":
        import adbc_driver_postgresql.dbapi as postgresql

        plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
        with postgresql.connect(plain) as source, source.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read read only")
            cursor.execute(f"set local timezone = '{zone}'")
            yield lambda dataset: _from_adbc(cursor, dataset, "text", sentinel=False)
    else:
        with engine.connect() as connection:
            yield lambda dataset: _from_any(connection, dataset)


def _from_adbc(cursor: dbapi.Cursor, dataset: Dataset, kind: str, *, sentinel: bool) -> pa.RecordBatchReader:
    names = _names(dataset)
    columns = ", ".join(f'cast("{n}" as {kind}) as "{n}"' for n in names)
    # A first row of texts fixes the SQLite driver's guess at text for every column.
    lead = "select " + ", ".join(f"'' as \"{n}\"" for n in names) + " union all " if sentinel else ""
    cursor.execute(f"{lead}select {columns} from {dataset.name}")
    return cursor.fetch_record_batch()


def _from_any(connection: Any, dataset: Dataset) -> pa.RecordBatchReader:
    """Any other SQLAlchemy database: slower, the same result."""
    names = _names(dataset)
    schema = pa.schema([(n, pa.string()) for n in names])
    result = connection.exec_driver_sql(f"select {', '.join(names)} from {dataset.name}")

    def batches() -> Iterator[pa.RecordBatch]:
        while rows := result.fetchmany(_ROWS_A_BATCH):
            columns = [[None if v is None else str(v) for v in column] for column in zip(*rows, strict=True)]
            yield pa.RecordBatch.from_arrays([pa.array(c, pa.string()) for c in columns], schema=schema)

    return pa.RecordBatchReader.from_batches(schema, batches())


def _names(dataset: Dataset) -> list[str]:
    return [c.name for c in dataset.columns] + ["source", "changed_at"]


def _typed(dataset: Dataset, zone: str) -> str:
    shown, unread = [], []
    for column in dataset.columns:
        given = f"nullif(trim(\"{column.name}\"), '')"
        if column.kind == "instant":
            shown += [f"{_local(given, zone)} as clock", f"cast({_local(given, zone)} as date) as on_day"]
            unread.append(_unread(column, given, _local(given, zone)))
        elif kind := {"date": "date", "number": "double", "integer": "bigint", "flag": "boolean"}.get(column.kind):
            shown.append(f'try_cast({given} as {kind}) as "{column.name}"')
            unread.append(_unread(column, given, f"try_cast({given} as {kind})"))
        else:
            shown.append(f'{given} as "{column.name}"')
    misread = f"nullif(concat_ws('、', {', '.join(unread)}), '')" if unread else "null::varchar"
    key = next(c for c in dataset.columns if c.required)
    changed = _local("changed_at", zone)
    return (
        f"select {', '.join(shown)}, source, {changed} as changed_at, {misread} as misread "
        f"from arriving where \"{key.name}\" <> ''"
    )


def _unread(column: Column, given: str, typed: str) -> str:
    return f"case when {given} is not null and {typed} is null then '{column.header}' end"


def _local(given: str, zone: str) -> str:
    """A stamp's local clock time; without an offset it is local already."""
    return (
        f"case when length({given}) <= 19 or regexp_matches({given}, '^[0-9 :T.-]*$') and length({given}) < 24 "
        f"then try_cast({given} as timestamp) "
        f"else try_cast({given} as timestamptz) at time zone '{zone}' end"
    )
