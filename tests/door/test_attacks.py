"""Attacks on the door, over plain requests and a raw stream: each is refused, and stands in the log."""

from collections.abc import Callable
from time import monotonic

import pytest
import requests
from websockets.exceptions import ConnectionClosed

from tests.door.conftest import PASSWORD, Served, hidden
from tests.door.raw import PAGE, cookie_of, page_is_refused, refusals, stream, stream_is_refused, within
from ui.door.headers import policy
from zxdata.access import Role, accounts, tokens
from zxdata.access.acts_log import entries, own_tables, verify
from zxdata.ledger import writing

BEHIND = (
    "/static/js/index.js",
    "/drawing/plotly.js",
    "/media/x.xlsx",
    "/component/x",
    "/api/v1/metrics",
    "/api/v1/openapi.json",
    "/_stcore/health",
    "/_stcore/host-config",
    "/app/static/x",
    "/favicon.png",
)


def test_without_a_session_nothing_is_given_but_the_sign_in_page(served: Served) -> None:
    assert page_is_refused(served, "") and stream_is_refused(served)
    for path in BEHIND:
        assert requests.get(f"{served.address}{path}").status_code == 401, path
    for method in ("PUT", "DELETE", "POST"):
        answer = requests.request(method, f"{served.address}/_stcore/upload_file/a/b")
        assert answer.status_code == 401, method
    assert requests.get(f"{served.address}/healthz").json() == {"alive": True}
    assert "登录" in requests.get(f"{served.address}/signin").text


def test_with_a_session_page_files_and_stream_are_given(served: Served) -> None:
    session = served.signed_in()
    assert session.get(f"{served.address}/proposals", headers=PAGE, allow_redirects=False).status_code == 200
    assert session.get(f"{served.address}/_stcore/health").status_code == 200
    stream(served, cookie_of(session)).close()


ENDINGS: dict[str, Callable[[Served], object]] = {
    "disabled": lambda served: accounts.disable(served.settings, "九", by="系"),
    "other rights": lambda served: accounts.grant(served.settings, "九", Role.READER, ["500108"], by="安"),
    "new password": lambda served: accounts.renew_password(served.settings, "九", password=PASSWORD, by="系"),
    "time": lambda served: served.expire("九"),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_open_stream_is_closed_as_soon_as_another_process_ends_its_session(served: Served, ending: str) -> None:
    accounts.enable(served.settings, "九", by="系")
    own_tables(served.settings)
    with writing(own_tables(served.settings)) as connection:
        connection.exec_driver_sql("UPDATE accounts SET must_change = 0")
    cookie = cookie_of(served.signed_in("九"))
    with stream(served, cookie) as opened:
        ENDINGS[ending](served)
        since, said = monotonic(), b""
        with pytest.raises(ConnectionClosed) as closed:
            while monotonic() - since < 10:
                frame = opened.recv(timeout=10)
                said += frame if isinstance(frame, bytes) else frame.encode()
        assert closed.value.rcvd and closed.value.rcvd.code == 4401
        assert monotonic() - since < 4
        assert b"/signin?ended=1" in said
    assert page_is_refused(served, cookie) and stream_is_refused(served, cookie)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_a_page_elsewhere_cannot_open_a_stream_with_the_readers_cookie(served: Served, origin: str) -> None:
    assert stream_is_refused(served, cookie_of(served.signed_in()), Origin=origin)


def test_a_page_elsewhere_cannot_upload_or_sign_in(served: Served) -> None:
    session, evil = served.signed_in(), {"Origin": "https://evil.example"}
    assert session.put(f"{served.address}/_stcore/upload_file/a/b", headers=evil).status_code == 403
    assert session.post(f"{served.address}/signin", headers=evil).status_code == 403
    own = {"Origin": served.address}
    sent = session.put(f"{served.address}/_stcore/upload_file/a/b", files={"f": b"x"}, headers=own)
    assert sent.status_code == 403  # without the mark that only the page's own script reads


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example"]
)
def test_sign_in_leads_nowhere_else(served: Served, wanted: str) -> None:
    answer = served.sign_in(requests.Session(), "王", PASSWORD, next=wanted)
    assert answer.headers["location"] == "/"


def test_sign_in_leads_to_where_the_reader_wanted_to_go(served: Served) -> None:
    answer = served.sign_in(requests.Session(), "王", PASSWORD, next="/proposals?region=500107")
    assert answer.headers["location"] == "/proposals?region=500107"


def test_a_name_elsewhere_that_points_here_is_refused(served: Served) -> None:
    cookie = cookie_of(served.signed_in())
    for path in ("/", "/healthz", "/signin", "/api/v1/metrics"):
        answer = requests.get(
            f"{served.address}{path}", headers={"Host": "evil.example"}, cookies={"cockpit_session": cookie}
        )
        assert answer.status_code == 400, path


def test_a_cookie_chosen_beforehand_is_not_taken_over(served: Served) -> None:
    session = requests.Session()
    session.cookies.set("cockpit_session", "chosen")
    served.sign_in(session, "王", PASSWORD)
    assert page_is_refused(served, "chosen")


def test_a_name_in_a_header_means_nothing_where_readers_sign_in_by_password(served: Served) -> None:
    said = PAGE | {"X-Remote-User": "王".encode().decode("latin-1"), "X-Forwarded-For": "127.0.0.1"}
    assert requests.get(f"{served.address}/", headers=said, allow_redirects=False).status_code == 303


def test_a_first_password_is_changed_before_anything_is_seen(served: Served) -> None:
    accounts.add(served.settings, "新", Role.READER, password=PASSWORD, by="本机")
    session = requests.Session()
    asked = served.sign_in(session, "新", PASSWORD, next="/coverage")
    assert asked.status_code == 200 and "换口令" in asked.text and cookie_of(session) == ""
    given = hidden(asked.text) | {"password": PASSWORD, "new": "another horse 8", "again": "another horse 8"}
    changed = session.post(f"{served.address}/signin/password", given, allow_redirects=False)
    assert (changed.status_code, changed.headers["location"]) == (303, "/coverage")
    assert not page_is_refused(served, cookie_of(session))
    forged = given | {"ticket": "forged", "name": "王"}
    before = refusals(served)
    assert session.post(f"{served.address}/signin/password", forged, allow_redirects=False).status_code == 401
    assert refusals(served) == before + 1


def test_a_wall_shows_its_token_once_and_a_program_with_each_request(served: Served) -> None:
    secret = tokens.add(served.settings, "大厅", Role.READER, by="本机")
    wall = requests.Session()
    opened = wall.get(f"{served.address}/?token={secret}&screen=1", headers=PAGE, allow_redirects=False)
    assert (opened.status_code, opened.headers["location"]) == (303, "/?screen=1")
    cookie = cookie_of(wall)
    assert not page_is_refused(served, cookie)
    program = {"Authorization": f"Bearer {secret}"}
    assert requests.get(f"{served.address}/api/v1/metrics", headers=program).status_code == 200
    desk = wall.get(f"{served.address}/proposals?region=500107", headers=PAGE, allow_redirects=False)
    assert (desk.status_code, desk.headers["location"]) == (303, "/proposals?screen=1")
    tokens.revoke(served.settings, "大厅", by="本机")
    before = refusals(served)
    within(3, lambda: page_is_refused(served, cookie))
    assert requests.get(f"{served.address}/?token={secret}", headers=PAGE, allow_redirects=False).status_code == 401
    within(3, lambda: requests.get(f"{served.address}/api/v1/metrics", headers=program).status_code == 401)
    assert refusals(served) == before + 2  # the cookie, and the token once


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/interact"])
def test_doors_of_streamlit_that_nobody_needs_are_closed_to_readers_too(served: Served, path: str) -> None:
    assert served.signed_in().get(f"{served.address}{path}").status_code == 404


def test_every_answer_tells_the_browser_what_it_may_not_do(served: Served) -> None:
    session = served.signed_in()
    for path in ("/", "/signin", "/static/none.js", "/api/v1/metrics", "/healthz"):
        said = session.get(f"{served.address}{path}").headers
        assert "frame-ancestors 'none'" in said["content-security-policy"], path
        assert "http" not in said["content-security-policy"], path
        assert said["x-content-type-options"] == "nosniff", path
        assert said["referrer-policy"] == "same-origin", path
        assert "strict-transport-security" not in said, path
    # This machine's own proxy says that the reader's line is encrypted.
    behind = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "10.0.0.9"}
    form = requests.get(f"{served.address}/signin", headers=behind)
    assert form.headers["strict-transport-security"] == "max-age=31536000"
    assert all("Secure" in cookie and "HttpOnly" in cookie for cookie in form.raw.headers.getlist("set-cookie"))
    given = served.sign_in(requests.Session(), "王", PASSWORD).raw.headers.getlist("set-cookie")
    (cookie,) = [each for each in given if each.startswith("cockpit_session=")]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Max-Age" not in cookie  # until the browser is closed


def test_the_form_is_one_that_password_managers_fill(served: Served) -> None:
    form = requests.get(f"{served.address}/signin").text
    assert 'autocomplete="username"' in form and 'autocomplete="current-password"' in form


def test_the_portal_that_is_named_may_frame_the_cockpit_and_no_other(served: Served) -> None:
    portal = served.settings.model_copy(update={"frame_ancestors": "https://evil.example"})
    assert "frame-ancestors https://evil.example;" in f"{policy(portal)};"
    assert "frame-ancestors 'none'" in policy(served.settings)


def test_the_log_holds_where_everyone_came_from_and_its_chain_is_whole(served: Served) -> None:
    behind = {"X-Forwarded-For": "10.0.0.9"}
    requests.post(f"{served.address}/signin", {"name": "王"}, headers=behind)
    assert entries(served.settings)[-1].address == "10.0.0.9"
    assert verify(served.settings) == []
