"""What the first to open a page waits for: each landing view in a version that nobody has asked anything yet, and for a
district then, which nobody has asked for."""

from contextlib import closing
from dataclasses import replace
from statistics import median
from time import perf_counter, process_time

from benchmarks.timing import Figure, Timed, figure
from benchmarks.workloads import TODAY, Workload
from zxdata.filters import Filters, Scope
from zxdata.periods import presets
from zxdata.regions import LADDER
from zxdata.store import Store
from zxdata.views import VIEWS
from zxdata.views.asking import Asking

RUNS = 3
PAGES = ("overview", "voices", "proposals", "supervision", "consultation", "coverage")
SECONDS = 600.0


def cold(workload: Workload) -> list[Figure]:
    """``cold.PAGE``: the first question to a version; ``cold.PAGE.district``: one district after the other after it, all of
    them: the first few pay for laying the facts out in memory."""
    _ = workload.store.version
    found = []
    for page in PAGES:
        first, others = [], []
        for _run in range(RUNS):
            with closing(Store(workload.settings.snapshot_dir)) as store:
                filters = _opening(store)
                first.append(_asked(workload, store, page, filters))
                with store.reading(Scope.whole()) as reading:
                    districts = reading.version.regions.valid_on(TODAY, LADDER[2])
                others += [_asked(workload, store, page, replace(filters, region=each.code)) for each in districts]
        for name, runs in ((f"cold.{page}", first), (f"cold.{page}.district", others)):
            cpu = {"cpu_ms": round(median(spent for _, spent in runs), 1)}
            found.append(figure(name, workload.counted, Timed(tuple(wall for wall, _ in runs)), also=cpu))
    return found


def _opening(store: Store) -> Filters:
    """The period that pages open with."""
    opening = store.rules().opening
    since, until = presets(TODAY).get(opening.period, presets(TODAY)["近12个月"])
    return Filters(TODAY, None, since, until, basis=opening.basis)


def _asked(workload: Workload, store: Store, page: str, filters: Filters) -> tuple[float, float]:
    """Milliseconds by the clock and of this process's work."""
    wall, work = perf_counter(), process_time()
    with store.reading(Scope.whole(), SECONDS) as reading:
        VIEWS[page](Asking(reading, filters, reading.version.rules, workload.settings))
    return (perf_counter() - wall) * 1000, (process_time() - work) * 1000
