"""The landing view's nine questions on the cluster that ``ZX_ENGINE`` names, against DuckDB on this machine."""

from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from benchmarks.landing import Cockpit
from benchmarks.timing import Figure, figure, timed
from benchmarks.workloads import TODAY, Workload
from zxdata.cluster import warehouse
from zxdata.errors import CockpitError
from zxdata.snapshot import versions
from zxdata.snapshot.build import refresh
from zxdata.store import Store


class NoCluster(CockpitError):
    pass


@dataclass(frozen=True)
class OnCluster(Workload):
    """The same ledger and snapshot, asked on the cluster."""

    @cached_property
    def store(self) -> Store:
        store = Store.of(self.settings)
        store.reach()
        return store


def cluster(workload: Workload) -> list[Figure]:
    """Publishing a version as Parquet, and the nine questions; the answers must be the same. Raises NoCluster."""
    if not workload.settings.on_cluster:
        raise NoCluster("测集群要设 ZX_ENGINE=spark://主机:端口。")
    here = Cockpit(workload, TODAY)
    with closing(OnCluster(workload.rows)) as far_off:
        expected, there = here(), Cockpit(far_off, TODAY)
        if there() != expected:
            raise SystemExit("集群的答案与 DuckDB 不同，比不得快慢。")
        asked = figure("cluster", workload.counted, timed(there, 5), "duckdb", timed(here, 20, warm=3))
    return [_published(workload), _made(workload), asked]


def _made(workload: Workload) -> Figure:
    """A version anew: its facts made by the cluster, against DuckDB in this process."""
    folder = Path(mkdtemp(dir=workload.folder))
    there = workload.settings.model_copy(update={"build": "cluster", "warehouse": str(folder / "shared")})
    here = workload.settings.model_copy(update={"engine": "duckdb", "warehouse": ""})
    try:
        times = [
            timed(lambda: refresh(workload.engine, of, full=True), 1, warm=0)  # noqa: B023
            for of in (each.model_copy(update={"snapshot_dir": folder / each.engine[:2]}) for each in (there, here))
        ]
    finally:
        rmtree(folder)
    return figure("cluster_build", workload.counted, times[0], "duckdb", times[1])


def _published(workload: Workload) -> Figure:
    snapshot, folder = versions.current(workload.settings.snapshot_dir), Path(mkdtemp(dir=workload.folder))
    try:
        runs = timed(lambda: _once(snapshot, folder), 3, warm=0)
        size = sum(file.stat().st_size for file in folder.rglob("*.parquet"))
    finally:
        rmtree(folder)
    return figure("cluster_publish", workload.counted, runs, also={"MB": round(size / 1e6, 1)})


def _once(snapshot: Path, folder: Path) -> None:
    rmtree(folder)
    warehouse.publish(snapshot, folder, "v1")
