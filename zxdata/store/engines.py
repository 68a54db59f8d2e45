"""Where a version is asked: DuckDB in this process, or the cluster. Either way SQLAlchemy speaks DuckDB."""

from itertools import count
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.util import LRUCache

from zxdata.cluster.driver import Connection
from zxdata.snapshot import dialect

if TYPE_CHECKING:
    from zxdata.cluster.tables import ClusterTables

_NUMBERS = count(1)
# All views of a whole body, a district, a township, by what stands and by period are 1,500 different statements. What one
# version was asked, the next one need not compile again, and reading long SQL costs DuckDB a fifth of what answering it does.
_STATEMENTS = 3_000
_COMPILED: LRUCache[Any, Any] = LRUCache(_STATEMENTS)
_PARSED: LRUCache[str, Any] = LRUCache(_STATEMENTS)
_SHARED: dict[str, Any] = {"pool_size": 8, "max_overflow": 32, "execution_options": {"compiled_cache": _COMPILED}}


def on_file(path: Path) -> Engine:
    """A DuckDB of its own in memory, with the file attached read-only: beside a read-only file nothing can be kept."""
    engine = create_engine(
        f"{dialect.DRIVER}:///:memory:snapshot-{next(_NUMBERS)}",
        connect_args={
            "config": {"threads": 2, "memory_limit": "2GB", "temp_directory": str(path.parent / "spill")},
        },
        **_SHARED,
    )
    file = str(path).replace("'", "''")
    one_at_a_time = Lock()

    # Never "if not exists": where another engine of the process has the file, DuckDB may take that one, long closed, for
    # this one, and wait without end for what it has attached.
    @event.listens_for(engine, "connect")
    def attach(driver: Any, _: Any) -> None:
        with one_at_a_time:
            there = driver.execute(
                "select count(*) from duckdb_databases() where database_name = 'snapshot'"
            ).fetchone()
            if there == (0,):
                driver.execute(f"attach '{file}' as snapshot (read_only)")
        driver.execute("use snapshot")
        driver.execute("set enable_progress_bar = false")  # it would be written into the answers of a command

    @event.listens_for(engine, "do_execute")
    def execute(_: Any, statement: str, parameters: Any, context: Any) -> bool:
        driver = context.root_connection.connection.driver_connection
        if (parsed := _PARSED.get(statement)) is None:
            (parsed,) = driver.extract_statements(statement)
            _PARSED[statement] = parsed
        driver.execute(parsed, parameters)
        return True  # nothing is left for SQLAlchemy to execute

    return engine


def on_cluster(tables: "ClusterTables") -> Engine:
    """The version's tables as the cluster has them."""
    return create_engine(f"{dialect.CLUSTER}://", creator=lambda: Connection(tables), **_SHARED)
