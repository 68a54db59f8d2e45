"""The one place that runs SQL on the snapshot: always one version, under a Scope, within a deadline."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, Select, create_engine, select
from sqlalchemy.exc import DBAPIError

from zxdata.errors import NoSnapshot, TooSlow
from zxdata.filters import Scope
from zxdata.regions import Regions
from zxdata.rules.calendar import FIRST, Day, WorkCalendar
from zxdata.snapshot import dialect, facts, versions

SECONDS = 10.0


@dataclass(eq=False)
class Version:
    """One opened version of the snapshot and what every question to it needs; read once, then kept."""

    path: Path
    engine: Engine
    readers: int = 0

    @property
    def name(self) -> str:
        return self.path.stem

    def _all(self, table: Any) -> list[dict[str, Any]]:
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(select(table)).mappings()]

    @cached_property
    def regions(self) -> Regions:
        aliases = {row["alias"]: row["code"] for row in self._all(facts.alias)}
        return Regions.from_rows(self._all(facts.region), aliases)

    @cached_property
    def about(self) -> dict[str, Any]:
        return self._all(facts.about)[0]

    @cached_property
    def _days(self) -> list[Day]:
        rows = self._all(facts.workday.select().order_by(facts.workday.c.day).subquery())
        return [Day(r["day"], r["n"], r["is_work"], r["guessed"]) for r in rows]

    @cached_property
    def calendar(self) -> WorkCalendar:
        return WorkCalendar({d.day: d.workday for d in self._days if not d.guessed})

    def on(self, day: date) -> Day:
        """The working calendar's entry for ``day``."""
        return self._days[min(max((day - FIRST).days, 0), len(self._days) - 1)]


@dataclass(frozen=True, eq=False)
class Reading:
    """One view's look at one version. All its questions see the same moment of the ledger."""

    version: Version
    scope: Scope
    connection: Connection

    def rows(self, question: Select[*tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        try:
            # The driver's own tuples: the snapshot needs no conversion, and thousands of Row objects cost more than it.
            return list(self.connection.execute(question).cursor.fetchall())
        except DBAPIError as fault:
            if "INTERRUPT" in str(fault.orig).upper():
                raise TooSlow("这个问题算得太久，已停止。请缩小期间或区划再试。") from fault
            raise

    def frame(self, question: Select[*tuple[Any, ...]]) -> pd.DataFrame:
        return pd.DataFrame(self.rows(question), columns=[c.name for c in question.selected_columns])


class Store:
    """The published snapshots of one folder. Follows the pointer; an old version closes with its last reader."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._open: dict[Path, Version] = {}

    @property
    def version(self) -> str:
        """Name of the version in force; raises NoSnapshot."""
        return versions.current(self._folder).stem

    @contextmanager
    def reading(self, scope: Scope, seconds: float = SECONDS) -> Iterator[Reading]:
        """A look at the version in force; raises NoSnapshot, and TooSlow once ``seconds`` have passed."""
        version = self._lease()
        try:
            with version.engine.connect() as connection, _deadline(connection, seconds):
                yield Reading(version, scope, connection)
        finally:
            self._release(version)

    def about(self) -> dict[str, Any]:
        """version, stands_for, built_at and demo of the version in force; raises NoSnapshot."""
        version = self._lease()
        try:
            return version.about
        finally:
            self._release(version)

    def close(self) -> None:
        """Let go of every version; for a process that has asked its last question."""
        with self._lock:
            for version in self._open.values():
                version.engine.dispose()
            self._open.clear()

    def _lease(self) -> Version:
        for _ in range(5):  # a version may be swapped and removed between reading the pointer and opening it
            path = versions.current(self._folder)
            with self._lock:
                version = self._open.get(path)
                if version is None and path.exists():
                    version = self._open[path] = Version(path, _engine(path))
                if version is not None:
                    version.readers += 1
                    self._retire(path)
                    return version
        raise NoSnapshot("数据快照的文件不见了。请运行 python -m zxdata refresh --full。")

    def _release(self, version: Version) -> None:
        with self._lock:
            version.readers -= 1
            with suppress(NoSnapshot):  # the folder was emptied meanwhile; what was read stays read
                self._retire(versions.current(self._folder))

    def _retire(self, inforce: Path) -> None:
        for path, version in list(self._open.items()):
            if path != inforce and version.readers == 0:
                del self._open[path]
                version.engine.dispose()


def _engine(path: Path) -> Engine:
    return create_engine(
        f"{dialect.DRIVER}:///{path}",
        connect_args={"read_only": True, "config": {"threads": 2, "memory_limit": "2GB"}},
        pool_size=8,
        max_overflow=32,
    )


@contextmanager
def _deadline(connection: Connection, seconds: float) -> Iterator[None]:
    driver: Any = connection.connection.driver_connection
    over, lock = threading.Event(), threading.Lock()

    def stop() -> None:
        with lock:
            if not over.is_set():
                driver.interrupt()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            over.set()
        timer.cancel()
