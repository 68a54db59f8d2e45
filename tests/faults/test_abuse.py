"""Requests as no browser sends them: the server answers or hangs up, goes on serving the others, and shows nothing of itself."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random

import pytest

from tests.browsing import free_port, serving
from tests.demonstration import EARLIER, own_demonstration

UPGRADE = (
    "GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Origin: http://127.0.0.1:{port}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
MEMORY = 300 << 10  # kB that all of it may cost the server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a server of this file's own."""
    folder = own_demonstration(tmp_path_factory.mktemp("abused"), EARLIER)
    environment = os.environ | {
        "ZX_DATABASE_URL": f"sqlite:///{folder / 'ledger.db'}",
        "ZX_SNAPSHOT_DIR": str(folder / "snapshot"),
        "ZX_TODAY": EARLIER.isoformat(),
        "ZX_AUTH": "none",
    }
    port = free_port()
    with serving(environment, port):
        yield port


def ask(port: int, path: str, headers: dict[str, str] | None = None, seconds: float = 20) -> tuple[int, bytes]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=seconds)) as line:
        line.request("GET", path, headers=headers or {})
        answer = line.getresponse()
        return answer.status, answer.read(1 << 20)


def connected(port: int) -> socket.socket:
    """A line on which the server has agreed to speak WebSocket."""
    line = socket.create_connection(("127.0.0.1", port), timeout=20)
    line.sendall(UPGRADE.format(port=port).encode())
    assert line.recv(4096).startswith(b"HTTP/1.1 101")
    return line


def masked(opcode: int, content: bytes, *, final: bool = True, length: int | None = None) -> bytes:
    """A frame as a client writes it; ``length``: what it says to be long."""
    size = len(content) if length is None else length
    head = bytes([(0x80 if final else 0) | opcode])
    if size < 126:
        head += bytes([0x80 | size])
    elif size < 1 << 16:
        head += bytes([0x80 | 126]) + size.to_bytes(2, "big")
    else:
        head += bytes([0x80 | 127]) + size.to_bytes(8, "big")
    return head + b"\0\0\0\0" + content


FRAMES = {
    "chance": Random(1).randbytes(2000),
    "no message of ours": masked(2, Random(2).randbytes(500)),
    "text for bytes": masked(1, "甲".encode() * 50),
    "broken text": masked(1, b"\xff\xfe\xfd"),
    "unmasked": b"\x82\x05hello",
    "reserved bits": b"\xf2\x80\0\0\0\0",
    "unknown kind": masked(0xB, b"x"),
    "endless pieces": masked(2, b"x", final=False) * 5000,
    "says to be 8 EB": masked(2, b"x" * 100, length=(1 << 63) - 1),
    "long control": b"\x89\xfe\x10\x00\0\0\0\0" + b"x" * 4096,
    "pings": masked(9, b"x") * 5000,
    "empty": masked(2, b"") * 2000,
    "closed twice": masked(8, b"\x03\xe8") * 2,
    "closed for no reason known": masked(8, b"\xff\xff"),
    "large": masked(2, b"x" * (8 << 20)),
}


def alive(port: int) -> None:
    began = time.monotonic()
    assert ask(port, "/_stcore/health") == (200, b"ok")
    assert time.monotonic() - began < 5
    with connected(port):
        pass


@pytest.mark.parametrize("kind", FRAMES)
def test_a_frame_that_is_none_ends_at_most_its_own_line(server: int, kind: str) -> None:
    with connected(server) as line, suppress(ConnectionError, BrokenPipeError, TimeoutError):
        line.settimeout(2)
        line.sendall(FRAMES[kind])
        while line.recv(65_536):
            pass
    alive(server)


PATHS = {
    "parameters": "/proposals?" + "&".join(f"p{n}={n}" for n in range(10_000)),
    "values": "/proposals?" + "&".join(f"unit={n}" for n in range(10_000)),
    "long": "/" + "a" * 60_000,
    "up": "/../../../../etc/passwd",
    "up, written in percent": "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "up in static": "/static/../../../app.py",
    "up in static, in percent": "/static/..%2f..%2f..%2fcockpit.toml",
    "source": "/app/static/../app.py",
    "settings": "/cockpit.toml",
    "media": "/media/../../cockpit.toml",
    "null": "/proposals%00.html",
    "broken percent": "/%zz%",
    "broken text": "/%ff%fe",
    "line break": "/x%0d%0aSet-Cookie:%20a=b",
    "address of another": "//x/evil",
    "metrics": "/_stcore/metrics",
    "upload of nobody": "/_stcore/upload_file/x/y",
}


@pytest.mark.parametrize("kind", PATHS)
def test_an_address_of_abuse_is_answered_without_anything_of_the_server(server: int, kind: str) -> None:
    with suppress(HTTPException, ConnectionError):
        for accept in ("text/html", "*/*"):
            status, content = ask(server, PATHS[kind], {"Accept": accept})
            assert status < 500
            for secret in (b"root:", b"database_url", b"st.App", b"Traceback", b"Set-Cookie: a=b"):
                assert secret not in content
    alive(server)


HEADERS = {
    "many": {f"X-{n}": "x" for n in range(90)},
    "long": {"X-Long": "x" * 60_000},
    "host": {"Host": "evil.example"},
    "cookie": {"Cookie": "; ".join(f"a{n}=b" for n in range(2000))},
    "origin": {"Origin": "http://evil.example"},
    "forwarded": {"X-Forwarded-For": "127.0.0.1", "X-Forwarded-Host": "evil.example"},
    "range": {"Range": "bytes=" + ",".join(f"{n}-{n}" for n in range(1000))},
    "encoding": {"Accept-Encoding": "gzip;q=1e999, " * 500},
}


@pytest.mark.parametrize("kind", HEADERS)
def test_headers_of_abuse_are_answered(server: int, kind: str) -> None:
    with suppress(HTTPException, ConnectionError):
        status, content = ask(server, "/", {"Accept": "text/html"} | HEADERS[kind])
        assert status < 500 and b"Traceback" not in content
    alive(server)


RAW = {
    "nothing": b"",
    "half a line": b"GET / HT",
    "no end": b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 100,
    "two lengths": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\nhello",
    "length and pieces": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x",
    "negative length": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "piece of 8 EB": b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n",
    "other language": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "HTTP/9": b"GET / HTTP/9.9\r\n\r\n",
    "chance": Random(3).randbytes(5000),
}


@pytest.mark.parametrize("kind", RAW)
def test_bytes_that_are_no_request_do_no_harm(server: int, kind: str) -> None:
    with socket.create_connection(("127.0.0.1", server), timeout=1) as line, suppress(OSError):
        line.sendall(RAW[kind])
        line.recv(4096)
    alive(server)


def test_two_hundred_who_say_a_sign_a_second_keep_nobody_waiting(server: int) -> None:
    slow = [socket.create_connection(("127.0.0.1", server), timeout=5) for _ in range(200)]
    waiting = [connected(server) for _ in range(20)]  # agreed, and then silent
    try:
        for sign in b"GET / H":
            for line in slow:
                with suppress(OSError):
                    line.sendall(bytes([sign]))
            alive(server)
    finally:
        for line in (*slow, *waiting):
            line.close()
    alive(server)


def test_requests_from_many_at_once_are_all_answered(server: int) -> None:
    answers: list[int] = []

    def one() -> None:
        for path in ("/", "/proposals", "/_stcore/health"):
            with suppress(OSError, HTTPException):
                answers.append(ask(server, path, {"Accept": "text/html"}, 60)[0])

    threads = [threading.Thread(target=one) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 120


def test_after_all_of_it_the_server_holds_no_more_than_it_did(server: int) -> None:
    """Of each kind once more, many times: what stays is measured, not what passes."""
    before = _memory(server)
    for kind in ("chance", "endless pieces", "says to be 8 EB", "large", "pings"):
        for _ in range(5):
            with connected(server) as line, suppress(OSError):
                line.settimeout(1)
                line.sendall(FRAMES[kind])
    alive(server)
    assert _memory(server) - before < MEMORY


def _memory(port: int) -> int:
    """Resident kB of the process that listens on the port."""
    inodes = {
        row.split()[9]
        for row in Path("/proc/net/tcp").read_text().splitlines()[1:]
        if int(row.split()[1].split(":")[1], 16) == port and row.split()[3] == "0A"
    }
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if any(os.readlink(held)[8:-1] in inodes for held in (process / "fd").iterdir()):
                return int((process / "statm").read_text().split()[1]) * 4
    raise LookupError(port)
