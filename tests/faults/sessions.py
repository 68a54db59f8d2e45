"""Sessions without a browser: they speak Streamlit's own protocol and look at what comes back."""

import asyncio
from dataclasses import dataclass, field
from random import Random
from time import monotonic

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

ANSWER_SECONDS = 90
ADDRESSES = (
    ("", ""),
    ("coverage", "region=500107"),
    ("proposals", "part=list"),
    ("proposals", "part=colours"),
    ("supervision", "part=replay"),
    ("consultation", "part=topics"),
    ("data", ""),
    ("definitions", ""),
)


@dataclass
class Seen:
    """Runs that were answered, what stood in red bars, and what broke."""

    runs: int = 0
    red: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


async def session(address: str, seed: int, end: float, pause: float, seen: Seen) -> None:
    """One reader who turns to a page of chance after another until ``end``."""
    dice = Random(seed)
    try:
        async with connect(f"ws{address.removeprefix('http')}/_stcore/stream", max_size=None) as line:
            while monotonic() < end:
                await run(line, *dice.choice(ADDRESSES), seen)
                await asyncio.sleep(pause * dice.uniform(0.5, 1.5))
    except Exception as fault:  # whatever breaks a session is what is looked for
        seen.broken.append(f"{type(fault).__name__}: {fault}")


async def run(line: ClientConnection, page: str, query: str, seen: Seen) -> None:
    asked = BackMsg()
    asked.rerun_script.page_name = page
    asked.rerun_script.query_string = query
    asked.rerun_script.context_info.timezone = "Asia/Shanghai"
    await line.send(asked.SerializeToString())
    end = monotonic() + ANSWER_SECONDS
    while True:
        message = ForwardMsg.FromString(await asyncio.wait_for(line.recv(decode=False), end - monotonic()))
        kind = message.WhichOneof("type")
        if kind == "delta":
            element = message.delta.new_element
            if element.WhichOneof("type") == "exception":
                seen.broken.append(element.exception.message)
            if element.WhichOneof("type") == "html" and "bar red" in element.html.body:
                seen.red.append(f"{page}?{query}: {element.html.body[:300]}")
        if kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            seen.runs += 1
            return
        if kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            raise RuntimeError("compile error")
