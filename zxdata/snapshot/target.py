"""Where a snapshot is made: a DuckDB connection, or what on a cluster is asked like one."""

from collections.abc import Sequence
from typing import Any, Protocol

import duckdb


class Target(Protocol):
    """What of a DuckDB connection the statements of a build use."""

    @property
    def description(self) -> Sequence[tuple[Any, ...]] | None: ...

    def execute(self, query: str | duckdb.Statement, parameters: Any = ..., /) -> "Target": ...

    def cursor(self) -> "Target": ...

    def fetchall(self) -> list[tuple[Any, ...]]: ...

    def fetchmany(self, size: int, /) -> list[tuple[Any, ...]]: ...

    def register(self, name: str, rows: Any, /) -> Any: ...

    def unregister(self, name: str, /) -> Any: ...
