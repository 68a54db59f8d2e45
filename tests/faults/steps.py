"""Every step of an operation that a machine can die at or fail at: statements, commits, and what is done to files."""

import builtins
import errno
import gc
import os
import signal
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import get_ident
from typing import Any
from unittest.mock import patch

import duckdb
import psycopg
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from zxdata.configuration import ROOT

HOUSE = os.fspath(ROOT / "zxdata")
FILES = ("rename", "replace", "symlink", "unlink", "fsync", "mkdir")
TOLD = ("begin", "commit", "rollback")


class Disk(OSError):
    """The disk fails, as the system reports it."""

    def __init__(self) -> None:
        super().__init__(errno.EIO, os.strerror(errno.EIO))


class Snapshot:
    """A DuckDB connection whose statements are steps, before and after."""

    def __init__(self, connection: Any, step: Callable[[str], None]) -> None:
        self._connection, self._step = connection, step

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def __enter__(self) -> "Snapshot":
        self._connection.__enter__()
        return self

    def __exit__(self, *fault: Any) -> Any:
        return self._connection.__exit__(*fault)

    def execute(self, *words: Any) -> Any:
        self._step("snapshot")
        done = self._connection.execute(*words)
        self._step("snapshot done")
        return done


@contextmanager
def stepping(folder: Path, act: Callable[[str], None]) -> Iterator[None]:
    """Calls ``act`` with what is about to be done or was just done: on any database, and on files within ``folder``.

    Only by the thread that asks: what tests before left running, or to be collected, has steps of its own."""
    connect, opened, asking = duckdb.connect, builtins.open, get_ident()

    def step(name: str) -> None:
        if get_ident() == asking:
            act(name)

    def on_file(name: str) -> Callable[..., Any]:
        plain = getattr(os, name)

        def done(*words: Any, **options: Any) -> Any:
            step(f"file {name}")
            made = plain(*words, **options)
            step(f"file {name} done")
            return made

        return done

    def on_open(file: Any, *words: Any, **options: Any) -> Any:
        if isinstance(file, str | Path) and Path(file).is_relative_to(folder):
            step("file open")
        return opened(file, *words, **options)

    def told(name: str) -> Callable[..., None]:
        return lambda asked, *_: step(f"{name} {asked.dialect.name}" if hasattr(asked, "dialect") else name)

    events = [
        (sa.event.listen, Engine, "before_cursor_execute", told("ledger")),
        (sa.event.listen, Engine, "after_cursor_execute", told("ledger done")),
        (sa.event.listen, Engine, "commit", told("ledger commit")),
        (sa.event.listen, sa.Pool, "checkin", told("ledger let go")),
    ]
    with ExitStack() as patches:
        gc.disable()  # to look all through for garbage first takes seconds, once many tests have been run
        patches.callback(gc.enable)
        for listen, target, name, call in events:
            listen(target, name, call)
            patches.callback(sa.event.remove, target, name, call)
        for name in FILES:
            patches.enter_context(patch.object(os, name, on_file(name)))
        patches.enter_context(patch.object(builtins, "open", on_open))
        patches.enter_context(
            patch.object(duckdb, "connect", lambda *words, **options: Snapshot(connect(*words, **options), step))
        )
        yield


class Counted:
    """Counts steps, and does something at one of them. ``at`` 0: only counts."""

    def __init__(self, at: int = 0, act: Callable[[str], None] = lambda name: None) -> None:
        self.n, self.at, self.act = 0, at, act

    def __call__(self, name: str) -> None:
        self.n += 1
        if self.n == self.at:
            self.act(name)


class Places:
    """Where in the house each step is done: its lines, from the one that does it to the one that began. A loop over forty
    statements is one place."""

    def __init__(self) -> None:
        self.n = 0
        self._found: dict[tuple[object, ...], list[int]] = defaultdict(list)

    def __call__(self, name: str) -> None:
        self.n += 1
        lines, frame = [], sys._getframe(1)
        while frame is not None:
            if frame.f_code.co_filename.startswith(HOUSE):
                lines.append((frame.f_code.co_filename, frame.f_lineno))
            frame = frame.f_back  # type: ignore[assignment]
        self._found[name, *lines].append(self.n)

    def ends(self) -> list[int]:
        """The first and the last step of each place."""
        return sorted({n for steps in self._found.values() for n in (steps[0], steps[-1])})


def die(_: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail(name: str) -> None:
    """As the part that does this step would fail."""
    if name.startswith("snapshot"):
        raise duckdb.IOException("IO Error: Could not write file: Input/output error")
    if name.endswith("postgresql"):
        raise psycopg.OperationalError("could not write block 7: Input/output error")
    if name.endswith("sqlite"):
        raise sqlite3.OperationalError("disk I/O error")
    if name.startswith("file"):
        raise Disk
