"""What a browser is told that is too old for the cockpit: without this its page would stay blank."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.browser import script
from ui.contents import CONTENTS

CHROMIUM, FIREFOX = 112, 121
"""The oldest versions in which every page is drawn."""
SENTENCE = (
    "这个浏览器太旧，打不开驾驶舱。先看是不是在“兼容模式”，要换成“极速模式”；"
    f"还不行，请换内核是 Chromium {CHROMIUM} 以上的 360、奇安信、红莲花等浏览器，或 Firefox {FIREFOX} 以上。"
)
SCRIPT = f"<script>\n{script('outdated').replace('SENTENCE', SENTENCE)}</script>\n</head>"
PAGES = frozenset({"/", *(f"/{entry.path}" for entry in CONTENTS)})


class Outdated:
    """Streamlit's page, with a look at the browser before its own program; asked for as it is written, without compression."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] not in PAGES:
            await self.app(scope, receive, send)
            return
        asked = {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]}
        started: Message | None = None
        page = b""

        async def sending(message: Message) -> None:
            nonlocal started, page
            if message["type"] == "http.response.start" and _is_page(message):
                started = message
            elif started is None:
                await send(message)
            else:
                page += message.get("body", b"")
                if not message.get("more_body"):
                    page = page.replace(b"</head>", SCRIPT.encode(), 1)
                    await send({**started, "headers": _headers(started, len(page))})
                    await send({**message, "body": page})

        await self.app(asked, receive, sending)


def _is_page(start: Message) -> bool:
    said = Headers(raw=list(start["headers"]))
    return bool(start["status"] == 200 and said.get("content-type", "").startswith("text/html"))


def _headers(start: Message, length: int) -> list[tuple[bytes, bytes]]:
    """Those of the page as it is sent; what told whether Streamlit's own has changed says nothing of it."""
    said = MutableHeaders(raw=list(start["headers"]))
    said["content-length"] = str(length)
    for name in ("etag", "last-modified", "accept-ranges"):
        del said[name]
    return said.raw
