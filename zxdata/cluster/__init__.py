"""Apache Spark behind the store: the same questions, asked of a version's tables on a cluster.

pyspark and sqlglot are no part of the base installation: both are imported when a cluster is first asked.
"""

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from zxdata.cluster import warehouse
from zxdata.cluster.sessions import Sessions
from zxdata.configuration import Settings
from zxdata.errors import BadSetting

if TYPE_CHECKING:
    from zxdata.cluster.tables import ClusterTables

_NEEDED = ("pyspark", "sqlglot")


@dataclass(frozen=True)
class Cluster:
    """A cluster, and the folder of versions that it and every serving machine see."""

    sessions: Sessions
    folder: Path

    @classmethod
    def of(cls, settings: Settings) -> "Cluster | None":
        """The cluster that questions go to, None where they go to DuckDB; raises BadSetting where Spark is not
        installed."""
        if not settings.on_cluster:
            return None
        if missing := [name for name in _NEEDED if find_spec(name) is None]:
            raise BadSetting(
                f"设置项 engine（环境变量 ZX_ENGINE）是 Spark 集群，但没有装 {'、'.join(missing)}；"
                "请运行 .venv/bin/python -m pip install -r requirements-cluster.txt。"
            )
        return cls(_sessions(settings.engine, settings.timezone), settings.shared_versions)

    def tables(self, version: str) -> "ClusterTables":
        """The version's tables; raises NoSnapshot where it was not published for the cluster."""
        from zxdata.cluster.tables import ClusterTables

        folder = self.folder / version
        schema, orders = warehouse.schema_of(folder), warehouse.orders_of(folder)
        return ClusterTables(self.sessions, folder, schema, orders, warehouse.parts_of(folder))


@cache
def _sessions(address: str, zone: str) -> Sessions:
    return Sessions(address, zone)
