"""How long a thing takes: medians over runs, in milliseconds."""

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
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
    """One measured figure; ratio = vs_median_ms ÷ median_ms: how many times faster than the comparison.

    also: what was counted besides, by its name.
    """

    name: str
    rows: int
    median_ms: float
    p95_ms: float
    vs: str | None = None
    vs_median_ms: float | None = None
    ratio: float | None = None
    also: Mapping[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "also"} | dict(self.also)


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


def figure(
    name: str,
    rows: int,
    ours: Timed,
    vs: str | None = None,
    theirs: Timed | None = None,
    also: Mapping[str, float] | None = None,
) -> Figure:
    against = theirs.median if theirs else None
    return Figure(
        name,
        rows,
        round(ours.median, 3),
        round(ours.p95, 3),
        vs,
        None if against is None else round(against, 3),
        None if against is None else round(against / ours.median, 1),
        also or {},
    )
