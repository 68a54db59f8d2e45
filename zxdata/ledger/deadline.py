"""An end to every wait on a database: statement_timeout is of no use where the server or the network is silent."""

import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from threading import Lock, Timer
from typing import Any


class Deadline:
    """Breaks off connections from outside once it has ``passed``."""

    def __init__(self) -> None:
        self.passed, self._lock = False, Lock()
        self._drivers: list[Any] = []

    def watch(self, driver: Any) -> None:
        """Break off this connection of a driver too, at once where it is late already."""
        with self._lock:
            self._drivers.append(driver)
            late = self.passed
        if late:
            _break(driver)

    def end(self) -> None:
        with self._lock:
            self.passed = True
            drivers = list(self._drivers)
        for driver in drivers:
            _break(driver)


_now: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


def deadline_now() -> Deadline | None:
    """The one that what runs here is under."""
    return _now.get()


@contextmanager
def ending(seconds: float | None) -> Iterator[Deadline]:
    """A deadline so many seconds from now, over all that is done within; None: without an end."""
    deadline = Deadline()
    timer = None if seconds is None else Timer(seconds, deadline.end)
    if timer:
        timer.daemon = True
        timer.start()
    before = _now.set(deadline)
    try:
        yield deadline
    finally:
        _now.reset(before)
        if timer:
            timer.cancel()


def _break(driver: Any) -> None:
    with suppress(OSError, sqlite3.Error):  # closed meanwhile
        if isinstance(driver, sqlite3.Connection):
            driver.interrupt()
            return
        line = getattr(driver, "_sock", driver)  # PyMySQL has no other word for it
        if hasattr(line, "fileno") and not getattr(driver, "closed", False):
            with socket.socket(fileno=os.dup(line.fileno())) as ended:
                ended.shutdown(socket.SHUT_RDWR)
