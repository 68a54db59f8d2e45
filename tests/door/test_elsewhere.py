"""Signing in elsewhere: at a real OpenID Connect provider, and through a proxy that names the reader."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from joserfc import jwt
from joserfc.jwk import RSAKey
from oidc_provider_mock import run_server_in_thread
from requests.adapters import HTTPAdapter

from tests.browsing import free_port, serving
from tests.door.conftest import KEY, Served, environment, open_accounts
from tests.ledger_rows import put, region
from ui.door import oidc
from ui.door.caller import Caller
from zxdata.access.acts_log import entries, verify
from zxdata.access.signing_in import Refused
from zxdata.configuration import Settings, load_settings
from zxdata.ledger import connect

PAGE = {"Accept": "text/html"}


def installation(migrated: Path, folder: Path, **more: str) -> Settings:
    shutil.copy(migrated, folder / "ledger.db")
    settings = load_settings(
        database_url=f"sqlite:///{folder / 'ledger.db'}", snapshot_dir=folder / "snapshot", secret_key=KEY, **more
    )
    put(
        connect(settings.database_url),
        regions=[region(code, code, "区县") for code in ("500107", "500108")],
    )
    open_accounts(settings)
    return settings


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with run_server_in_thread() as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture(scope="module")
def by_oidc(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory, provider: str) -> Iterator[Served]:
    more = {"auth": "oidc", "oidc_issuer": provider, "oidc_client_id": "cockpit", "oidc_client_secret": "geheim"}
    settings = installation(migrated_file, tmp_path_factory.mktemp("oidc"), **more)
    with serving(environment(settings) | {"AUTHLIB_INSECURE_TRANSPORT": "1"}, free_port()) as address:
        yield Served(address, settings)


@pytest.fixture(scope="module")
def by_header(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    more = {"auth": "header", "trusted_proxies": "127.0.0.2", "auth_rights_header": "X-Rights"}
    settings = installation(migrated_file, tmp_path_factory.mktemp("header"), **more)
    with serving(environment(settings), free_port()) as address:
        yield Served(address, settings)


def back_from(served: Served, session: requests.Session, name: str) -> str:
    """The address to which the provider leads back whoever signs in there under this name."""
    away = session.get(f"{served.address}/signin/go?next=/coverage", allow_redirects=False)
    assert away.status_code == 303, away.text
    answer = requests.post(away.headers["location"], {"sub": name}, allow_redirects=False)
    return answer.headers["location"]


def test_who_signs_in_at_the_provider_is_let_in_with_the_rights_of_the_account(by_oidc: Served) -> None:
    session = requests.Session()
    answer = session.get(back_from(by_oidc, session, "九"), allow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/coverage")
    assert session.get(f"{by_oidc.address}/coverage", headers=PAGE, allow_redirects=False).status_code == 200
    entry = entries(by_oidc.settings)[-1]
    assert (entry.who, entry.act, entry.result, entry.note) == ("九", "sign_in", "done", "统一身份认证")


def test_the_way_back_works_once_and_only_for_who_set_out(by_oidc: Served) -> None:
    session = requests.Session()
    back = back_from(by_oidc, session, "九")
    held = session.cookies.copy()
    assert requests.get(back, allow_redirects=False).status_code == 401
    wrong = back.replace("state=", "state=x")
    assert session.get(wrong, allow_redirects=False).status_code == 401
    assert session.get(back, allow_redirects=False).status_code == 303
    assert requests.get(back, cookies=held, allow_redirects=False).status_code == 401
    assert [e.note for e in entries(by_oidc.settings) if e.result == "refused"][-3:-1] == [
        "没有先从登录页出发，或已过时",
        "state 不符",
    ]


def test_a_name_of_the_provider_without_an_account_is_said_to_have_none(by_oidc: Served) -> None:
    session = requests.Session()
    answer = session.get(back_from(by_oidc, session, "nobody"), allow_redirects=False)
    assert answer.status_code == 401 and "“nobody”在驾驶舱里没有账号" in answer.text


CLAIMS: dict[str, Any] = {"iss": "https://example.org", "aud": "cockpit", "sub": "王", "nonce": "n"}
MINE, OTHERS = RSAKey.generate_key(2048, {"kid": "k"}), RSAKey.generate_key(2048, {"kid": "k"})
BAD: dict[str, tuple[dict[str, Any], RSAKey]] = {
    "expired": ({"exp": -600}, MINE),
    "from a clock ten minutes ahead": ({"iat": 600, "exp": 1200}, MINE),
    "for another audience": ({"aud": "portal"}, MINE),
    "of another issuer": ({"iss": "https://evil.example"}, MINE),
    "of another sign-in": ({"nonce": "replayed"}, MINE),
    "signed by someone else": ({}, OTHERS),
}


def signed(more: dict[str, Any], key: RSAKey) -> str:
    now = int(time.time())
    times = {"iat": now + more.get("iat", 0), "exp": now + more.get("exp", 300)}
    return jwt.encode({"alg": "RS256", "kid": "k"}, CLAIMS | more | times, key)


@pytest.fixture
def asking(migrated_file: Path, tmp_path: Path) -> Settings:
    shutil.copy(migrated_file, tmp_path / "ledger.db")
    more = {"oidc_issuer": "https://example.org", "oidc_client_id": "cockpit", "oidc_client_secret": "geheim"}
    return load_settings(
        database_url=f"sqlite:///{tmp_path / 'ledger.db'}", auth="oidc", secret_key=KEY, snapshot_dir=tmp_path, **more
    )


def verified(settings: Settings, token: str) -> dict[str, Any]:
    keys = {"keys": [MINE.as_dict(private=False)]}
    caller = Caller.of({"type": "http", "path": "/signin/oidc", "headers": [], "client": ("10.0.0.7", 9)}, settings)
    return oidc._verified(settings, caller, {"issuer": CLAIMS["iss"], "keys": keys}, token, "n")


def test_a_token_of_the_provider_for_this_sign_in_is_believed(asking: Settings) -> None:
    assert verified(asking, signed({}, MINE))["sub"] == "王"


@pytest.mark.parametrize("token", BAD)
def test_any_other_token_is_refused_and_logged(asking: Settings, token: str) -> None:
    with pytest.raises(Refused, match="没有认可"):
        verified(asking, signed(*BAD[token]))
    (entry,) = entries(asking)
    assert (entry.result, entry.address) == ("refused", "10.0.0.7")


@pytest.mark.parametrize("token", ["", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiLnjosifQ."])
def test_a_token_without_a_signature_is_refused(asking: Settings, token: str) -> None:
    with pytest.raises(Refused):
        verified(asking, token)


def test_a_provider_that_is_away_is_said_to_be(asking: Settings) -> None:
    gone = asking.model_copy(update={"oidc_issuer": "http://127.0.0.1:1"})
    caller = Caller.of({"type": "http", "path": "/signin/go", "headers": [], "client": ("10.0.0.7", 9)}, gone)
    with pytest.raises(Refused, match="现在连不上"):
        oidc._provider(gone, caller)
    (entry,) = entries(asking)
    assert (entry.result, entry.address) == ("refused", "10.0.0.7") and "连不上对方" in entry.note


class From(HTTPAdapter):
    """Requests that leave from another address of this machine."""

    def __init__(self, address: str) -> None:
        self._from = address
        super().__init__()

    def init_poolmanager(self, *sizes: Any, **options: Any) -> None:
        super().init_poolmanager(*sizes, **options | {"source_address": (self._from, 0)})


def proxied(address: str = "127.0.0.2", **headers: str) -> requests.Session:
    session = requests.Session()
    session.mount("http://", From(address))
    session.headers.update(
        PAGE | {name.replace("_", "-"): said.encode().decode("latin-1") for name, said in headers.items()}
    )
    return session


def test_a_proxy_that_is_trusted_names_the_reader(by_header: Served) -> None:
    session = proxied(X_Remote_User="九", X_Forwarded_For="10.0.0.9")
    assert session.get(f"{by_header.address}/coverage", allow_redirects=False).status_code == 200
    entry = entries(by_header.settings)[-1]
    assert (entry.who, entry.act, entry.note, entry.address) == ("九", "sign_in", "统一门户", "10.0.0.9")
    # The cookie alone, past the proxy or under another name, opens nothing.
    cookie = {"cockpit_session": session.cookies["cockpit_session"] or ""}
    straight = requests.get(f"{by_header.address}/coverage", headers=PAGE, cookies=cookie, allow_redirects=False)
    assert straight.status_code == 303


def test_the_same_name_from_anywhere_else_is_refused_and_logged(by_header: Served) -> None:
    session = proxied("127.0.0.1", X_Remote_User="九", X_Forwarded_For="127.0.0.2")
    answer = session.get(f"{by_header.address}/coverage", allow_redirects=False)
    assert answer.status_code == 401 and "请求不是从门户来的" in answer.text
    entry = entries(by_header.settings)[-1]
    assert (entry.who, entry.result, entry.note) == ("九", "refused", "请求头不是从可信代理来的")


def test_a_proxy_may_say_role_and_regions_and_an_unknown_name_without_them_is_refused(by_header: Served) -> None:
    session = proxied(X_Remote_User="客", X_Rights="reader region:500107")
    assert session.get(f"{by_header.address}/coverage", allow_redirects=False).status_code == 200
    answer = proxied(X_Remote_User="客").get(f"{by_header.address}/coverage", allow_redirects=False)
    assert answer.status_code == 401 and "没有账号" in answer.text
    assert verify(by_header.settings) == []
