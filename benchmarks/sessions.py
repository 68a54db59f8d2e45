"""Readers at their screens: sessions opened one a second, each asking for something else every half minute.

The client speaks Streamlit's own protocol over websockets; it runs on the same machine and takes its share of it.
"""

import asyncio
from dataclasses import dataclass, field
from random import Random
from time import monotonic, perf_counter

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.serving import Served, served
from benchmarks.timing import Figure, Timed, figure
from benchmarks.workloads import TODAY, Workload
from zxdata.filters import Scope
from zxdata.regions import LADDER

SESSIONS = 200
EVERY_SECONDS = 30
HELD_SECONDS = 90
ANSWER_SECONDS = 60
PAGES = ("", "coverage", "proposals", "supervision", "consultation")


@dataclass
class Seen:
    """Milliseconds of each answered rerun once all are there, and what went wrong."""

    everyone: asyncio.Event
    runs: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def sessions(workload: Workload) -> list[Figure]:
    with workload.store.reading(Scope.whole()) as reading:
        regions = reading.version.regions
        districts = [r.code for r in regions.valid_on(TODAY, LADDER[2])]
    with served(workload) as server:
        seen, spent = asyncio.run(_ramp(server, districts))
    for error in sorted(set(seen.errors)):
        print(f"出错 {seen.errors.count(error)} 次：{error}")
    also = {"sessions": SESSIONS, "errors": len(seen.errors), "server_cpu_ms": round(spent, 1)}
    return [figure("sessions", workload.counted, Timed(tuple(seen.runs or [float("nan")])), also=also)]


async def _ramp(server: Served, districts: list[str]) -> tuple[Seen, float]:
    """What was seen while all sessions were held, and the server's CPU milliseconds for each rerun then."""
    seen = Seen(asyncio.Event())
    over = asyncio.Event()
    held = []
    for n in range(SESSIONS):
        held.append(asyncio.create_task(_session(server.address, n, districts, seen, over)))
        await asyncio.sleep(1)
    seen.everyone.set()
    before = server.cpu_seconds()
    await asyncio.sleep(HELD_SECONDS)
    spent = server.cpu_seconds() - before
    over.set()
    await asyncio.gather(*held)
    return seen, 1000 * spent / max(1, len(seen.runs))


async def _session(address: str, n: int, districts: list[str], seen: Seen, over: asyncio.Event) -> None:
    dice = Random(n)
    try:
        async with connect(f"ws{address.removeprefix('http')}/_stcore/stream", max_size=None) as line:
            await _rerun(line, "", "")
            while not over.is_set():
                pause = asyncio.create_task(asyncio.sleep(EVERY_SECONDS * dice.uniform(0.8, 1.2)))
                await asyncio.wait({pause, asyncio.ensure_future(over.wait())}, return_when="FIRST_COMPLETED")
                if over.is_set():
                    break
                took = await _rerun(line, dice.choice(PAGES), f"region={dice.choice(districts)}")
                if seen.everyone.is_set():
                    seen.runs.append(took)
    except Exception as fault:  # whatever breaks a session is what is counted here
        seen.errors.append(f"{type(fault).__name__}: {fault}")


async def _rerun(line: ClientConnection, page: str, query: str) -> float:
    """Milliseconds from asking to the end of the script; raises TimeoutError, or RuntimeError where it failed."""
    asked = BackMsg()
    asked.rerun_script.page_name = page
    asked.rerun_script.query_string = query
    asked.rerun_script.context_info.timezone = "Asia/Shanghai"
    asked.rerun_script.context_info.locale = "zh-CN"
    started = perf_counter()
    await line.send(asked.SerializeToString())
    end = monotonic() + ANSWER_SECONDS
    while True:
        message = ForwardMsg.FromString(await asyncio.wait_for(line.recv(decode=False), end - monotonic()))
        if message.WhichOneof("type") == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            raise RuntimeError(message.delta.new_element.exception.message)
        if message.WhichOneof("type") == "script_finished":
            if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return (perf_counter() - started) * 1000
            if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                raise RuntimeError("compile error")
