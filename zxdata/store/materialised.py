"""Rows in memory beside a version: what is asked again and again of every case, worked out once."""

from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable
from math import inf
from threading import Lock

import pyarrow as pa

from zxdata.store.codes import Coded

ASKED = 3  # the first questions are soonest answered from the facts; a page asks more
A_QUESTION = 12_500
"""Rows that cost as much to lay out as one question saves by them: measured on a million voices."""
BUDGET = 256 << 20  # bytes of all that is held beside one version


class Materialised:
    """Held by key, the longest unused out first where all of it would take more than the budget. Nobody waits for what
    another one is making: it is not there yet."""

    def __init__(self, asked: int = ASKED, budget: int = BUDGET) -> None:
        self._least, self._budget = asked, budget
        self._lock, self._making = Lock(), Lock()
        self._asked: Counter[Hashable] = Counter()
        self._held: OrderedDict[Hashable, Coded] = OrderedDict()
        self._worthwhile: dict[Hashable, float] = {}

    def coded(
        self, key: Hashable, most: Callable[[], float], many: Callable[[], int], rows: Callable[[], pa.Table]
    ) -> Coded | None:
        """The ``rows`` as codes, made when ``key`` has been asked for ``asked`` times, of ``many`` rows when it has been asked
        for so often that having them from the start would have been worth its cost; None before, and where they are more
        than the budget: the question is then answered from the facts. A deadline that breaks the making off is the
        question's.

        ``most``: how many of them there can be, known without counting, which costs as much as laying them out.
        """
        found = self._found(key)
        if found is not None or self._asked[key] < self._least:
            return found
        if key not in self._worthwhile:
            self._worthwhile[key] = self._least + (many() // A_QUESTION if most() >= A_QUESTION else 0)
        if self._asked[key] < self._worthwhile[key] or not self._making.acquire(blocking=False):
            return None
        try:
            if (found := self._found(key)) is not None:  # another one finished it just now
                return found
            made = Coded.of(rows())
            if made.size > self._budget:
                self._worthwhile[key] = inf
                return None
            with self._lock:
                self._held[key] = made
                while self.size > self._budget:
                    self._asked.pop(self._held.popitem(last=False)[0])
            return made
        finally:
            self._making.release()

    @property
    def size(self) -> int:
        """Bytes of all that is held."""
        return sum(each.size for each in self._held.values())

    def _found(self, key: Hashable) -> Coded | None:
        with self._lock:
            self._asked[key] += 1
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)
