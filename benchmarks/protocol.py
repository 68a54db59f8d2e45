"""A reader without a browser: Streamlit's own protocol over a websocket."""

from asyncio import wait_for
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from time import monotonic, perf_counter

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from ui.door.caller import COOKIE

ANSWER_SECONDS = 60
HANDSHAKE_SECONDS = 10


@dataclass(frozen=True)
class Rerun:
    """ms: from asking to the end of the script; said: what the server sent meanwhile, as it came."""

    ms: float
    said: tuple[bytes, ...]

    @cached_property
    def messages(self) -> list[ForwardMsg]:
        return [ForwardMsg.FromString(raw) for raw in self.said]

    @property
    def kept(self) -> frozenset[str]:
        """What a browser has of it, by the names that it tells with its next question."""
        found = {each.hash for each in self.messages if each.metadata.cacheable}
        return frozenset(found | {each.ref_hash for each in self.messages if each.ref_hash})


@asynccontextmanager
async def opened(address: str, cookie: str = "") -> AsyncIterator[ClientConnection]:
    """The stream of the server at ``address``, for whom ``cookie`` is; raises OSError, TimeoutError or InvalidHandshake where it does not come."""
    said = {"Origin": address} | ({"Cookie": f"{COOKIE}={cookie}"} if cookie else {})
    async with connect(
        f"ws{address.removeprefix('http')}/_stcore/stream",
        max_size=None,
        open_timeout=HANDSHAKE_SECONDS,
        additional_headers=said,
    ) as line:
        yield line


async def rerun(line: ClientConnection, page: str, query: str, kept: Collection[str] = ()) -> Rerun:
    """One run of a page's script; ``kept``: what the browser has already. Raises TimeoutError, or RuntimeError where it
    failed."""
    asked = BackMsg()
    asked.rerun_script.cached_message_hashes.extend(kept)
    asked.rerun_script.page_name = page
    asked.rerun_script.query_string = query
    asked.rerun_script.context_info.timezone = "Asia/Shanghai"
    asked.rerun_script.context_info.locale = "zh-CN"
    started = perf_counter()
    await line.send(asked.SerializeToString())
    end, said = monotonic() + ANSWER_SECONDS, []
    while True:
        raw = await wait_for(line.recv(decode=False), end - monotonic())
        said.append(raw)
        message = ForwardMsg.FromString(raw)
        if message.WhichOneof("type") == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            raise RuntimeError(message.delta.new_element.exception.message)
        if message.WhichOneof("type") == "script_finished":
            if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return Rerun((perf_counter() - started) * 1000, tuple(said))
            if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                raise RuntimeError("compile error")
