"""What goes over the wire: static files packed once, unknown pages led home."""

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from ui.wire import KnownPages, Packed

BODY = b"const a = 1;\n" * 500


class Program:
    """An application that answers every path with the same file and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked += 1
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"text/javascript"), (b"content-length", str(len(BODY)).encode())],
            }
        )
        await send({"type": "http.response.body", "body": BODY})


async def in_halves(scope: Any, receive: Any, send: Any) -> None:
    """The same file, given up after its first half where the visitor has left, as Starlette does."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/javascript")]})
    await send({"type": "http.response.body", "body": BODY[:3000], "more_body": True})
    left = asyncio.ensure_future(receive())
    await asyncio.sleep(0)
    if not left.done():
        await send({"type": "http.response.body", "body": BODY[3000:]})
        left.cancel()


async def leave() -> dict[str, str]:
    return {"type": "http.disconnect"}


async def stay() -> None:
    await asyncio.Event().wait()


def fetch(app: Any, path: str, receive: Any = stay, **headers: str) -> tuple[int, dict[bytes, bytes], bytes]:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "server": ("localhost", 80),
        "scheme": "http",
        "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
    }
    with ThreadPoolExecutor(1) as own:  # a browser test that ran before keeps its loop on the main thread
        own.submit(asyncio.run, app(scope, receive, send)).result()
    return sent[0]["status"], dict(sent[0]["headers"]), b"".join(m.get("body", b"") for m in sent[1:])


def test_a_static_file_is_packed_once_and_unpacks_to_the_same_bytes() -> None:
    program = Program()
    app = Packed(program)
    for _ in range(3):
        status, headers, body = fetch(app, "/static/js/main.js", accept_encoding="gzip, br")
        assert status == 200 and headers[b"content-encoding"] == b"gzip"
        assert int(headers[b"content-length"]) == len(body) < len(BODY) and gzip.decompress(body) == BODY
    assert program.asked == 1


def test_a_visitor_who_leaves_early_does_not_halve_the_file_for_the_next() -> None:
    app = Packed(in_halves)
    for visitor in (leave, stay):
        _, _, body = fetch(app, "/static/js/main.js", receive=visitor, accept_encoding="gzip")
    assert gzip.decompress(body) == BODY


def test_who_cannot_unpack_gets_the_plain_file() -> None:
    _, headers, body = fetch(Packed(Program()), "/static/js/main.js")
    assert body == BODY and b"content-encoding" not in headers


def test_an_unknown_page_leads_to_the_first_and_is_named() -> None:
    program = Program()
    status, headers, _ = fetch(KnownPages(program), "/no/such", accept="text/html")
    assert (status, headers[b"location"]) == (303, b"/?missing=no%2Fsuch") and program.asked == 0


def test_pages_and_files_pass() -> None:
    program = Program()
    for path in ("/", "/coverage", "/_stcore/health", "/static/js/main.js"):
        assert fetch(KnownPages(program), path, accept="text/html")[0] == 200
    assert program.asked == 4
