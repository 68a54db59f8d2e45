"""A command weighed whole: its time, the work of all its processes, and the memory they hold at the same moment."""

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.timing import Timed

PAUSE = 0.02
PAGES_IN_MB = os.sysconf("SC_PAGE_SIZE") / (1 << 20)


@dataclass(frozen=True)
class Weight:
    """One run: milliseconds by the clock and of work in all processes; the highest sum of resident memory, in MB."""

    ms: float
    cpu_ms: float
    peak_mb: float


def weigh(command: Sequence[str], **settings: str) -> Weight:
    """Run a command to its end, with these in its environment. Raises SystemExit, with its last words, where it fails."""
    busy, started, peak = _children_ms(), perf_counter(), 0.0
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, text=True, env=os.environ | settings, **quiet) as process:  # type: ignore[call-overload]
        while process.poll() is None:
            peak = max(peak, sum(map(_resident_mb, _family(process.pid))))
            time.sleep(PAUSE)
        spent = (perf_counter() - started) * 1000
        said = process.stderr.read() if process.stderr else ""
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}：{said[-500:]}")
    return Weight(spent, _children_ms() - busy, peak)


def working(work: Callable[[], object]) -> Weight:
    """What a call spends that works in processes of its own; the memory is that of all of them beside this one's."""
    busy, started, peaks = _children_ms(), perf_counter(), [0.0]
    ended = threading.Event()

    def watch() -> None:
        own = os.getpid()
        while not ended.wait(PAUSE):
            peaks.append(sum(_resident_mb(each) for each in _family(own) if each != own))

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    try:
        work()
    finally:
        ended.set()
        watching.join()
    return Weight((perf_counter() - started) * 1000, _children_ms() - busy, max(peaks))


def weighed(runs: Sequence[Weight]) -> tuple[Timed, Mapping[str, float]]:
    """The times of the runs, and what is said beside them."""
    also = {"cpu_ms": round(median(run.cpu_ms for run in runs)), "peak_mb": round(max(run.peak_mb for run in runs))}
    return Timed(tuple(run.ms for run in runs)), also


def _children_ms() -> float:
    spent = os.times()
    return (spent.children_user + spent.children_system) * 1000


def _family(process: int) -> Iterator[int]:
    """A process and all that it started."""
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _resident_mb(process: int) -> float:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGES_IN_MB
    except (OSError, IndexError):
        return 0.0
