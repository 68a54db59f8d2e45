"""DuckDB as SQLAlchemy speaks to it here: compiled questions are kept, so that only the first asking pays."""

from typing import Any

from duckdb_engine import Dialect
from sqlalchemy.dialects import registry

DRIVER = "duckdb+snapshot"
CLUSTER = "duckdb+cluster"


class SnapshotDialect(Dialect):  # type: ignore[misc]
    """duckdb-engine switches the cache off for all its users; plain SELECTs, all that is asked here, can be kept."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        """Whatever engine has one of its own: a question that was compiled for one is compiled for all."""
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    def do_begin(self, dbapi_connection: Any) -> None:
        """Nothing: a published file never changes, so questions need no transaction to agree."""

    def do_commit(self, dbapi_connection: Any) -> None:
        """Nothing."""

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Nothing."""


class ClusterDialect(SnapshotDialect):
    """The same words, spoken to a connection that transpiles them."""

    supports_statement_cache = True

    def initialize(self, connection: Any) -> None:
        """Nothing: no schema, no server version is asked of a cluster."""


registry.register(CLUSTER.replace("+", "."), __name__, ClusterDialect.__name__)
registry.register(DRIVER.replace("+", "."), __name__, SnapshotDialect.__name__)
