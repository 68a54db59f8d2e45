"""Whose page is drawn next: so many scripts run at once, the others wait in order.

Forty scripts at once fight for Python's one lock until none of them ends within a minute; two at a time serve two hundred
readers. A wall never waits. Who waits for longer than ``SAY_AFTER`` reads how many stand before.
"""

import heapq
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from sys import setswitchinterval
from threading import Condition, local
from time import monotonic
from typing import Any

import streamlit as st

import zxdata as zx

SAY_AFTER = 2.0
"""Seconds after which who waits is told."""
HEAD_START = 3.0
"""Seconds by which a page that is answered already goes before one that has to be computed: bounded, so that neither
ever waits for the other for good."""
TICK = 0.5
"""Seconds between two looks at whether the reader still waits."""


class Gate:
    """``places`` at once, first come first served. Scripts take a place with ``enter``, and leave it for a while with
    ``aside`` where they only wait for something else."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: list[tuple[float, int]] = []
        self._tickets = count()
        self._moved = Condition()
        self._mine = local()

    @contextmanager
    def enter(self, *, quick: bool, say: Callable[[int], None]) -> Iterator[None]:
        """A place for this thread. ``say`` is told, every ``TICK`` once it has waited for ``SAY_AFTER``, how many stand
        before it; what it raises gives up the wait."""
        self._take(quick, say)
        try:
            yield
        finally:
            self._give()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Leave the place to others meanwhile, and take one again before going on."""
        had = self._give()
        yield
        if had:
            self._take(True, lambda _: None)

    def _take(self, quick: bool, say: Callable[[int], None]) -> None:
        came = monotonic()
        mine = (came if quick else came + HEAD_START, next(self._tickets))
        with self._moved:
            heapq.heappush(self._waiting, mine)
        try:
            while True:
                with self._moved:
                    if self._first(mine):
                        self._free -= 1
                        self._waiting.remove(mine)
                        heapq.heapify(self._waiting)
                        self._mine.held = True
                        self._moved.notify_all()
                        return
                    self._moved.wait(TICK)
                    before = sum(other < mine for other in self._waiting)
                if monotonic() - came >= SAY_AFTER:
                    say(before)
        except BaseException:
            with self._moved:
                self._waiting.remove(mine)
                heapq.heapify(self._waiting)
                self._moved.notify_all()
            raise

    def _first(self, mine: tuple[float, int]) -> bool:
        return self._free > 0 and self._waiting[0] == mine

    def _give(self) -> bool:
        """Whether this thread had a place to give back."""
        if not getattr(self._mine, "held", False):
            return False
        self._mine.held = False
        with self._moved:
            self._free += 1
            self._moved.notify_all()
        return True


@cache
def gate() -> Gate:
    """Those of this process. Python's lock changes hands five times as often as usual, so that the server itself answers
    while scripts compute."""
    setswitchinterval(0.001)
    return Gate(zx.settings().running_scripts)


@contextmanager
def entering(*, quick: bool) -> Iterator[None]:
    """This run's turn; a reader who waits sees how many stand before, and a newer click ends the wait."""
    said: list[Any] = []

    def say(before: int) -> None:
        words = f"看的人较多，前面还有 {before} 位，请稍候。" if before else "看的人较多，马上轮到您。"
        said.append((said.pop() if said else st).toast(words))

    with gate().enter(quick=quick, say=say):
        yield
