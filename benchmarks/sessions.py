"""Readers at their screens: sessions opened one a second, each asking for something else every half minute.

The client speaks Streamlit's own protocol over websockets; it runs on the same machine and takes its share of it.
"""

import asyncio
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from random import Random
from time import perf_counter

from benchmarks.protocol import opened, rerun
from benchmarks.serving import Served, served
from benchmarks.timing import Figure, Timed, figure
from benchmarks.workloads import TODAY, Workload
from zxdata.filters import Scope
from zxdata.regions import LADDER

EVERY_SECONDS = 30
HELD_SECONDS = 90
PAGES = ("", "coverage", "proposals", "supervision", "consultation")
NO_GATE = 10_000
WAYS: dict[str, tuple[int, dict[str, str]]] = {
    "sessions": (1, {}),
    "sessions.no_gate": (1, {"ZX_RUNNING_SCRIPTS": str(NO_GATE)}),
    "sessions.two_processes": (2, {}),
}
"""Name → how many processes serve, and what is set for them; a reader stays with one process, as by a cookie."""


@dataclass
class Seen:
    """Milliseconds of each handshake, of each answered rerun once all are there, and what went wrong."""

    everyone: asyncio.Event
    handshakes: list[float] = field(default_factory=list)
    runs: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def sessions(workload: Workload) -> list[Figure]:
    """Each way of serving in turn, the same readers asking the same of each."""
    with workload.store.reading(Scope.whole()) as reading:
        regions = reading.version.regions
        districts = [r.code for r in regions.valid_on(TODAY, LADDER[2])]
    return [_held(name, workload, districts) for name in WAYS]


def _held(name: str, workload: Workload, districts: list[str]) -> Figure:
    processes, settings = WAYS[name]
    with ExitStack() as running:
        servers = [running.enter_context(served(workload, settings)) for _ in range(processes)]
        seen, spent = asyncio.run(_ramp(servers, workload.readers, districts))
    for error in sorted({*seen.errors, *seen.lost}):
        print(f"{name} 出错 {(seen.errors + seen.lost).count(error)} 次：{error}")
    also = {
        "sessions": workload.readers,
        "errors": len(seen.errors),
        "handshakes_lost": len(seen.lost),
        "handshake_p95_ms": round(Timed(tuple(seen.handshakes or [float("nan")])).p95, 1),
        "reruns": len(seen.runs),
        "server_cpu_ms": round(spent, 1),
    }
    return figure(name, workload.counted, Timed(tuple(seen.runs or [float("nan")])), also=also)


async def _ramp(servers: Sequence[Served], readers: int, districts: list[str]) -> tuple[Seen, float]:
    """What was seen while all sessions were held, and the servers' CPU milliseconds for each rerun then."""
    seen = Seen(asyncio.Event())
    over = asyncio.Event()
    held = []
    for n in range(readers):
        address = servers[n % len(servers)].address
        held.append(asyncio.create_task(_session(address, n, districts, seen, over)))
        await asyncio.sleep(1)
    seen.everyone.set()
    before = sum(server.cpu_seconds() for server in servers)
    await asyncio.sleep(HELD_SECONDS)
    spent = sum(server.cpu_seconds() for server in servers) - before
    over.set()
    await asyncio.gather(*held)
    return seen, 1000 * spent / max(1, len(seen.runs))


async def _session(address: str, n: int, districts: list[str], seen: Seen, over: asyncio.Event) -> None:
    dice, shook = Random(n), False
    try:
        started = perf_counter()
        async with opened(address) as line:
            shook = True
            seen.handshakes.append((perf_counter() - started) * 1000)
            await rerun(line, "", "")
            while not over.is_set():
                pause = asyncio.create_task(asyncio.sleep(EVERY_SECONDS * dice.uniform(0.8, 1.2)))
                await asyncio.wait({pause, asyncio.ensure_future(over.wait())}, return_when="FIRST_COMPLETED")
                if over.is_set():
                    break
                run = await rerun(line, dice.choice(PAGES), f"region={dice.choice(districts)}")
                if seen.everyone.is_set():
                    seen.runs.append(run.ms)
    except Exception as fault:  # whatever breaks a session is what is counted here
        (seen.errors if shook else seen.lost).append(f"{type(fault).__name__}: {fault}")
