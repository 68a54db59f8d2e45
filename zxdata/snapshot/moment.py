"""The ledger at one moment, for reading: whatever is asked of it, all answers are of the same state.

Rows cross as texts in Arrow: the SQLite driver guesses a column's type from its first rows and dies on a later surprise.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa
from sqlalchemy import Engine

from zxdata.datasets import Dataset
from zxdata.ledger.engine import CONNECT_SECONDS, STATEMENT_SECONDS, sqlite_file

_ROWS_A_BATCH = 16_384
_SUPPLIED = "'只读接入'"  # the source of rows whose database does not say
_SIZES = {
    "sqlite": ("page_count * page_size", "from pragma_page_count(), pragma_page_size()"),
    "postgresql": ("pg_database_size(current_database())", ""),
}
Present = frozenset[str] | None
# A silent network ends the read, as it does every other wait on the ledger.
# fmt: off
_WAITS = {"connect_timeout": str(CONNECT_SECONDS), "tcp_user_timeout": str(STATEMENT_SECONDS * 1000),
          "keepalives_idle": "5", "keepalives_interval": "3", "keepalives_count": "3"}
# fmt: on


class Source(Protocol):
    """What gives a dataset's rows as columns of text: a moment of the ledger, or the cluster's own way to it."""

    def rows(self, dataset: Dataset, present: Present = None, where: str = "") -> Any: ...

    def empty(self, datasets: Collection[str]) -> frozenset[str]: ...


@dataclass(frozen=True)
class Moment:
    """kind: sqlite, postgresql, or nothing for any other database, which can only be read whole. A name → its SQL, and what follows
    the SELECT, become Arrow columns of text."""

    kind: str
    _read: Callable[[Mapping[str, str], str], Any]

    def rows(self, dataset: Dataset, present: Present = None, where: str = "") -> Any:
        """A dataset's rows; of the columns ``present`` (None: all), empty ones for the others."""
        columns = {name: _selected(dataset, name, present) for name in names(dataset)}
        there = present is None or present
        return self._read(
            columns, f"from {dataset.name}{f' where {where}' if where else ''}" if there else "where 1 = 0"
        )

    def empty(self, datasets: Collection[str]) -> frozenset[str]:
        """Those without a row, in one question; none where the database may not know how to tell."""
        if not self.kind or not datasets:
            return frozenset()
        found = self.told({name: f"case when exists (select 1 from {name}) then 1 end" for name in datasets}, "")[0]
        return frozenset(name for name, there in found.items() if there is None)

    def size(self) -> int | None:
        """Bytes of the whole database; None where it may not know how to tell."""
        if self.kind not in _SIZES:
            return None
        return int(self.told({"n": _SIZES[self.kind][0]}, _SIZES[self.kind][1])[0]["n"] or 0)

    def ask(self, columns: Mapping[str, str], rest: str) -> Any:
        """What any question comes to."""
        return self._read(columns, rest)

    def told(self, columns: Mapping[str, str], rest: str) -> list[dict[str, str | None]]:
        """The same as rows of Python."""
        found = self._read(columns, rest)
        table = found.read_all() if isinstance(found, pa.RecordBatchReader) else found
        rows: list[dict[str, str | None]] = table.to_pylist()
        return rows[1:] if self.kind == "sqlite" else rows


@contextmanager
def moment(engine: Engine, zone: str) -> Iterator[Moment]:
    """Open one, with stamps in the local time of the zone where the database knows zones."""
    address = engine.url
    if address.get_backend_name() == "sqlite" and (file := sqlite_file(address)):
        import adbc_driver_sqlite.dbapi as sqlite

        with sqlite.connect(f"file:{file}?mode=ro") as source, source.cursor() as cursor:
            cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": _ROWS_A_BATCH})
            yield Moment("sqlite", lambda columns, rest: _by_adbc(cursor, columns, rest, sentinel=True))
    elif address.get_backend_name() == "postgresql":
        import adbc_driver_postgresql.dbapi as postgresql

        address = address.set(drivername="postgresql").update_query_dict(_WAITS)
        plain = address.render_as_string(hide_password=False)
        with postgresql.connect(plain) as source, source.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read read only")
            cursor.execute(f"set local timezone = '{zone}'")
            yield Moment("postgresql", lambda columns, rest: _by_adbc(cursor, columns, rest, sentinel=False))
    else:
        level = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "mysql" else {}
        with engine.connect().execution_options(stream_results=True, **level) as connection:
            yield Moment("", lambda columns, rest: _by_any(connection, columns, rest))


def names(dataset: Dataset) -> list[str]:
    """The columns that cross."""
    return [c.name for c in dataset.columns] + ["source", "changed_at"]


def _selected(dataset: Dataset, name: str, present: Present) -> str:
    # Named with its table, a column that is not there is an error; alone, SQLite takes its quoted name for a text.
    if present is None or name in present:
        return f"{dataset.name}.{name}"
    return _SUPPLIED if name == "source" else "null"


def _by_adbc(cursor: Any, columns: Mapping[str, str], rest: str, *, sentinel: bool) -> pa.RecordBatchReader:
    asked = ", ".join(f'cast({text} as text) as "{name}"' for name, text in columns.items())
    # A first row of texts fixes the SQLite driver's guess at text for every column.
    lead = "select " + ", ".join(f"'' as \"{n}\"" for n in columns) + " union all " if sentinel else ""
    cursor.execute(f"{lead}select {asked} {rest}")
    return cursor.fetch_record_batch()


def _by_any(connection: Any, columns: Mapping[str, str], rest: str) -> pa.Table:
    """Any other SQLAlchemy database: slower, the same result. Read here and now, in the thread that it belongs to."""
    schema = pa.schema([(n, pa.string()) for n in columns])
    quoted = connection.dialect.identifier_preparer.quote_identifier
    asked = ", ".join(f"{text} as {quoted(name)}" for name, text in columns.items())
    result = connection.exec_driver_sql(f"select {asked} {rest}")
    batches = []
    while rows := result.fetchmany(_ROWS_A_BATCH):
        cells = [[None if v is None else str(v) for v in column] for column in zip(*rows, strict=True)]
        batches.append(pa.RecordBatch.from_arrays([pa.array(c, pa.string()) for c in cells], schema=schema))
    return pa.Table.from_batches(batches, schema)
