"""The tables of a version as the cluster makes them, asked in DuckDB's words like a DuckDB connection.

Beside it stands a DuckDB without rows: it says which columns, of which types, each statement makes. Spark fills them. Every
table is a folder of Parquet as soon as it is made, so that a machine lost later takes nothing with it.
"""

import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from zxdata.cluster.failures import in_words
from zxdata.cluster.folders import Folders
from zxdata.cluster.sessions import Sessions
from zxdata.cluster.statements import Words, in_spark
from zxdata.cluster.warehouse import spark_type
from zxdata.errors import CockpitError

_HEAD = re.compile(
    r"(?:create (?:or replace )?(?P<temp>temp )?(?P<kind>table|view|type|macro)|(?P<verb>insert into|delete from|drop table))"
    r" \"?(?P<name>\w+)\"?(?P<rest>.*)",
    re.DOTALL,
)
STATEMENT_SECONDS = 3600.0
_SAID = ("select", "with", "from")


class Building:
    """Statements that make tables under ``folder``; ``file`` (attached as ``snapshot``) has their columns and no rows."""

    def __init__(
        self, sessions: Sessions, folder: Path, shadow: duckdb.DuckDBPyConnection, variables: Mapping[str, str]
    ) -> None:
        self._sessions, self._shadow = sessions, shadow
        self.session = sessions.session()
        self._words = Words(variables=dict(variables))
        self._tables = Folders(self.session, folder)
        self._tag = f"building-{folder.name}"
        self._rows: Iterator[tuple[Any, ...]] = iter(())
        self.description: list[tuple[Any, ...]] = []

    # What a DuckDB connection is asked to do.

    def execute(self, sql: str | duckdb.Statement, values: Sequence[Any] = ()) -> "Building":
        """Raises ClusterUnavailable, CockpitError."""
        for statement in self._shadow.extract_statements(sql) if isinstance(sql, str) else [sql]:
            text = re.sub(r"--[^\n]*", "", statement.query).strip().rstrip(";")
            with in_words(self._sessions, text), self._within(STATEMENT_SECONDS):
                self._run(text, list(values))
        return self

    @contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        """Raises CockpitError where a statement does not end: a cluster without workers waits for them for ever."""
        over = threading.Event()

        def stop() -> None:
            over.set()
            self._sessions.cancel(self._tag)

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            with self._sessions.tagged(self.session, self._tag):
                yield
        except Exception as fault:
            if over.is_set():
                raise CockpitError(
                    f"Spark 集群 {self._sessions.address} {seconds / 60:g} 分钟没有做完建数据快照的一步，已停止，仍是上一版；"
                    "请检查工作机是否都在、资源够不够。"
                ) from fault
            raise
        finally:
            timer.cancel()

    def cursor(self) -> "Building":
        return self

    def fetchall(self) -> list[tuple[Any, ...]]:
        return list(self._rows)

    def fetchmany(self, most: int) -> list[tuple[Any, ...]]:
        return list(islice(self._rows, most))

    def register(self, name: str, rows: Any) -> None:
        """Rows of Arrow, whole or in batches, or the cluster's own, as a table until ``unregister``."""
        if (reader := _reader(rows)) is None:
            texts = dict.fromkeys(rows.columns, "STRING")
            self._shadow.register(name, pa.table({column: pa.array([], pa.string()) for column in texts}))
            self._tables.show(name, rows, texts, temp=True)
        else:
            self._shadow.register(name, reader.schema.empty_table())
            self._tables.lay(name, reader, self._columns(name), temp=True)

    def unregister(self, name: str) -> None:
        self._shadow.unregister(name)
        self._tables.drop(name)

    def frame(self, rows: Any) -> Any:
        """Rows of Arrow as the cluster's own."""
        if (reader := _reader(rows)) is None:
            return rows
        return self.session.read.parquet(self._tables.written("rows", reader).absolute().as_uri())

    # What is there when all is made.

    def fetched(self, name: str) -> pa.Table:
        """All of a table that is small."""
        return self._tables.rows(name).toArrow()

    def adopt(self, name: str, rows: pa.Table) -> None:
        """A table made in DuckDB, of the version like the others."""
        self._tables.lay(name, rows.to_reader(), self._columns(f"snapshot.main.{name}"), temp=False)

    @property
    def schema(self) -> dict[str, dict[str, str]]:
        """Table → column → type of Spark, without what was only needed meanwhile."""
        return self._tables.schema

    @property
    def orders(self) -> dict[str, tuple[str, ...]]:
        return self._words.orders

    @property
    def parts(self) -> dict[str, str]:
        """Table → the level of the divisions after which its parts are named, of those that are in parts."""
        return self._tables.parts

    def finish(self) -> None:
        """Each table under its own name in the folder; what was only needed meanwhile goes."""
        self._tables.finish()

    def _run(self, text: str, values: list[Any]) -> None:
        found = _HEAD.match(text)
        if found is None:
            assert text.lower().startswith(_SAID), text
            self._ask(text, values)
            return
        kind, name, temp, rest = found["kind"] or found["verb"], found["name"], bool(found["temp"]), found["rest"]
        if kind == "type":
            self._enumerate(name, rest)
        elif kind == "delete from":
            self._delete(name, rest)
        elif kind == "insert into":
            self._shadow.execute(text, values)
            self._insert(name, rest, values)
        elif kind == "drop table":
            self._shadow.execute(text)
            self._tables.drop(name)
        else:
            self._shadow.execute(text, values)
            if kind == "macro":
                self._words.define(text)
            else:
                self._create(name, rest, values, view=kind == "view", temp=temp)

    def _create(self, name: str, rest: str, values: list[Any], *, view: bool, temp: bool) -> None:
        columns = self._columns(f"temp.{name}" if temp else f"snapshot.main.{name}")
        if rest.strip().startswith("("):  # columns, and nothing in them
            body = "select " + ", ".join(f'null as "{column}"' for column in columns) + " where false"
        else:
            body = rest.strip().removeprefix("as")
        made = self._tables.show if view else self._tables.write
        made(name, self._filled(body, values, columns), columns, temp=temp)

    def _insert(self, name: str, rest: str, values: list[Any]) -> None:
        self._tables.append(name, self._filled(rest, values, self._tables[name].columns))

    def _delete(self, name: str, rest: str) -> None:
        made = self._tables[name]
        kept = f"select * from {name} where not coalesce({rest.strip().removeprefix('where')}, false)"
        self._tables.write(name, self._filled(kept, [], made.columns), made.columns, temp=made.temp)

    def _enumerate(self, name: str, rest: str) -> None:
        """The words in use; Spark has them as text, and compares them by their order where it is not that of letters."""
        body = rest.strip().removeprefix("as enum").strip()[1:-1]
        words = tuple(row[0] for row in self._told(body, []))
        self._words.kinds.add(name)
        if list(words) != sorted(words):
            self._words.orders[name] = words
        quoted = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
        self._shadow.execute(f'create type "{name}" as enum ({quoted})')

    def _ask(self, text: str, values: list[Any]) -> None:
        found = self._asked(self._spoken(text), values)
        self.description = [(column,) for column in found.columns]
        self._rows = (tuple(row) for row in found.toLocalIterator())

    def _told(self, text: str, values: list[Any]) -> list[Any]:
        return self._asked(self._spoken(text, ordered=True), values).collect()  # type: ignore[no-any-return]

    def _filled(self, body: str, values: list[Any], columns: Mapping[str, str]) -> Any:
        """The query's rows in the columns, by their place, as one statement: each step apart is resolved again from the
        beginning."""
        shown = ", ".join(f"cast(_{n} as {kind}) as `{name}`" for n, (name, kind) in enumerate(columns.items()))
        places = ", ".join(f"_{n}" for n in range(len(columns)))
        return self._asked(f"select {shown} from ({self._spoken(body)}) as found({places})", values)

    def _asked(self, text: str, values: list[Any]) -> Any:
        return self.session.sql(text, args={f"p{n}": value for n, value in enumerate(values, 1)})

    def _spoken(self, body: str, *, ordered: bool = False) -> str:
        tree = self._words.parsed(body)
        seen = {name: self._tables[name] for name in self._tables}
        schema = {name: made.columns for name, made in seen.items()}
        views = {name: made.view for name, made in seen.items()}
        return in_spark(tree, schema, views, self._words.orders, ordered=ordered)

    def _columns(self, place: str) -> dict[str, str]:
        return {row[0]: spark_type(row[1]) for row in self._shadow.execute(f"describe {place}").fetchall()}


def _reader(rows: Any) -> pa.RecordBatchReader | None:
    """Rows of Arrow in batches; None for what is no Arrow."""
    if isinstance(rows, pa.RecordBatchReader):
        return rows
    return rows.to_reader() if isinstance(rows, pa.Table) else None
