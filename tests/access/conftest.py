"""An installation that asks for sign-in, on a ledger of the test's own."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.ledger_rows import put, region
from zxdata.configuration import Settings, load_settings

KEY = "a-key-of-these-tests-and-of-no-other-installation"


@pytest.fixture
def signed(ledger: Engine, tmp_path: Path) -> Settings:
    put(ledger, regions=[region(code, name, "区县") for code, name in (("500107", "九龙坡区"), ("500108", "南岸区"))])
    return settings_on(ledger, tmp_path)


def settings_on(ledger: Engine, folder: Path, **more: object) -> Settings:
    address = ledger.url.render_as_string(hide_password=False)
    return load_settings(**{"database_url": address, "snapshot_dir": folder, "auth": "local", "secret_key": KEY} | more)
