"""What a large ledger takes: built and asked by DuckDB alone, and by a cluster of one worker or two.

``python -m tests.cluster.sizes FOLDER [EVENTS] [STEP …]`` makes a ledger of so many proposal events out of the demonstration's,
by SQL, and writes what each step took into ``FOLDER/sizes.jsonl``: ``duckdb``, then ``asked N`` (its version, published for a cluster of N
workers), ``built N`` (the facts made there, too) and ``delivered N``, for which no machine needs to hold the ledger: the cluster writes the
same rows as districts would deliver them, and builds from these. Each step is a process of its own; Java's are counted apart.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from time import perf_counter

import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import Engine

from benchmarks.landing import Cockpit
from benchmarks.multiplying import COPIED, COUNT, multiply
from benchmarks.workloads import Workload
from tests.cluster.standalone import Standalone, standalone
from tests.demonstration import TODAY, demonstration, own_demonstration
from tests.sharing import RUN
from zxdata.cluster import Cluster, warehouse
from zxdata.configuration import Settings, load_settings
from zxdata.ledger import connect
from zxdata.snapshot import versions
from zxdata.snapshot.build import refresh
from zxdata.store import Store

EVENTS = 10_000_000
MEMORY = 3000  # MB of each worker, and of the driver
STEPS = ("duckdb", "asked 1", "asked 2", "built 2")
CODE = {
    "spark.driver.extraJavaOptions": "",
    "spark.executor.extraJavaOptions": "",
    "spark.sql.codegen.wholeStage": "true",
    "spark.sql.codegen.factoryMode": "FALLBACK",
}
A_PART = 2_500_000  # events that a task sorts at once
ASKED_TIMES = 3
_TICKS, _PAGE = os.sysconf("SC_CLK_TCK"), 1024


@dataclass(frozen=True)
class Used:
    """Seconds of CPU, and MB at the most, of each kind of process."""

    seconds: dict[str, float]
    most: dict[str, int]


class Watch:
    """The processes that a step has: this one, its driver in Java, and the workers of a cluster."""

    def __init__(self, cluster: Standalone | None = None) -> None:
        self._workers = [worker.pid for worker in cluster.workers] if cluster else []

    def used(self) -> Used:
        seconds: dict[str, float] = {}
        most: dict[str, int] = {}
        for process in Path("/proc").iterdir():
            if process.name.isdigit() and (kind := self._kind(int(process.name))):
                try:
                    fields = (process / "stat").read_text().rpartition(")")[2].split()
                    peak = next(
                        line for line in (process / "status").read_text().splitlines() if line.startswith("VmHWM")
                    )
                except (OSError, StopIteration):
                    continue
                seconds[kind] = seconds.get(kind, 0) + (int(fields[11]) + int(fields[12])) / _TICKS
                most[kind] = most.get(kind, 0) + int(peak.split()[1]) // _PAGE
        return Used(seconds, most)

    def _kind(self, process: int) -> str:
        if process == os.getpid():
            return "python"
        try:
            group, parent = (
                os.getpgid(process),
                int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1]),
            )
        except OSError:
            return ""
        if group in self._workers:
            return f"worker {self._workers.index(group) + 1}"
        return "driver" if parent == os.getpid() and not self._own(process) else ""

    def _own(self, process: int) -> bool:
        return os.getsid(process) == process  # master and workers lead sessions of their own


@dataclass(frozen=True)
class Large(Workload):
    """The ledger in a folder, asked where its settings say."""

    own: Settings = None  # type: ignore[assignment]

    @cached_property
    def settings(self) -> Settings:
        return self.own

    @cached_property
    def store(self) -> Store:
        return Store.of(self.own)


def ledger(folder: Path, events: int) -> Path:
    """The demonstration's ledger with its proposals so many times over; nothing else in it is larger."""
    file = folder / "ledger.db"
    if not file.exists():
        draft = folder / "draft.db"
        demonstration().ledger.dispose()
        shutil.copyfile(demonstration().folder / "ledger.db", draft)
        multiply(draft, events)
        draft.rename(file)
    return file


def copies(ledger: Engine, events: int) -> int:
    """How many times the ledger's proposals make so many events."""
    with ledger.connect() as connection:
        return -(-events // int(connection.exec_driver_sql(COUNT).scalar_one()))


def deliver(own: Settings, times: int) -> int:
    """The rows of ``COPIED`` so many times, less the once that the ledger itself has, under numbers of their own; how many."""
    cluster = Cluster.of(own)
    assert cluster is not None and own.delivered is not None
    session = cluster.sessions.session()
    copies = session.range(1, times).withColumnRenamed("id", "copy")
    shutil.rmtree(own.delivered, ignore_errors=True)
    written = 0
    for table in COPIED:
        once = own.delivered.parent / f"once-{table}.parquet"
        with connect(own.database_url).connect() as ledger:
            rows = [dict(row) for row in ledger.exec_driver_sql(f"select * from {table}").mappings()]
        names = [name for name in rows[0] if name != "id"]
        texts = {name: [None if row[name] is None else str(row[name]) for row in rows] for name in names}
        pq.write_table(pa.table({name: pa.array(values, pa.string()) for name, values in texts.items()}), once)
        named = ("concat(proposal_no, '-', copy) as proposal_no" if n == "proposal_no" else f"`{n}`" for n in names)
        found = copies.crossJoin(session.read.parquet(once.absolute().as_uri())).selectExpr(*named)
        found.write.parquet((own.delivered / table).absolute().as_uri())
        written += len(rows) * (times - 1)
    return written


@contextmanager
def _engine(step: str, folder: Path, events: int) -> Iterator[tuple[str, Standalone | None]]:
    if step == "duckdb":
        yield "duckdb", None
        return
    scratch = folder / step.replace(" ", "-")
    shutil.rmtree(scratch, ignore_errors=True)
    shuffled = {"spark.sql.shuffle.partitions": str(max(4, events // A_PART))}
    with standalone(scratch, int(step.split()[1]), MEMORY, CODE | shuffled) as spark:
        yield spark.address, spark


def measured(step: str, folder: Path, events: int, note: Callable[[dict[str, object]], None]) -> None:
    """A version built, or that of DuckDB published for the cluster; then the nine questions asked of it."""
    with _engine(step, folder, events) as (engine, cluster):
        kind = step.split()[0]
        snapshot = folder / ("snapshot" if kind in ("duckdb", "asked") else f"snapshot-{kind}")
        if kind != "asked":
            shutil.rmtree(snapshot, ignore_errors=True)
        if kind == "delivered":
            shutil.rmtree(folder / "own", ignore_errors=True)
        place = own_demonstration(folder / "own", TODAY) if kind == "delivered" else folder
        own = load_settings(
            database_url=f"sqlite:///{place / 'ledger.db'}",
            snapshot_dir=snapshot,
            today=TODAY,
            engine=engine,
            build="here" if kind in ("duckdb", "asked") else "cluster",
            delivered=folder / "delivered" if kind == "delivered" else None,
        )
        watch = Watch(cluster)

        def noted(what: str, work: Callable[[], object]) -> object:
            before, started = watch.used(), perf_counter()
            found = work()
            wall, after = perf_counter() - started, watch.used()
            spent = {kind: round(s - before.seconds.get(kind, 0), 1) for kind, s in after.seconds.items()}
            note(
                {
                    "step": step,
                    "what": what,
                    "wall": round(wall, 1),
                    "cpu": spent,
                    "MB": after.most,
                    "found": str(found)[:300],
                }
            )
            return found

        if kind == "delivered":
            noted("generate", lambda: deliver(own, copies(connect(own.database_url), events)))
        if kind == "asked":
            here = versions.current(snapshot)
            shutil.rmtree(own.shared_versions, ignore_errors=True)
            noted("publish", lambda: warehouse.publish(here, own.shared_versions, here.stem))
        else:
            noted("build", lambda: refresh(connect(own.database_url), own))
        workload = Large(events, own=own)
        try:
            for time in range(ASKED_TIMES):
                noted(f"ask {time + 1}", lambda: Cockpit(workload, TODAY)().kpis)
        finally:
            workload.close()


def main(place: str, events: str = str(EVENTS), *steps: str) -> None:
    folder = Path(place)
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault(RUN, place)
    os.environ.setdefault("ZX_ANSWERS_MB", "0")
    if len(steps) == 1:

        def note(found: dict[str, object]) -> None:
            print(found, flush=True)
            with (folder / "sizes.jsonl").open("a", encoding="utf-8") as file:
                file.write(json.dumps(found, ensure_ascii=False) + "\n")

        measured(steps[0], folder, int(events), note)
        return
    started = perf_counter()
    if any(not step.startswith("delivered") for step in steps or STEPS):
        ledger(folder, int(events))
        print(f"ledger {perf_counter() - started:.0f} s", flush=True)
    for step in steps or STEPS:
        subprocess.run([sys.executable, "-m", __spec__.name, place, events, step], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
