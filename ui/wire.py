"""The server's answers on the wire: compressed once and kept; unknown pages lead home by name."""

import asyncio
import gzip
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.contents import CONTENTS
from ui.door import Door
from ui.outdated import Outdated
from zxdata.journal import keep_journal

PLACES = ("/static/", "/drawing/")
KINDS = (".js", ".css", ".html", ".svg", ".json")
LEAST = 1024


class Packed:
    """Static files of the browser's program: compressed on first request, then from memory.

    Streamlit sends them plain, and a general gzip layer would compress the largest one anew for each visitor.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[str, tuple[list[tuple[bytes, bytes]], bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        wanted = scope["type"] == "http" and scope["method"] == "GET" and path.startswith(PLACES)
        headers = Headers(scope=scope) if wanted else None
        if headers is None or not path.endswith(KINDS) or "gzip" not in headers.get("accept-encoding", ""):
            await self.app(scope, receive, send)
            return
        if path not in self._kept:
            status, fresh, body = await self._plain(scope)
            if status != 200 or len(body) < LEAST:
                await self._send(send, status, fresh, body)
                return
            passed_on = [(k, v) for k, v in fresh if k.lower() not in (b"content-length", b"accept-ranges", b"vary")]
            packed = gzip.compress(body, 6, mtime=0)
            self._kept[path] = (
                [
                    *passed_on,
                    (b"content-encoding", b"gzip"),
                    (b"vary", b"Accept-Encoding"),
                    (b"content-length", str(len(packed)).encode()),
                ],
                packed,
            )
        await self._send(send, 200, *self._kept[path])

    async def _plain(self, scope: Scope) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        """The whole file, also where the visitor leaves meanwhile: what is kept goes to all that come after."""
        status, headers, chunks = 500, [], []
        dropped = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
        asked = {**scope, "headers": [(k, v) for k, v in scope["headers"] if k.lower() not in dropped]}

        async def collect(message: Message) -> None:
            nonlocal status, headers
            if message["type"] == "http.response.start":
                status, headers = message["status"], list(message["headers"])
            elif message["type"] == "http.response.body":
                chunks.append(message.get("body", b""))

        async def stay() -> Message:
            await asyncio.Event().wait()
            return {"type": "http.disconnect"}

        await self.app(asked, stay, collect)
        return status, headers, b"".join(chunks)

    @staticmethod
    async def _send(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


class KnownPages:
    """A page that does not exist is answered by the first page, which names it; Streamlit would open a dialog."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.pages = {entry.path for entry in CONTENTS}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET" and self._lost(scope["path"], Headers(scope=scope)):
            page = scope["path"].strip("/")
            await RedirectResponse(f"/?missing={quote(page[:60], safe='')}", 303)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _lost(self, path: str, headers: Headers) -> bool:
        page = path.strip("/")
        asks_for_page = "text/html" in headers.get("accept", "")
        return (
            asks_for_page
            and page not in self.pages
            and not page.startswith(
                ("static/", "drawing/", "_stcore", "app/", "media/", "embed/", "api/", "healthz", "readyz", "help")
            )
        )


keep_journal()
LAYERS = [
    Middleware(Door),
    Middleware(KnownPages),
    Middleware(Packed),
    Middleware(GZipMiddleware, minimum_size=LEAST),
    Middleware(Outdated),
]
