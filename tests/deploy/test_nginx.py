"""Two processes behind the shipped nginx.conf, with a real nginx: a browser stays with one, by a cookie."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.browsing import free_port
from zxdata.configuration import ROOT

NGINX = shutil.which("nginx") or next((p for p in ("/usr/sbin/nginx",) if Path(p).exists()), None)
COOKIE = "zhengxie_process"
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx 未安装：apt-get install nginx")


@contextmanager
def process(name: str) -> Iterator[ThreadingHTTPServer]:
    """A server that answers with its name and how the connection was to be upgraded."""

    class Named(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(f"{name} {self.headers['Host']} {self.headers['Upgrade'] or '-'}".encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Named) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@contextmanager
def proxy(folder: Path, first: int, second: int) -> Iterator[str]:
    port = free_port()
    site = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    site = (
        site.replace("listen 80;", f"listen 127.0.0.1:{port};")
        .replace(":8501", f":{first}")
        .replace(":8502", f":{second}")
    )
    config = folder / "nginx.conf"
    config.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1; events {{}}\n"
        f"http {{ access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;"
        f" fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n{site}\n}}",
        encoding="utf-8",
    )
    running = subprocess.Popen([str(NGINX), "-c", str(config), "-p", str(folder)], stderr=subprocess.DEVNULL)
    try:
        end = monotonic() + 20
        while True:
            try:
                asked(f"http://127.0.0.1:{port}")
                break
            except HTTPError:
                break
            except OSError:
                assert monotonic() < end and running.poll() is None, (folder / "error.log").read_text()
                sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(10)


def asked(address: str, cookie: str = "", **headers: str) -> tuple[str, str]:
    """Which process answered, in its words; and the cookie that is to be remembered, "" for none."""
    headers |= {"Cookie": f"{COOKIE}={cookie}"} if cookie else {}
    with urlopen(Request(address, headers=headers), timeout=10) as answer:
        found = SimpleCookie(answer.headers.get("Set-Cookie", ""))
        return answer.read().decode(), found[COOKIE].value if found else ""


def test_a_browser_stays_with_the_process_of_its_cookie_and_new_ones_are_dealt_to_both(tmp_path: Path) -> None:
    with process("one") as one, process("two") as two, proxy(tmp_path, one.server_port, two.server_port) as address:
        firsts = [asked(address) for _ in range(24)]
        assert {(said.split()[0], cookie) for said, cookie in firsts} == {("one", "1"), ("two", "2")}
        for cookie, name in (("1", "one"), ("2", "two")):
            assert {asked(address, cookie) for _ in range(8)} == {(f"{name} 127.0.0.1 -", "")}
        assert asked(address, "9")[1] in ("1", "2")  # a cookie of nobody is another first visit
        assert asked(address, "2", Upgrade="websocket", Connection="Upgrade")[0] == "two 127.0.0.1 websocket"


def test_where_one_process_is_away_the_other_takes_its_readers(tmp_path: Path) -> None:
    with process("two") as two, proxy(tmp_path, free_port(), two.server_port) as address:
        assert asked(address, "1")[0].startswith("two") and asked(address, "2")[0].startswith("two")
