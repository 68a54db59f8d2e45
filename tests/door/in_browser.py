"""What an attacker has a browser do at the door, and what it shows in the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from playwright.sync_api import Page, expect

from tests.door.conftest import PASSWORD, Served
from tests.door.prepared import session_of
from ui.door.signin import ENDED
from zxdata.access import Role

NO_STREAM = "error"  # all that a browser tells the script of a foreign page
STREAM = """(address) => new Promise((told) => {
    const stream = new WebSocket(address)
    stream.onopen = () => told("open")
    stream.onerror = () => told("error")
})"""


def said(page: Page) -> str:
    expect(page.locator(".said")).to_be_visible()
    return page.locator(".said").inner_text()


def with_cookie(page: Page, served: Served, cookie: str) -> str:
    """In a window that never signed in; it is sent to sign in, and the cookie is taken from it."""
    page.context.add_cookies([{"name": "cockpit_session", "value": cookie, "url": served.address}])
    page.goto(f"{served.address}/proposals")
    page.wait_for_url("**/signin?next=%2Fproposals&ended=1")
    assert "cockpit_session" not in {each["name"] for each in page.context.cookies()}
    return said(page)


def with_the_page_open(page: Page, served: Served, name: str) -> str:
    cookie = session_of(served, name, Role.SECURITY)
    page.context.add_cookies([{"name": "cockpit_session", "value": cookie, "url": served.address}])
    page.goto(f"{served.address}/")
    expect(page.locator(".account")).to_contain_text(name, timeout=90_000)
    served.expire(name)
    page.wait_for_url("**/signin?ended=1", timeout=20_000)
    assert said(page) == ENDED
    return with_cookie(page, served, cookie)


@contextmanager
def foreign_page(page: Page, html: str) -> Iterator[None]:
    """Opened, in a window that holds the cookie if any does: a page from another port, to which the browser sends it along."""

    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        yield
        server.shutdown()


def stream_of_a_foreign_page(page: Page, served: Served, cookie: str) -> str:
    page.context.add_cookies([{"name": "cockpit_session", "value": cookie, "url": served.address}])
    address = f"{served.address.replace('http', 'ws', 1)}/_stcore/stream"
    with foreign_page(page, "<p>elsewhere"):
        told = str(page.evaluate(STREAM, address))
    page.goto(f"{served.address}/healthz")
    assert page.evaluate(STREAM, address) == "open"  # on a page of the cockpit's own the same script is let in
    return told


def form_of_a_foreign_page(page: Page, served: Served, _: str) -> str:
    form = f'<form method="post" action="{served.address}/signin"><input name="name" value="王"><button>领奖'
    with foreign_page(page, form):
        page.locator("button").click()
        page.wait_for_url(f"{served.address}/signin")
    return page.locator("body").inner_text()


def filled(page: Page, served: Served, name: str, mark: str = "") -> str:
    page.goto(f"{served.address}/signin")
    if mark:
        page.locator("[name=mark]").evaluate("(field, mark) => { field.value = mark }", mark)
    page.locator("#name").fill(name)
    page.locator("#password").fill(PASSWORD)
    page.locator("#password").press("Enter")
    return said(page)


def opened(page: Page, address: str) -> str:
    page.goto(address)
    return said(page)
