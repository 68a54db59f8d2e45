"""Twelve attacks on sign-in: with what each is made, over raw requests and streams, and in a browser."""

from collections.abc import Callable
from dataclasses import dataclass

import requests
from playwright.sync_api import Page

from tests.door import in_browser, prepared
from tests.door.conftest import PASSWORD, Served
from tests.door.raw import cookie_of, page_is_refused, stream_is_refused, within
from ui.door.door import BAD_TOKEN, WRONG_HOST, WRONG_PAGE
from ui.door.signin import ENDED, STALE
from zxdata.access.signing_in import WRONG

EVIL = "http://evil.example"
PROXIED = {"X-Forwarded-For": "10.9.0.1"}  # one who suspects an address says so once: the browser's is another
GONE = "登录凭据不能用：不存在或已结束"


@dataclass(frozen=True)
class Attack:
    """shows: what the reader's browser shows in the end; note: why, in the one entry of the log. ``prepared`` gives what the
    two others are made with: a cookie, a token, or nothing."""

    shows: str
    note: str
    prepared: Callable[[Served], str]
    refused: Callable[[Served, str], bool]
    browsed: Callable[[Page, Served, str], str]


def cookie_is_refused(served: Served, cookie: str) -> bool:
    """Shown as a page, as a stream and by a program; what another process ended is known here within a second or two."""
    within(3, lambda: page_is_refused(served, cookie))
    asked = requests.get(f"{served.address}/api/v1/metrics", cookies={"cockpit_session": cookie})
    return stream_is_refused(served, cookie) and asked.status_code == 401


def form_is_refused(served: Served, **given: str) -> bool:
    return requests.post(f"{served.address}/signin", given, allow_redirects=False).status_code == 401


def token_is_refused(served: Served, secret: str) -> bool:
    said = {"Authorization": f"Bearer {secret}"}
    return requests.get(f"{served.address}/api/v1/metrics", headers=said).status_code == 401


def by_cookie(found: Callable[[Served], str]) -> Attack:
    return Attack(ENDED, GONE, found, cookie_is_refused, in_browser.with_cookie)


ATTACKS: dict[str, Attack] = {
    "forged cookie": by_cookie(lambda served: prepared.another("forged-by-")),
    "cookie replayed after sign-out": by_cookie(prepared.signed_out),
    "cookie of another installation": by_cookie(prepared.of_another_installation),
    "cookie of an account that is disabled": by_cookie(prepared.disabled),
    "cookie from before a change of rights": by_cookie(prepared.of_other_rights),
    "cookie of a session that has run out": Attack(
        ENDED,
        GONE,
        lambda served: prepared.another("到时"),
        lambda served, name: cookie_is_refused(served, prepared.run_out(served, name)),
        in_browser.with_the_page_open,
    ),
    "stream opened by a foreign page": Attack(
        in_browser.NO_STREAM,
        "请求不是从驾驶舱自己的页面来的：http://",
        lambda served: cookie_of(served.signed_in()),
        lambda served, cookie: stream_is_refused(served, cookie, Origin=EVIL, **PROXIED),
        in_browser.stream_of_a_foreign_page,
    ),
    "form sent by a foreign page": Attack(
        WRONG_PAGE,
        "请求不是从驾驶舱自己的页面来的：http://",
        lambda served: "",
        lambda served, _: (
            requests.post(f"{served.address}/signin", {"name": "王"}, headers={"Origin": EVIL, **PROXIED}).status_code
            == 403
        ),
        in_browser.form_of_a_foreign_page,
    ),
    "form without its mark": Attack(
        STALE,
        "不是登录页发来的",
        lambda served: "王",
        lambda served, name: form_is_refused(served, name=name, password=PASSWORD, mark="guessed"),
        lambda page, served, name: in_browser.filled(page, served, name, mark="guessed"),
    ),
    "right password of a locked account": Attack(
        WRONG,
        "锁定中",
        prepared.locked,
        lambda served, name: served.sign_in(requests.Session(), name, PASSWORD).status_code == 401,
        in_browser.filled,
    ),
    "token that was taken back": Attack(
        BAD_TOKEN,
        "令牌不能用",
        prepared.taken_back,
        token_is_refused,
        lambda page, served, secret: in_browser.opened(page, f"{served.address}/?token={secret}&screen=1"),
    ),
    "name of another host": Attack(
        WRONG_HOST,
        "地址不是驾驶舱的：evil.",
        lambda served: "",
        lambda served, _: (
            requests.get(f"{served.address}/", headers={"Host": "evil.example", **PROXIED}).status_code == 400
        ),
        lambda page, served, _: in_browser.opened(page, served.address.replace("127.0.0.1", "evil.localhost")),
    ),
}
