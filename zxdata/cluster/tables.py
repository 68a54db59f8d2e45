"""One version's tables on the cluster, asked in DuckDB's words."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

import pyarrow as pa

from zxdata.cluster import shipped
from zxdata.cluster.failures import in_words
from zxdata.cluster.pruning import Divisions
from zxdata.cluster.sessions import Sessions
from zxdata.cluster.transpiling import Orders, Transpiler


class ClusterTables:
    """The tables under ``folder``: one folder of Parquet a table, as ``schema`` (table → column → type) describes them, in it a
    folder a part where ``parts`` (table → level) says so."""

    def __init__(
        self,
        sessions: Sessions,
        folder: Path,
        schema: Mapping[str, Mapping[str, str]],
        orders: Orders,
        parts: Mapping[str, str] | None = None,
    ) -> None:
        self._sessions, self._place, self._schema = sessions, folder, schema
        # Other warehouses may have a version of this name, and a session knows one view by a name.
        self._prefix = f"{folder.name.replace('-', '_')}_{crc32(bytes(folder.absolute())):08x}"
        self._files: tuple[Path, ...] = ()
        self._shipped: shipped.Answers = {}
        self._shipping: shipped.Answers | None = None
        self._transpiler = Transpiler(schema, self._view, orders, parts)
        self._divisions = Divisions(folder)
        self._laid: set[tuple[int, str]] = set()
        self._lock = threading.Lock()

    def ask(self, sql: str, values: tuple[Any, ...], tag: str) -> pa.Table:
        """What the statement gives; ``tag`` is by what it can be cancelled. What the version ships is answered without
        the cluster. Raises ClusterUnavailable, CockpitError."""
        key = shipped.key_of(sql, values)
        if (known := self._known(key)) is not None:
            return shipped.unpacked(known)
        found = self._asked(sql, values, tag)
        if self._shipping is not None:
            self._shipping[key] = shipped.packed(found)
        return found

    def _known(self, key: str) -> bytes | None:
        """An answer that came with the version, or was added to it since."""
        if key not in self._shipped and (files := shipped.files(self._place)) != self._files:
            self._files, self._shipped = files, shipped.read(files)
        return self._shipped.get(key)

    def ships(self, day: date) -> bool:
        """Whether what pages open with on the day is there."""
        return shipped.file_of(self._place, day).exists()

    @contextmanager
    def shipping(self, day: date) -> Iterator[shipped.Answers]:
        """All that is asked meanwhile is shipped with the version; nothing where it breaks off."""
        self._shipping = {}
        try:
            yield self._shipping
            shipped.write(self._shipping, shipped.file_of(self._place, day))
        finally:
            self._shipping = None

    def _asked(self, sql: str, values: tuple[Any, ...], tag: str) -> pa.Table:
        with in_words(self._sessions, sql):
            statement = self._transpiler.statement(sql, values)
            session = self._sessions.session()
            self._lay(session, statement.tables)
            given: dict[str, Any] = {f"p{n}": _given(value) for n, value in enumerate(values, 1)}
            given |= {within.name: self._divisions.parts(within, values) for within in statement.within}
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
                files = session.read.schema(columns).parquet(f"{self._place.absolute().as_uri()}/{table}")
                files.createOrReplaceTempView(self._view(table))
                self._laid.add(key)


def _given(value: Any) -> Any:
    """A day in letters, as the statement casts it: the driver does not know the first years of our era."""
    return value.isoformat() if isinstance(value, date) else value
