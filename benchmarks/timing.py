"""How long a thing takes: medians over runs, in milliseconds."""

import gc
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from time import perf_counter
from typing import Any


@dataclass(frozen=True)
class Timed:
    """Milliseconds of each run, in order."""

    runs: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.runs)

    @property
    def p95(self) -> float:
        return quantiles(self.runs, n=20, method="inclusive")[-1] if len(self.runs) > 1 else self.runs[0]


@dataclass(frozen=True)
class Figure:
    """One measured figure; ratio = vs_median_ms ÷ median_ms: how many times faster than the comparison."""

    name: str
    rows: int
    median_ms: float
    p95_ms: float
    vs: str | None = None
    vs_median_ms: float | None = None
    ratio: float | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def timed(work: Callable[[], Any], runs: int, warm: int = 1) -> Timed:
    """``work`` called ``runs`` times after ``warm`` unmeasured calls; garbage is collected between, not during."""
    for _ in range(warm):
        work()
    found = []
    gc.collect()
    for _ in range(runs):
        started = perf_counter()
        work()
        found.append((perf_counter() - started) * 1000)
    return Timed(tuple(found))


def figure(name: str, rows: int, ours: Timed, vs: str | None = None, theirs: Timed | None = None) -> Figure:
    against = theirs.median if theirs else None
    return Figure(name, rows, round(ours.median, 3), round(ours.p95, 3), vs,
                  None if against is None else round(against, 3),
                  None if against is None else round(against / ours.median, 1))  # fmt: skip
