"""Thirty-two readers at once on the data layer: thinking between views, all at one new view, each at another."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import product
from random import Random
from threading import Barrier
from time import perf_counter, sleep

from benchmarks.landing import Cockpit
from benchmarks.timing import Figure, Timed, figure
from benchmarks.workloads import TODAY, Workload
from zxdata.filters import Filters, Scope
from zxdata.regions import LADDER
from zxdata.store.answers import Answers

USERS = 32
VIEWS_EACH = 8
THINK_SECONDS = 2.0
POPULAR = 60
ROUNDS = 5


def users(workload: Workload) -> list[Figure]:
    ours = Cockpit(workload, TODAY)
    for _ in range(3):
        ours()
    with workload.store.reading(Scope.whole()) as reading:
        regions = reading.version.regions
        districts = [r.code for r in regions.valid_on(TODAY, LADDER[2])]
    asked = [
        Filters(TODAY, region, date(year, 1, 1), min(date(year, 12, 31), TODAY))
        for year, region in product((2026, 2025, 2024), districts)
    ]
    return [
        figure("users.think", workload.counted, _thinking(ours, asked[:POPULAR])),
        figure("users.one_view", workload.counted, _together(ours, [[one] * USERS for one in asked[:ROUNDS]])),
        figure(
            "users.each_another",
            workload.counted,
            _together(ours, [asked[n * USERS : (n + 1) * USERS] for n in range(len(asked) // USERS)]),
        ),
    ]


def _ask(kept: Answers, ours: Cockpit, filters: Filters) -> float:
    started = perf_counter()
    kept.get(ours.workload.store.version, filters, replace(ours, filters=filters))
    return (perf_counter() - started) * 1000


def _at_once(work: Callable[[int], list[float]]) -> list[float]:
    with ThreadPoolExecutor(USERS) as readers:
        return [ms for found in readers.map(work, range(USERS)) for ms in found]


def _thinking(ours: Cockpit, asked: Sequence[Filters]) -> Timed:
    """Each reader pauses 2 s on average between views; some views are asked for far oftener than others."""
    kept = Answers()
    often = [1 / (n + 1) for n in range(len(asked))]

    def read(n: int) -> list[float]:
        dice, found = Random(n), []
        for filters in dice.choices(asked, often, k=VIEWS_EACH):
            sleep(dice.expovariate(1 / THINK_SECONDS))
            found.append(_ask(kept, ours, filters))
        return found

    return Timed(tuple(_at_once(read)))


def _together(ours: Cockpit, rounds: Sequence[Sequence[Filters]]) -> Timed:
    """All readers in the same moment, nothing of it asked before; once for each round."""
    found: list[float] = []
    for asked in rounds:
        kept, start = Answers(), Barrier(USERS)

        def read(n: int, asked: Sequence[Filters] = asked, kept: Answers = kept, start: Barrier = start) -> list[float]:
            start.wait()
            return [_ask(kept, ours, asked[n])]

        found += _at_once(read)
    return Timed(tuple(found))
