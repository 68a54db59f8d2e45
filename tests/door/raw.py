"""The door as a program meets it: requests with a cookie, and a stream opened by hand."""

from collections.abc import Callable
from time import monotonic

import requests
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.door.conftest import Served
from zxdata.access.acts_log import entries

PAGE = {"Accept": "text/html"}


def stream(served: Served, cookie: str = "", **headers: str) -> ClientConnection:
    """A raw stream as a browser opens it on the cockpit's own page, unless the headers say otherwise."""
    said = {"Origin": served.address} | ({"Cookie": f"cockpit_session={cookie}"} if cookie else {})
    said = {name: value for name, value in (said | headers).items() if value}
    address = f"{served.address.replace('http', 'ws', 1)}/_stcore/stream"
    origin = said.pop("Origin", None)
    return connect(address, origin=origin, additional_headers=said, open_timeout=20)  # type: ignore[arg-type]


def stream_is_refused(served: Served, cookie: str = "", **headers: str) -> bool:
    try:
        stream(served, cookie, **headers).close()
    except InvalidStatus as fault:
        return fault.response.status_code == 403
    return False


def cookie_of(session: requests.Session) -> str:
    return session.cookies.get("cockpit_session") or ""


def page_is_refused(served: Served, cookie: str) -> bool:
    cookies = {"cockpit_session": cookie} if cookie else {}
    answer = requests.get(f"{served.address}/proposals", cookies=cookies, headers=PAGE, allow_redirects=False)
    return answer.status_code == 303 and answer.headers["location"].startswith("/signin?next=%2Fproposals")


def within(seconds: float, so: Callable[[], bool]) -> None:
    """What another process does is known here after a second."""
    since = monotonic()
    while not so():
        assert monotonic() - since < seconds


def refusals(served: Served) -> int:
    return sum(entry.result == "refused" for entry in entries(served.settings))
