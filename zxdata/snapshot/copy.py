"""Ledger → typed temporary tables ``l_<dataset>`` in DuckDB, through Arrow, in one consistent read.

Everything crosses as text and is typed here: the SQLite driver guesses a column's type from its first rows
and dies on a later surprise, and a cell that cannot be read must become empty and be counted, not stop the copy.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import adbc_driver_manager as adbc
import duckdb
import pyarrow as pa
from sqlalchemy import Engine

from zxdata.datasets import BY_NAME, DATASETS, Dataset
from zxdata.errors import LedgerUnavailable
from zxdata.ledger.engine import CONNECT_SECONDS, STATEMENT_SECONDS, reads_only, sqlite_file
from zxdata.ledger.failures import place
from zxdata.ledger.supplied import supplied

_ROWS_A_BATCH = 16_384
_SUPPLIED = "'只读接入'"  # the source of rows whose database does not say
Present = frozenset[str] | None
# A silent network ends the read, as it does every other wait on the ledger.
# fmt: off
_WAITS = {"connect_timeout": str(CONNECT_SECONDS), "tcp_user_timeout": str(STATEMENT_SECONDS * 1000),
          "keepalives_idle": "5", "keepalives_interval": "3", "keepalives_count": "3"}
# fmt: on


def copy_ledger(engine: Engine, target: duckdb.DuckDBPyConnection, zone: str) -> dict[str, int]:
    """Copy every dataset; returns rows a dataset. Raises LedgerUnavailable where the ledger breaks off.

    An instant becomes ``on_day`` (the local day, if named ``occurred_at``) and ``clock`` (local clock time).
    ``misread`` holds the Chinese headers of the cells in a row that could not be read as their kind.
    """
    rows: dict[str, int] = {}
    known = supplied(engine) if reads_only(engine) else None
    target.execute(f"set timezone = '{zone}'")  # a stamp without an offset is local; all become local clock time
    try:
        with _cursor(engine, zone) as open_reader:
            for dataset in DATASETS:
                present = known.get(dataset.name, frozenset()) if known is not None else None
                target.register("arriving", open_reader(dataset, present))
                target.execute(f"create temp table l_{dataset.name} as {_typed(dataset)}")
                target.unregister("arriving")
                rows[dataset.name] = target.execute(f"select count(*) from l_{dataset.name}").fetchall()[0][0]
    except duckdb.IOException:
        raise  # of the snapshot's own disk
    except (adbc.Error, duckdb.Error, pa.ArrowException) as fault:
        raise LedgerUnavailable(f"共享数据库 {place(engine)} 没有读完，数据快照仍是上一版。") from fault
    return rows


def copy_own(own: Engine, target: duckdb.DuckDBPyConnection, zone: str) -> None:
    """Add the register of reminders that the cockpit keeps beside a ledger it only reads. Raises LedgerUnavailable."""
    dataset = BY_NAME["reminders"]
    try:
        with _cursor(own, zone) as open_reader:
            target.register("arriving", open_reader(dataset, None))
            target.execute(f"insert into l_{dataset.name} {_typed(dataset)}")
            target.unregister("arriving")
    except (adbc.Error, duckdb.Error, pa.ArrowException) as fault:
        raise LedgerUnavailable(f"驾驶舱自己的数据库 {place(own)} 没有读完，数据快照仍是上一版。") from fault


@contextmanager
def _cursor(engine: Engine, zone: str) -> Iterator[Any]:
    """Yields a function dataset, columns that are there (None: all) → Arrow reader or table of text columns; all see the
    same moment."""
    address = engine.url
    if address.get_backend_name() == "sqlite" and (file := sqlite_file(address)):
        import adbc_driver_sqlite.dbapi as sqlite

        with sqlite.connect(f"file:{file}?mode=ro") as source, source.cursor() as cursor:
            cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": _ROWS_A_BATCH})
            yield lambda dataset, present: _from_adbc(cursor, dataset, present, sentinel=True)
    elif address.get_backend_name() == "postgresql":
        import adbc_driver_postgresql.dbapi as postgresql

        address = address.set(drivername="postgresql").update_query_dict(_WAITS)
        plain = address.render_as_string(hide_password=False)
        with postgresql.connect(plain) as source, source.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read read only")
            cursor.execute(f"set local timezone = '{zone}'")
            yield lambda dataset, present: _from_adbc(cursor, dataset, present, sentinel=False)
    else:
        with engine.connect() as connection:
            yield lambda dataset, present: _from_any(connection, dataset, present)


def _from_adbc(cursor: Any, dataset: Dataset, present: Present, *, sentinel: bool) -> pa.RecordBatchReader:
    names = _names(dataset)
    # Named with its table, a column that is not there is an error; alone, SQLite takes its quoted name for a text.
    columns = ", ".join(_selected(dataset, n, present) for n in names)
    # A first row of texts fixes the SQLite driver's guess at text for every column.
    lead = "select " + ", ".join(f"'' as \"{n}\"" for n in names) + " union all " if sentinel else ""
    cursor.execute(f"{lead}select {columns}{_place(dataset, present)}")
    return cursor.fetch_record_batch()


def _selected(dataset: Dataset, name: str, present: Present) -> str:
    if present is None or name in present:
        return f'cast({dataset.name}."{name}" as text) as "{name}"'
    return f'cast({_SUPPLIED if name == "source" else "null"} as text) as "{name}"'


def _place(dataset: Dataset, present: Present) -> str:
    return f" from {dataset.name}" if present is None or present else " where 1 = 0"


def _from_any(connection: Any, dataset: Dataset, present: Present) -> pa.Table:
    """Any other SQLAlchemy database: slower, the same result. Read here and now, in the thread that it belongs to."""
    names = _names(dataset)
    schema = pa.schema([(n, pa.string()) for n in names])
    wanted = ", ".join(names if present is None else [_selected(dataset, n, present) for n in names])
    result = connection.exec_driver_sql(f"select {wanted}{_place(dataset, present)}")
    batches = []
    while rows := result.fetchmany(_ROWS_A_BATCH):
        columns = [[None if v is None else str(v) for v in column] for column in zip(*rows, strict=True)]
        batches.append(pa.RecordBatch.from_arrays([pa.array(c, pa.string()) for c in columns], schema=schema))
    return pa.Table.from_batches(batches, schema)


def _names(dataset: Dataset) -> list[str]:
    return [c.name for c in dataset.columns] + ["source", "changed_at"]


_KINDS = {"date": "date", "number": "double", "integer": "bigint", "flag": "boolean", "instant": "timestamptz"}


def _typed(dataset: Dataset) -> str:
    """The arriving texts in their kinds; each is converted once, and beside it stands whether that failed."""
    shown, converted, unread = [], [], []
    for column in dataset.columns:
        name, typed = column.name, f'"typed {column.name}"'
        if kind := _KINDS.get(column.kind):
            converted.append(f'try_cast("{name}" as {kind}) as {typed}')
            unread.append((f"{typed} is null and trim(\"{name}\") <> ''", column.header))
        if column.kind == "instant":
            shown += [f"{typed}::timestamp as clock", f"{typed}::timestamp::date as on_day"]
        elif kind:
            shown.append(f'{typed} as "{name}"')
        elif column.kind == "choice":
            shown.append(f'nullif(trim("{name}"), \'\') as "{name}"')
        else:
            shown.append(f'nullif("{name}", \'\') as "{name}"')
    misread = "null::varchar"
    if unread:
        headers = ", ".join(f"case when {failed} then '{header}' end" for failed, header in unread)
        misread = f"case when {' or '.join(failed for failed, _ in unread)} then concat_ws('、', {headers}) end"
    key = next(c.name for c in dataset.columns if c.required)
    return (
        f"select {', '.join(shown)}, source, changed_at, {misread} as misread "
        f"from (select {', '.join(['*', *converted])} from arriving where \"{key}\" <> '')"
    )
