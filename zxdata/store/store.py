"""The published snapshots of one folder, as they follow each other."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from zxdata.errors import NoSnapshot
from zxdata.filters import Scope
from zxdata.snapshot import versions
from zxdata.store.reading import Reading, deadline
from zxdata.store.version import Version

SECONDS = 10.0


class Store:
    """Follows the pointer; an old version closes with its last reader."""

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
            with version.engine.connect() as connection, deadline(connection, seconds):
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
                    version = self._open[path] = Version.opened(path)
                if version is not None:
                    version.readers += 1
                    self._retire(path)
                    return version
        raise NoSnapshot("数据快照的文件不见了。请运行 python -m zxdata refresh --full。")

    def _release(self, version: Version) -> None:
        with self._lock:
            version.readers -= 1
            if version.readers == 0:
                version.materialised.trim(version.engine)
            with suppress(NoSnapshot):  # the folder was emptied meanwhile; what was read stays read
                self._retire(versions.current(self._folder))

    def _retire(self, inforce: Path) -> None:
        for path, version in list(self._open.items()):
            if path != inforce and version.readers == 0:
                del self._open[path]
                version.engine.dispose()
