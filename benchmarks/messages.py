"""What one rerun says to a browser: messages, bytes and the server's time, page by page, its answers there already."""

import asyncio
from statistics import median

from benchmarks.protocol import Rerun, opened, rerun
from benchmarks.serving import Served, served
from benchmarks.sessions import PAGES
from benchmarks.timing import Figure, Timed, figure
from benchmarks.workloads import TODAY, Workload
from zxdata.filters import Scope
from zxdata.regions import LADDER

DISTRICTS = 12


def messages(workload: Workload) -> list[Figure]:
    """``same``: the question asked before; ``other``: another district each time. ``kb``: what is sent to a browser that
    names what it has; ``new_kb``: what of it differs from the run before, at the same place of the page."""
    with workload.store.reading(Scope.whole()) as reading:
        districts = [r.code for r in reading.version.regions.valid_on(TODAY, LADDER[2])][:DISTRICTS]
    with served(workload) as server:
        return asyncio.run(_pages(server, districts, workload.counted))


async def _pages(server: Served, districts: list[str], rows: int) -> list[Figure]:
    found = []
    async with opened(server.address) as line:
        await rerun(line, "", "")
        for page in PAGES:
            for district in districts:
                await rerun(line, page, f"region={district}")
            for name, asked in (("same", [districts[-1]] * DISTRICTS), ("other", districts)):
                before, runs, new = server.cpu_seconds(), [], []
                stood: dict[tuple[int, ...], tuple[str, int]] = {}
                kept: frozenset[str] = frozenset()
                for district in asked:
                    run = await rerun(line, page, f"region={district}", kept)
                    now, kept = _told(run), run.kept
                    new.append(sum(size for place, (what, size) in now.items() if stood.get(place, ("",))[0] != what))
                    runs.append(run)
                    stood = now
                also = {
                    "server_cpu_ms": round(1000 * (server.cpu_seconds() - before) / len(runs), 1),
                    "messages": median(len(run.said) for run in runs),
                    "kb": round(median(sum(map(len, run.said)) for run in runs) / 1000, 1),
                    "new_kb": round(median(new[1:]) / 1000, 1),
                }
                timed = Timed(tuple(run.ms for run in runs))
                found.append(figure(f"messages.{page or 'overview'}.{name}", rows, timed, also=also))
    return found


def _told(run: Rerun) -> dict[tuple[int, ...], tuple[str, int]]:
    """Place on the page → what was last said of it, by its hash, and in how many bytes."""
    told = zip(run.messages, run.said, strict=True)
    return {
        tuple(message.metadata.delta_path): (message.ref_hash or message.hash, len(raw))
        for message, raw in told
        if message.ref_hash or message.HasField("delta")
    }
