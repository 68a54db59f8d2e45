"""Pages of many people's acts: the landing views of 民情 and 委员履职, cold and warm, in work and memory.

Each is asked in a process of its own: the first view of a process, the first of another day, then the same day again;
then 委员卡, of one member after another.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from resource import RUSAGE_SELF, getrusage
from time import process_time

from benchmarks.crowds import Dutiful, Voiced
from benchmarks.timing import Figure, Timed, figure
from benchmarks.workloads import TODAY, Workload
from zxdata.configuration import ROOT
from zxdata.filters import Filters, Scope
from zxdata.views import VIEWS
from zxdata.views.asking import Asking

CROWDS: dict[str, type[Workload]] = {"voices": Voiced, "members": Dutiful}
AGAIN = 5
CARDS = ("M00001", "N000M00002", "N000M00003")
YEAR = timedelta(days=365)


def voices(workload: Workload) -> list[Figure]:
    return _measured("voices", workload.rows)


def members(workload: Workload) -> list[Figure]:
    return _measured("members", workload.rows)


def _measured(key: str, rows: int) -> list[Figure]:
    """Milliseconds of work, not of the clock: two threads of DuckDB count twice."""
    crowd = CROWDS[key](rows)
    crowd.store.close()
    asked = [sys.executable, "-m", "benchmarks.people", key, str(rows)]
    told = json.loads(
        subprocess.run(asked, check=True, capture_output=True, text=True, cwd=ROOT).stdout.splitlines()[-1]
    )
    also = {"peak_mb": told["peak_mb"]}
    return [
        figure(f"{key}.{name}", crowd.counted, Timed(tuple(told[name])), also=also if name == "first" else None)
        for name in ("first", "another_day", "again", "card")
        if told[name]
    ]


def _told(key: str, rows: int) -> dict[str, object]:
    """CPU milliseconds of each view, and the highest resident memory of the process in MB."""
    crowd = CROWDS[key](rows)

    def view(day: date, view: str = key, **options: str) -> None:
        filters = Filters(day, None, day - YEAR, day, basis="period")
        with crowd.store.reading(Scope.whole(), seconds=600) as reading:
            VIEWS[view](Asking(reading, filters, crowd.rules, crowd.settings, tuple(options.items())))

    crowd.store.reading(Scope.whole())
    first = _worked(lambda: view(TODAY))
    another = [_worked(lambda n=n: view(TODAY - timedelta(days=n))) for n in range(1, 4)]  # type: ignore[misc]
    again = [_worked(lambda: view(TODAY)) for _ in range(AGAIN)]
    asked = CARDS if key == "members" else ()
    card = [_worked(lambda no=no: view(TODAY, "members.card", person=no)) for no in asked]  # type: ignore[misc]
    peak = round(getrusage(RUSAGE_SELF).ru_maxrss / 1024)
    return {"first": [first], "another_day": another, "again": again, "card": card, "peak_mb": peak}


def _worked(work: Callable[[], None]) -> float:
    started = process_time()
    work()
    return (process_time() - started) * 1000


if __name__ == "__main__":
    print(json.dumps(_told(sys.argv[1], int(sys.argv[2]))))
