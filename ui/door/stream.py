"""An open page's stream, which lasts as long as its session: whoever is signed out sees that said, at once."""

import asyncio
from contextlib import suppress

from google.protobuf.message import DecodeError
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from zxdata.access.presence import SECONDS, Presence

ENDED = "/signin?ended=1"
GONE = 4401  # the stream's own code for: no longer signed in


class Stream:
    """One page's stream. ``cookie``: what its browser held when it was opened."""

    def __init__(self, cookie: str, receive: Receive, send: Send) -> None:
        self.cookie = cookie
        self._receive, self._send = receive, send
        self._open, self._shut = False, asyncio.Event()

    async def receive(self) -> Message:
        """What the page sends; a disconnection where the session has ended meanwhile."""
        coming, ended = asyncio.ensure_future(self._receive()), asyncio.ensure_future(self._shut.wait())
        await asyncio.wait({coming, ended}, return_when=asyncio.FIRST_COMPLETED)
        if self._shut.is_set():
            coming.cancel()
            return {"type": "websocket.disconnect", "code": GONE}
        ended.cancel()
        return coming.result()

    async def send(self, message: Message) -> None:
        if self._shut.is_set():
            return
        self._open = self._open or message["type"] == "websocket.accept"
        await self._send(message)

    async def shut(self) -> None:
        """Leads the page to where the reader can sign in again, and closes."""
        if self._shut.is_set():
            return
        leaving = ForwardMsg()
        leaving.auth_redirect.url = ENDED
        with suppress(Exception):  # the browser may have gone by itself
            if self._open:
                await self._send({"type": "websocket.send", "bytes": leaving.SerializeToString()})
            await self._send({"type": "websocket.close", "code": GONE})
        self._shut.set()


class Streams:
    """All open streams of this process."""

    def __init__(self, presence: Presence) -> None:
        self._presence = presence
        self._open: set[Stream] = set()
        self._watch: asyncio.Task[None] | None = None

    async def serve(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send, cookie: str) -> None:
        """Runs the application on a stream until its session, or the page, ends."""
        stream = Stream(cookie, receive, send)
        self._open.add(stream)
        if self._watch is None or self._watch.done():
            self._watch = asyncio.create_task(self._watching())
        try:
            await app(scope, self._acting(stream), stream.send)
        finally:
            self._open.discard(stream)

    def _acting(self, stream: Stream) -> Receive:
        async def receive() -> Message:
            message = await stream.receive()
            if message["type"] != "websocket.receive":
                return message
            acted = _by_hand(message.get("bytes") or b"")
            if self._presence.fresh(stream.cookie) and not acted:
                return message
            session = await run_in_threadpool(self._presence.of, stream.cookie, active=acted)
            if session is None:
                await stream.shut()
                return {"type": "websocket.disconnect", "code": GONE}
            return message

        return receive

    async def _watching(self) -> None:
        """Once a second, as long as anyone looks on: whose session has ended."""
        while self._open:
            await asyncio.sleep(SECONDS)
            with suppress(Exception):  # the watch outlives whatever one look runs into
                gone = await run_in_threadpool(self._gone)
                for stream in [stream for stream in self._open if stream.cookie in gone]:
                    await stream.shut()

    def _gone(self) -> set[str]:
        cookies = {stream.cookie for stream in self._open}
        self._presence.look(cookies)
        return {cookie for cookie in cookies if self._presence.of(cookie) is None}


def _by_hand(frame: bytes) -> bool:
    """Whether a person did it: a page also renews itself."""
    message = BackMsg()
    try:
        message.ParseFromString(frame)
    except DecodeError:
        return False
    return message.WhichOneof("type") == "rerun_script" and not message.rerun_script.is_auto_rerun
