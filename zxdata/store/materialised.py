"""Tables in memory beside a version: what is asked again and again of every case, worked out once."""

from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from itertools import count
from threading import Lock
from typing import Any

import duckdb
from sqlalchemy import Connection, Engine, Select, Table, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateTableAs, DropTable

CATALOG = "materialised"
ASKED = 3  # the first questions are soonest answered from the facts; a page asks more
A_QUESTION = 12_500
"""Rows that cost as much to lay out as one question saves by them: measured on a million voices (2.9 s and 0.04 s)."""
MOST = 24


class Materialised:
    """Named by key, bounded. Nobody waits for a table that another one is making: it is not there yet."""

    def __init__(self) -> None:
        self._lock, self._making = Lock(), Lock()
        self._asked: Counter[Hashable] = Counter()
        self._worthwhile: dict[Hashable, int] = {}
        self._tables: OrderedDict[Hashable, Table] = OrderedDict()
        self._numbers = count(1)

    def table(self, connection: Connection, key: Hashable, rows: Callable[[], Select[Any]]) -> Table | None:
        """The table with ``rows``, made when ``key`` is asked for the third time, of many rows when it has been asked for so
        often that a table from the start would have been worth its cost; None before, and where it cannot be made: the
        question is then answered from the facts. A deadline that breaks the making off is the question's."""
        found = self._found(key)
        if found is not None or self._asked[key] < ASKED:
            return found
        if key not in self._worthwhile:
            many = connection.scalar(select(func.count()).select_from(rows().subquery())) or 0
            self._worthwhile[key] = ASKED + many // A_QUESTION
        if self._asked[key] < self._worthwhile[key] or not self._making.acquire(blocking=False):
            return None
        try:
            if (found := self._found(key)) is not None:  # another one finished it just now
                return found
            made = self._make(connection, rows())
            if made is not None:
                with self._lock:
                    self._tables[key] = made
            return made
        finally:
            self._making.release()

    def trim(self, engine: Engine) -> None:
        """Let the longest unused beyond the bound go; for a moment in which nobody reads."""
        with self._lock:
            gone = [self._tables.popitem(last=False) for _ in range(len(self._tables) - MOST)]
        if gone:
            with engine.connect() as connection:
                for key, table in gone:
                    del self._asked[key], self._worthwhile[key]
                    with _spared():
                        connection.execute(DropTable(table))

    def _found(self, key: Hashable) -> Table | None:
        with self._lock:
            self._asked[key] += 1
            if key in self._tables:
                self._tables.move_to_end(key)
            return self._tables.get(key)

    def _make(self, connection: Connection, rows: Select[Any]) -> Table | None:
        creation = CreateTableAs(rows, f"materialised_{next(self._numbers)}", schema=f"{CATALOG}.main")
        table: Table | None = None
        with _spared():
            connection.execute(creation)
            table = creation.table
        with _spared():  # compressed, words are counted as fast as numbers; not while another connection writes
            connection.execute(text(f"checkpoint {CATALOG}"))
        return table


@contextmanager
def _spared() -> Iterator[None]:
    """What only saves time may fail: where others write, and where memory is short."""
    try:
        yield
    except DBAPIError as fault:
        if not isinstance(fault.orig, (duckdb.TransactionException, duckdb.OutOfMemoryException)):
            raise
