"""What files cost: a briefing of twelve figures in each kind, and 100,000 detail rows in a process of its own.

``python -m benchmarks.briefings ROWS`` is that process: it prints its milliseconds and its peak of memory in MB.
"""

import json
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from benchmarks.timing import Figure, Timed, figure, timed
from benchmarks.workloads import TODAY, Workload
from zxdata.export import export_file
from zxdata.figures import View
from zxdata.filters import Filters, Question, Scope
from zxdata.store import Store
from zxdata.views import view
from zxdata.views.drill_through import rows

FIGURES = 12
KINDS = ("pptx", "docx", "xlsx")
DETAIL_ROWS = 100_000
DETAIL_OF = "proposals.submitted"


def briefing(workload: Workload) -> list[Figure]:
    """A view of twelve figures as a deck, a letter and a workbook; then the detail rows."""
    whole = _twelve(workload)
    found = [
        figure(f"briefing_{kind}", workload.counted, timed(partial(export_file, whole, kind), 5)) for kind in KINDS
    ]
    child = [sys.executable, "-m", "benchmarks.briefings", str(workload.rows)]
    runs = [json.loads(subprocess.run(child, check=True, capture_output=True).stdout) for _ in range(3)]
    also = {"cpu_ms": round(median(each["cpu_ms"] for each in runs)), "peak_mb": max(each["peak_mb"] for each in runs)}
    spent = Timed(tuple(each["ms"] for each in runs))
    return [*found, figure("detail_rows_xlsx", runs[0]["rows"], spent, also=also)]


def _twelve(workload: Workload) -> View:
    """The pages' own figures, those of the overview first."""
    pages = [
        view(workload.store, key, Filters(TODAY), Scope.whole(), workload.settings)
        for key in ("overview", "proposals", "consultation")
    ]
    figures = [each for page in pages for each in page.figures]
    return replace(pages[0], figures=tuple(figures[:FIGURES]), table=None)


def _details(workload: Workload) -> dict[str, float]:
    """From the question to the file, imports apart from time but not from memory."""
    store = Store(workload.settings.snapshot_dir)
    started, busy = perf_counter(), process_time()
    table = rows(store, DETAIL_OF, Filters(TODAY), Scope.whole(), workload.rules, DETAIL_ROWS)
    question, colours = Question(Filters(TODAY), Scope.whole()), workload.rules.colours
    about = View(
        "rows",
        table.title,
        "",
        "",
        TODAY,
        store.version,
        "",
        (),
        (),
        table,
        question=question,
        palette=colours,
        cockpit="",
        body="",
    )
    export_file(about, "xlsx")
    spent = (perf_counter() - started) * 1000
    return {"ms": spent, "cpu_ms": (process_time() - busy) * 1000, "peak_mb": _peak_mb(), "rows": len(table.frame)}


def _peak_mb() -> float:
    """As Linux counts it since the program began; getrusage would also count the parent that it was forked from."""
    status = Path("/proc/self/status").read_text()
    return round(int(status.partition("VmHWM:")[2].split()[0]) / 1024, 1)


if __name__ == "__main__":
    print(json.dumps(_details(Workload(int(sys.argv[1])))))
