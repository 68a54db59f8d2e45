"""One version's tables on the cluster, asked in DuckDB's words."""

import threading
from typing import Any

import pyarrow as pa

from zxdata.cluster.failures import in_words
from zxdata.cluster.sessions import Sessions
from zxdata.cluster.transpiling import Transpiler


class ClusterTables:
    """The tables under ``folder``: one folder of Parquet a table, as ``schema`` (table → column → type) describes them."""

    def __init__(self, sessions: Sessions, folder: str, schema: dict[str, dict[str, str]]) -> None:
        self._sessions, self._folder, self._schema = sessions, folder, schema
        self._prefix = folder.rstrip("/").rpartition("/")[2].replace("-", "_")
        self._transpiler = Transpiler(schema, self._view)
        self._laid: set[tuple[int, str]] = set()
        self._lock = threading.Lock()

    def ask(self, sql: str, values: tuple[Any, ...], tag: str) -> pa.Table:
        """What the statement gives; ``tag`` is by what it can be cancelled. Raises ClusterUnavailable, CockpitError."""
        with in_words(self._sessions, sql):
            statement = self._transpiler.statement(sql, values)
            session = self._sessions.session()
            self._lay(session, statement.tables)
            given = {f"p{n}": value for n, value in enumerate(values, 1)}
            with self._sessions.tagged(session, tag):
                return session.sql(statement.text, args=given).toArrow()

    def cancel(self, tag: str) -> None:
        """Break off what is asked under the tag; nothing where nothing is."""
        self._sessions.cancel(tag)

    def _view(self, table: str) -> str:
        return f"{self._prefix}__{table}"

    def _lay(self, session: Any, tables: frozenset[str]) -> None:
        """Each table as a view of the session, once; its columns are known, so no file is read for it."""
        for table in sorted(tables):
            key = (self._sessions.number, table)
            with self._lock:
                if key in self._laid:
                    continue
                columns = ", ".join(f"`{name}` {kind}" for name, kind in self._schema[table].items())
                files = session.read.schema(columns).parquet(f"{self._folder}/{table}")
                files.createOrReplaceTempView(self._view(table))
                self._laid.add(key)
