"""One view's look at one version: all its questions see the same moment of the ledger."""

import threading
import warnings
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf
from typing import Any, TypeVar

import pandas as pd
import pyarrow as pa
from sqlalchemy import Connection, Select, func, select
from sqlalchemy.sql.util import find_tables

from zxdata.filters import Scope
from zxdata.records import Records, Row
from zxdata.store.codes import Coded
from zxdata.store.failures import in_words
from zxdata.store.version import Version

Answer = TypeVar("Answer")
warnings.filterwarnings("ignore", "Arrow output on a DB-API result")  # the copy it warns of is of some thousand rows


@dataclass(frozen=True, eq=False)
class Reading:
    """One view's look at one version. All its questions see the same moment of the ledger."""

    version: Version
    scope: Scope
    connection: Connection
    found: dict[Hashable, Any] = field(default_factory=dict)

    def rows(self, question: Select[*tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        with in_words(self.version):
            # The driver's own tuples: the snapshot needs no conversion, and thousands of Row objects cost more than it.
            return list(self.connection.execute(question).cursor.fetchall())

    def columns(self, question: Select[*tuple[Any, ...]]) -> pa.Table:
        """The same by columns: where there are thousands of rows, making a tuple of each would cost the most."""
        with in_words(self.version):
            return self.connection.execute(question).cursor.to_arrow_reader().read_all()

    def records(self, kind: type[Row], question: Select[*tuple[Any, ...]]) -> Records[Row]:
        """The same as rows of ``kind``. Raises ValueError where the question's columns are not its fields in order."""
        asked = tuple(c.name for c in question.selected_columns)
        if asked != kind._fields:
            raise ValueError(f"{kind.__name__} has the fields {kind._fields}, but {asked} are asked for")
        return Records(kind, tuple(map(kind._make, self.rows(question))))

    def frame(self, question: Select[*tuple[Any, ...]]) -> pd.DataFrame:
        return pd.DataFrame(self.rows(question), columns=[c.name for c in question.selected_columns])

    def once(self, question: Hashable, answer: Callable[[], Answer]) -> Answer:
        """What ``answer`` gives, made once for all who ask this of the version under the same scope."""
        return self.version.answers.get(self.version.name, (self.scope, question), answer)

    def meanwhile(self, question: Hashable, answer: Callable[[], Answer]) -> Answer:
        """What ``answer`` gives, made once for as long as the reading lasts; for each scope, should it be asked under
        another one."""
        key = (self.scope, question)
        if key not in self.found:
            self.found[key] = answer()
        found: Answer = self.found[key]
        return found

    def materialised(self, key: Hashable, rows: Callable[[], Select[Any]]) -> Coded | None:
        """``rows`` as codes in memory, whatever the scope, once ``key`` has been asked for often enough; none beside a
        cluster."""
        if self.version.tables is not None:
            return None
        return self.version.materialised.coded(
            key,
            lambda: self._most(rows()),
            lambda: int(self.rows(select(func.count()).select_from(rows().subquery()))[0][0]),
            lambda: self.columns(rows()),
        )

    def _most(self, rows: Select[Any]) -> float:
        """The rows of the biggest table that they are of."""
        return max(self.version.heights.get(table.name, inf) for table in find_tables(rows))


@contextmanager
def deadline(connection: Connection, seconds: float) -> Iterator[None]:
    """Whatever the connection is doing when ``seconds`` have passed is broken off."""
    driver: Any = connection.connection.driver_connection
    over, lock = threading.Event(), threading.Lock()

    def stop() -> None:
        with lock:
            if not over.is_set():
                driver.interrupt()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            over.set()
        timer.cancel()
