"""DuckDB as SQLAlchemy speaks to it here: compiled questions are kept, so that only the first asking pays."""

from duckdb_engine import Dialect
from sqlalchemy.dialects import registry

DRIVER = "duckdb+snapshot"


class SnapshotDialect(Dialect):  # type: ignore[misc]
    """duckdb-engine switches the cache off for all its users; plain SELECTs, all that is asked here, can be kept."""

    supports_statement_cache = True


registry.register(DRIVER.replace("+", "."), __name__, SnapshotDialect.__name__)
