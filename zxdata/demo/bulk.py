"""Rows into the ledger by the hundred thousand: the fastest way each database has, in one transaction."""

import io
from collections.abc import Callable
from datetime import date, datetime
from itertools import repeat
from time import perf_counter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from zxdata.ledger.instants import Instant, Stamp
from zxdata.ledger.tables import TABLES

# Called as it goes: dataset, its rows so far, rows a second since the start.
Progress = Callable[[str, int, float], None]
# Column → values in the ledger's order; dates and moments as the text SQLite stores.
Columns = dict[str, Any]
Values = dict[str, list[Any]]


class Bulk:
    """Writes columns of one source into the ledger's tables and counts the rows of each."""

    def __init__(self, connection: Connection, source: str, written_at: datetime, progress: Progress | None) -> None:
        self.connection, self.source, self.written_at = connection, source, written_at
        self.progress, self.started = progress, perf_counter()
        self.rows: dict[str, int] = {}

    def write(self, dataset: str, columns: Columns, source: str = "") -> None:
        values = {name: v.tolist() if isinstance(v, np.ndarray) else list(v) for name, v in columns.items()}
        count = len(next(iter(values.values())))
        if count:
            fastest = {"sqlite": self._executemany, "postgresql": self._copy}
            into = fastest.get(self.connection.dialect.name, self._insert)
            into(TABLES[dataset], values, source or self.source)
        self.rows[dataset] = self.rows.get(dataset, 0) + count
        if self.progress:
            written = sum(self.rows.values())
            self.progress(dataset, self.rows[dataset], written / max(perf_counter() - self.started, 1e-9))

    def _executemany(self, table: sa.Table, values: Values, source: str) -> None:
        # The values are stored text already: binding them through the types would cost more than the insert.
        dialect = self.connection.dialect
        stamp = Stamp().process_bind_param(self.written_at, dialect)
        names = [column.name for column in table.columns if column.name in values]
        insert = table.insert().inline().compile(dialect=dialect, column_keys=[*names, "source", "changed_at"])
        rows = zip(*(values[name] for name in names), repeat(source), repeat(stamp), strict=False)
        self.connection.exec_driver_sql(str(insert), list(rows))

    def _copy(self, table: sa.Table, values: Values, source: str) -> None:
        count = len(next(iter(values.values())))
        stamped = values | {"source": [source] * count, "changed_at": [self.written_at.isoformat()] * count}
        lines = io.BytesIO()
        pa.csv.write_csv(pa.table(stamped), lines, pa.csv.WriteOptions(include_header=False))
        quote = self.connection.dialect.identifier_preparer.quote
        into = f"COPY {quote(table.name)} ({', '.join(map(quote, stamped))}) FROM STDIN WITH (FORMAT csv)"
        driver: Any = self.connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(into) as copy:
            copy.write(lines.getbuffer())

    def _insert(self, table: sa.Table, values: Values, source: str) -> None:
        typed = {name: list(map(_reader(table.c[name]), column)) for name, column in values.items()}
        marks = {"source": source, "changed_at": self.written_at}
        rows = [dict(zip(typed, row, strict=True)) | marks for row in zip(*typed.values(), strict=True)]
        self.connection.execute(table.insert(), rows)


def _reader(column: sa.Column[Any]) -> Callable[[Any], Any]:
    """From stored text to what the column's type takes."""
    if isinstance(column.type, sa.Date):
        return lambda text: text and date.fromisoformat(text)
    if isinstance(column.type, Instant):
        return lambda text: text and datetime.fromisoformat(text)
    return lambda value: value
