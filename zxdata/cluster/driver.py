"""Spark as a database driver: a connection and a cursor as SQLAlchemy asks of one, over statements for DuckDB."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from zxdata.errors import TooSlow

if TYPE_CHECKING:
    from zxdata.cluster.tables import ClusterTables

_NUMBERS = count(1)
_AGAIN_SECONDS = 0.2


class Connection:
    """One reader's way to the tables of a version. What it asks can be broken off from another thread."""

    notices: tuple[str, ...] = ()

    def __init__(self, tables: "ClusterTables") -> None:
        self._tables, self._tag = tables, f"reading-{next(_NUMBERS)}"
        self._idle, self._stopped = threading.Event(), threading.Event()
        self._idle.set()

    def cursor(self) -> "Cursor":
        return Cursor(self)

    def interrupt(self) -> None:
        """Break off what is being asked; a statement that is still planned has no job to cancel, so again until it ends."""
        self._stopped.set()
        self._tables.cancel(self._tag)
        while not self._idle.wait(_AGAIN_SECONDS):
            self._tables.cancel(self._tag)

    def ask(self, sql: str, values: tuple[Any, ...]) -> pa.Table:
        """Raises TooSlow where it was broken off, ClusterUnavailable where the cluster is out of reach."""
        with self._asking():
            return self._tables.ask(sql, values, self._tag)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        self._stopped.clear()
        self._idle.clear()
        try:
            yield
        except Exception as fault:
            if self._stopped.is_set():
                raise TooSlow("这个问题算得太久，已停止。请缩小期间或区划再试。") from fault
            raise
        finally:
            self._idle.set()

    def commit(self) -> None:
        """Nothing: a published version never changes."""

    rollback = close = commit


class Cursor:
    """The answer to one statement, by rows or by columns."""

    arraysize = 1
    rowcount = -1

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._found = pa.table({})

    @property
    def description(self) -> list[tuple[Any, ...]]:
        return [(field.name, None, None, None, None, None, None) for field in self._found.schema]

    def execute(self, sql: str, values: Sequence[Any] = ()) -> None:
        self._found = self.connection.ask(sql, tuple(values))

    def fetchall(self) -> list[tuple[Any, ...]]:
        return list(zip(*(column.to_pylist() for column in self._found.columns), strict=True))

    def to_arrow_reader(self) -> pa.RecordBatchReader:
        return self._found.to_reader()

    def close(self) -> None:
        self._found = pa.table({})
