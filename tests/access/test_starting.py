"""What a server does not start without."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from zxdata.access.starting import check_access
from zxdata.configuration import ROOT, Settings, load_settings
from zxdata.errors import BadSetting
from zxdata.ledger import connect

FOUR = {
    "oidc_issuer": "https://example.org",
    "oidc_client_id": "c",
    "oidc_client_secret": "s",
    "trusted_proxies": "::1",
}


def test_a_configured_database_is_not_served_before_someone_says_who_may_see_it(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ZX_")}
    environment |= {"ZX_DATABASE_URL": f"sqlite:///{tmp_path}/l.db", "ZX_SNAPSHOT_DIR": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "0"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode != 0
    assert "要用 ZX_AUTH 写明谁能登录：none、local、oidc、header" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_embedded_demonstration_is_open_and_a_configured_database_is_where_that_is_written() -> None:
    assert load_settings().open_to_all
    assert load_settings(database_url="sqlite:///x.db", auth="none").open_to_all
    assert not load_settings(database_url="sqlite:///x.db").open_to_all


@pytest.mark.parametrize("way", ["local", "oidc", "header"])
def test_each_way_of_signing_in_needs_a_key_of_its_own(way: str) -> None:
    with pytest.raises(BadSetting, match="ZX_SECRET_KEY"):
        load_settings(auth=way, secret_key="short", **FOUR)
    assert not load_settings(auth=way, secret_key="k" * 32, **FOUR).open_to_all


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"auth": "oidc"}, "ZX_OIDC_ISSUER、ZX_OIDC_CLIENT_ID、ZX_OIDC_CLIENT_SECRET"),
        ({"auth": "header"}, "ZX_TRUSTED_PROXIES"),
        ({"auth": "ldap"}, "none、local、oidc、header"),
        ({"trusted_proxies": "10.0.0.0/33"}, "IP 地址或网段"),
        ({"idle_minutes": 0}, "应为正数"),
    ],
)
def test_a_setting_that_leaves_the_door_half_shut_is_named(given: dict[str, object], named: str) -> None:
    with pytest.raises(BadSetting, match=named):
        load_settings(**{"secret_key": "k" * 32} | given)


def test_secrets_are_not_shown() -> None:
    shown = load_settings(auth="oidc", secret_key="k" * 32, **FOUR | {"oidc_client_secret": "geheim"}).public()
    assert shown["secret_key"] == shown["oidc_client_secret"] == "***"
    assert "geheim" not in str(shown)


@pytest.mark.postgresql
def test_postgresql_is_not_served_through_a_superuser(postgresql_ledger: Engine) -> None:
    def served_by(engine: Engine) -> Settings:
        address = engine.url.render_as_string(hide_password=False)
        return load_settings(database_url=address, auth="local", secret_key="k" * 32)

    with pytest.raises(BadSetting, match="超级用户"):
        check_access(served_by(postgresql_ledger))
    with postgresql_ledger.begin() as connection:
        connection.execute(text("CREATE ROLE plain_cockpit LOGIN"))
    check_access(served_by(connect(postgresql_ledger.url.set(username="plain_cockpit").render_as_string(False))))
