"""Counts by place, kept beside a version: a few thousand small numbers instead of every row.

Whoever asks of another district, or of the whole after its districts, has the answer in them.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from threading import Lock

from zxdata.store.codes import Codes, Numbers

BUDGET = 32 << 20  # bytes of all tallies beside one version


@dataclass(frozen=True, eq=False)
class Tally:
    """places: the place, or set of places, of each number; counts: what was counted → how much of it in each of them."""

    places: Codes
    counts: Mapping[Hashable, Numbers]

    @property
    def size(self) -> int:
        """Bytes."""
        return self.places.size + sum(int(numbers.nbytes) for numbers in self.counts.values())


class Tallies:
    """Held by key, the longest unused out first where all would take more than the budget in bytes. Nobody waits for what
    another one is making."""

    def __init__(self, budget: int = BUDGET) -> None:
        self._budget = budget
        self._lock, self._making = Lock(), Lock()
        self._held: OrderedDict[Hashable, tuple[Tally, ...]] = OrderedDict()

    def found(self, key: Hashable, asked: Iterable[Hashable]) -> dict[Hashable, Tally]:
        """Those of what is ``asked`` that have been counted, each with the tally that tells it."""
        with self._lock:
            tallies = self._held.get(key, ())
            if tallies:
                self._held.move_to_end(key)
        return {each: tally for each in asked for tally in tallies if each in tally.counts}

    def made(self, key: Hashable, make: Callable[[], Tally]) -> Tally | None:
        """What ``make`` gives, kept where it fits the budget; None while another one is being made. A deadline that breaks the
        making off is the question's."""
        if not self._making.acquire(blocking=False):
            return None
        try:
            tally = make()
        finally:
            self._making.release()
        with self._lock:
            self._held[key] = (*self._held.pop(key, ()), tally)
            while self.size > self._budget:
                self._held.popitem(last=False)
        return tally

    @property
    def size(self) -> int:
        """Bytes of all that is held."""
        return sum(tally.size for tallies in self._held.values() for tally in tallies)
