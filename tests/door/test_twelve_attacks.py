"""Twelve attacks on sign-in by name: each refused, over raw requests and streams and in a real browser, and each one entry
in the log."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone

import pytest
import requests
from playwright.sync_api import Browser, BrowserContext, expect
from sqlalchemy import update

from tests.browsing import DESK
from tests.door.conftest import PASSWORD, Served
from tests.door.test_attacks import cookie_of, page_is_refused, stream_is_refused, within
from zxdata.access import Reader, Role, accounts, sessions, tokens
from zxdata.access.acts_log import entries, own_tables, verify
from zxdata.filters import Scope
from zxdata.ledger import writing
from zxdata.ledger.access_tables import sessions as open_sessions

EVIL = {"Origin": "https://evil.example"}
HERE = "127.0.0.1"


def session_of(served: Served, name: str) -> str:
    accounts.add(served.settings, name, Role.READER, ["500107"], password=PASSWORD, by="本机")
    return sessions.begin(served.settings, Reader(name, Role.READER, Scope.of("500107")), HERE, "口令")


def shown(served: Served, cookie: str) -> bool:
    """A cookie shown as a page, as a stream and by a program."""
    asked = requests.get(f"{served.address}/api/v1/metrics", cookies={"cockpit_session": cookie})
    return page_is_refused(served, cookie) and stream_is_refused(served, cookie) and asked.status_code == 401


def replayed(served: Served) -> str:
    session = served.signed_in("九")
    cookie = cookie_of(session)
    session.get(f"{served.address}/signout")
    return cookie


def expired(served: Served) -> str:
    cookie, past = session_of(served, "过期"), datetime.now(timezone.utc) - timedelta(minutes=1)
    with writing(own_tables(served.settings)) as connection:
        connection.execute(update(open_sessions).where(open_sessions.c.name == "过期").values(ends_at=past))
    return cookie


def disabled(served: Served) -> str:
    cookie = session_of(served, "停用")
    accounts.disable(served.settings, "停用", by="本机")
    return cookie


def of_other_rights(served: Served) -> str:
    cookie = session_of(served, "改权")
    accounts.grant(served.settings, "改权", Role.READER, ["500108"], by="安")
    return cookie


COOKIES: dict[str, Callable[[Served], str]] = {
    "forged cookie": lambda served: "forged-by-someone",
    "cookie replayed after sign-out": replayed,
    "cookie of another installation": lambda served: "Zm9yZWlnbi1pbnN0YWxsYXRpb24tc2Vzc2lvbi1pZC0y",
    "cookie of a session that has run out": expired,
    "cookie of an account that is disabled": disabled,
    "cookie from before a change of rights": of_other_rights,
}


def posted(served: Served, name: str, password: str, **more: str) -> bool:
    given = {"name": name, "password": password} | more
    return requests.post(f"{served.address}/signin", given, allow_redirects=False).status_code == 401


def locked(served: Served) -> None:
    accounts.add(served.settings, "五次", Role.READER, password=PASSWORD, by="本机")
    for _ in range(5):
        served.sign_in(requests.Session(), "五次", "wrong")


def api(served: Served, bearer: str) -> int:
    return requests.get(f"{served.address}/api/v1/metrics", headers={"Authorization": f"Bearer {bearer}"}).status_code


def revoked(served: Served) -> str:
    secret = tokens.add(served.settings, "收回", Role.READER, by="本机")
    tokens.revoke(served.settings, "收回", by="本机")
    return secret


OTHERS: dict[str, tuple[Callable[[Served], object], Callable[[Served, object], bool]]] = {
    "stream opened by a foreign page": (
        lambda served: cookie_of(served.signed_in()),
        lambda served, cookie: stream_is_refused(served, str(cookie), **EVIL),
    ),
    "form sent by a foreign page": (
        lambda served: None,
        lambda served, _: requests.post(f"{served.address}/signin", {"name": "王"}, headers=EVIL).status_code == 403,
    ),
    "form without its mark": (lambda served: None, lambda served, _: posted(served, "王", PASSWORD, mark="guessed")),
    "right password of a locked account": (
        locked,
        lambda served, _: served.sign_in(requests.Session(), "五次", PASSWORD).status_code == 401,
    ),
    "program's token that was taken back": (revoked, lambda served, secret: api(served, str(secret)) == 401),
    "name of another host": (
        lambda served: None,
        lambda served, _: requests.get(f"{served.address}/", headers={"Host": "evil.example"}).status_code == 400,
    ),
}


def refused(served: Served) -> int:
    return sum(entry.result == "refused" for entry in entries(served.settings))


def test_there_are_twelve() -> None:
    assert len(COOKIES | OTHERS) == 12


@pytest.mark.parametrize("attack", COOKIES)
def test_a_cookie_that_opens_nothing_is_one_entry_in_the_log(served: Served, attack: str) -> None:
    cookie = COOKIES[attack](served)
    before = refused(served)
    within(3, lambda: page_is_refused(served, cookie))
    assert shown(served, cookie)
    assert refused(served) == before + 1


@pytest.mark.parametrize("attack", OTHERS)
def test_a_call_that_is_refused_is_one_entry_in_the_log(served: Served, attack: str) -> None:
    prepared = OTHERS[attack][0](served)
    before = refused(served)
    assert OTHERS[attack][1](served, prepared)
    assert refused(served) == before + 1
    assert verify(served.settings) == []


@pytest.fixture
def window(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(**DESK)
    yield opened
    opened.close()


@pytest.mark.browser
def test_in_a_browser_each_of_these_cookies_leads_to_the_sign_in_page(served: Served, window: BrowserContext) -> None:
    page = window.new_page()
    for attack in ("forged cookie", "cookie replayed after sign-out", "cookie of another installation"):
        cookie = COOKIES[attack](served)
        window.add_cookies([{"name": "cockpit_session", "value": cookie, "url": served.address}])
        page.goto(f"{served.address}/proposals")
        expect(page.locator("input[type=password]")).to_be_visible()
        assert "/signin" in page.url, attack
        assert "cockpit_session" not in {each["name"] for each in window.cookies()}, attack


@pytest.mark.browser
def test_in_a_browser_a_foreign_page_opens_no_stream_with_the_cookie_of_its_reader(
    served: Served, window: BrowserContext
) -> None:
    cookie = cookie_of(served.signed_in())
    window.add_cookies([{"name": "cockpit_session", "value": cookie, "url": served.address}])
    page = window.new_page()
    address = f"{served.address.replace('http', 'ws', 1)}/_stcore/stream"
    said = """(address) => new Promise((told) => {
        const stream = new WebSocket(address)
        stream.onopen = () => told('open')
        stream.onerror = () => told('refused')
    })"""
    page.goto("data:text/html,<p>elsewhere</p>")
    assert page.evaluate(said, address) == "refused"
    page.goto(f"{served.address}/healthz")
    assert page.evaluate(said, address) == "open"
