"""What a refresh costs after 20,000 rows of a big ledger have changed: by case, against all anew, in one run.

PostgreSQL is measured where ``ZX_BENCHMARK_LEDGER`` names a database with a ledger; its own processes are not weighed.
"""

import os
from time import process_time

import sqlalchemy as sa
from sqlalchemy import Engine

from benchmarks.timing import Figure, Timed, figure, timed
from benchmarks.workloads import Workload
from zxdata.configuration import Settings
from zxdata.ledger import connect, upgrade, writing
from zxdata.ledger.tables import TABLES
from zxdata.snapshot.build import refresh as bring_up

CHANGED = 20_000
RUNS = 3
TALK = "沟通"  # what is deleted: no other benchmark of the same ledger counts it


def changes(workload: Workload) -> list[Figure]:
    """The newest events of proposals get another remark, and a hundredth as many talks are deleted."""
    found = [_measured("refresh_changes", workload, workload.settings, workload.engine)]
    if url := os.environ.get("ZX_BENCHMARK_LEDGER"):
        folder = workload.folder / "snapshot-postgresql"
        settings = workload.settings.model_copy(update={"database_url": url, "snapshot_dir": folder})
        found.append(_measured("refresh_changes_postgresql", workload, settings, connect(url)))
    return found


def _measured(name: str, workload: Workload, settings: Settings, engine: Engine) -> Figure:
    upgrade(engine)
    settings = settings.model_copy(update={"refresh_by_case": True})
    bring_up(engine, settings, full=True)
    by_case, by_case_cpu = _timed(settings, engine, full=False)
    anew, anew_cpu = _timed(settings, engine, full=True)
    also = {"cpu_ms": by_case_cpu, "vs_cpu_ms": anew_cpu}
    return figure(name, workload.counted, by_case, "refresh", anew, also)


def _timed(settings: Settings, engine: Engine, *, full: bool) -> tuple[Timed, float]:
    """Wall milliseconds of each run, and the median of this process's CPU."""
    walls: list[float] = []
    spent: list[float] = []
    for n in range(RUNS):
        _change(engine, f"改{n}")
        started = process_time()
        walls += timed(lambda: bring_up(engine, settings, full=full), 1, warm=0).runs
        spent.append((process_time() - started) * 1000)
    return Timed(tuple(walls)), sorted(spent)[RUNS // 2]


def _change(engine: Engine, note: str) -> None:
    table = TABLES["proposal_events"]
    with writing(engine, None) as connection:
        asked = sa.select(table.c.id).order_by(table.c.occurred_at.desc(), table.c.id).limit(CHANGED)
        newest = list(connection.scalars(asked))
        for some in (newest[n : n + 1_000] for n in range(0, CHANGED, 1_000)):
            connection.execute(sa.update(table).where(table.c.id.in_(some)).values(note=note))
        talks = sa.select(table.c.id).where(table.c.stage == TALK).order_by(table.c.occurred_at.desc(), table.c.id)
        deleted = list(connection.scalars(talks.limit(CHANGED // 100)))
        connection.execute(sa.delete(table).where(table.c.id.in_(deleted)))
