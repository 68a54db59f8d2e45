"""The published snapshots of one folder, as they follow each other."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from zxdata.cluster import Cluster
from zxdata.configuration import Settings
from zxdata.errors import NoSnapshot
from zxdata.filters import Scope
from zxdata.rules.book import Rules
from zxdata.snapshot import versions
from zxdata.store.failures import in_words
from zxdata.store.reading import Reading, deadline
from zxdata.store.version import Version

SECONDS = 10.0
CLUSTER_SECONDS = 60.0  # what a page asks, one question after the other, each of them some tenths of a second


class Store:
    """Follows the pointer; an old version closes with its last reader."""

    def __init__(self, folder: Path, cluster: Cluster | None = None, seconds: float | None = None) -> None:
        self._folder, self._cluster = folder, cluster
        self._seconds = seconds or (CLUSTER_SECONDS if cluster else SECONDS)
        self._lock = threading.Lock()
        self._open: dict[Path, Version] = {}

    @classmethod
    def of(cls, settings: Settings) -> "Store":
        """The store of an installation, asked where its ``engine`` says."""
        return cls(settings.snapshot_dir, Cluster.of(settings), settings.query_seconds)

    @property
    def version(self) -> str:
        """Name of the version in force; raises NoSnapshot."""
        return versions.current(self._folder).stem

    @contextmanager
    def reading(self, scope: Scope, seconds: float | None = None) -> Iterator[Reading]:
        """A look at the version in force; raises NoSnapshot, SnapshotDamaged, ClusterUnavailable, and TooSlow once
        ``seconds`` have passed."""
        with self._leased() as version:
            with in_words(version):
                _require_own(version)
                connection = version.asked.connect()
            with connection, deadline(connection, seconds or self._seconds):
                yield Reading(version, scope, connection)

    def about(self) -> dict[str, Any]:
        """version, stands_for, built_at and demo of the version in force; raises NoSnapshot and SnapshotDamaged."""
        with self._leased() as version, in_words(version):
            return version.about

    def rules(self) -> Rules:
        """The rules that the version in force was made under; raises NoSnapshot and SnapshotDamaged."""
        with self._leased() as version, in_words(version):
            _require_own(version)
            return version.rules

    def sound(self) -> bool:
        """Whether the version in force can go on being read; raises NoSnapshot."""
        path = versions.current(self._folder)
        with self._lock:
            version = self._open.get(path)
        return version.sound if version else path.exists()

    def reach(self) -> None:
        """Raises ClusterUnavailable where questions go to a cluster and nobody answers there."""
        if self._cluster:
            self._cluster.sessions.session()

    def ships(self, day: date) -> bool:
        """Whether the version in force ships what pages open with on the day; true where no cluster has to."""
        with self._leased() as version:
            return version.tables is None or version.tables.ships(day)

    @contextmanager
    def shipping(self, day: date) -> Iterator[dict[str, bytes]]:
        """All that is asked of the version in force meanwhile is shipped with it, for the day."""
        with self._leased() as version:
            if version.tables is None:
                yield {}
            else:
                with version.tables.shipping(day) as answers:
                    yield answers

    def close(self) -> None:
        """Let go of every version; for a process that has asked its last question."""
        with self._lock:
            for version in self._open.values():
                version.close()
            self._open.clear()

    @contextmanager
    def _leased(self) -> Iterator[Version]:
        version = self._lease()
        try:
            yield version
        finally:
            self._release(version)

    def _lease(self) -> Version:
        for _ in range(5):  # a version may be swapped and removed between reading the pointer and opening it
            path = versions.current(self._folder)
            with self._lock:
                version = self._open.get(path)
                if version is None and path.exists():
                    version = self._open[path] = self._opened(path)
                if version is not None:
                    version.readers += 1
                    self._retire(path)
                    return version
        raise NoSnapshot("数据快照的文件不见了。请运行 python -m zxdata refresh --full。")

    def _opened(self, path: Path) -> Version:
        return Version.opened(path, self._cluster.tables(path.stem) if self._cluster else None)

    def _release(self, version: Version) -> None:
        with self._lock:
            version.readers -= 1
            with suppress(NoSnapshot):  # the folder was emptied meanwhile; what was read stays read
                self._retire(versions.current(self._folder))

    def _retire(self, inforce: Path) -> None:
        for path, version in list(self._open.items()):
            if path != inforce and version.readers == 0:
                del self._open[path]
                version.close()


def _require_own(version: Version) -> None:
    if version.foreign:
        raise NoSnapshot(
            f"数据快照 {version.name} 是另一版程序做的，这一版不读它；台账连得上时会自己重建，也可以运行 python -m zxdata refresh。"
        )
