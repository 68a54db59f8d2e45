"""A cockpit served to those who sign in, and how programs and browsers sign in to it."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import requests
from sqlalchemy import update

from tests.browsing import free_port, serving
from tests.ledger_rows import day, matter, put, region
from zxdata.access import Role, accounts
from zxdata.access.acts_log import own_tables
from zxdata.configuration import Settings, load_settings
from zxdata.ledger import connect, writing
from zxdata.ledger.access_tables import accounts as table
from zxdata.ledger.access_tables import sessions

KEY = "a-key-of-these-tests-and-of-no-other-installation"
PASSWORD = "correct horse 9"
RULES = 'extends = "default"\n[supervision]\nyellow_days = 2\n'
NAMES = {
    "王": (Role.STAFF, ()),
    "九": (Role.READER, ("500107",)),
    "系": (Role.ADMIN, ()),
    "安": (Role.SECURITY, ()),
    "审": (Role.AUDITOR, ()),
}


@dataclass(frozen=True)
class Served:
    """``settings``: those of the server, for looking into its log and for acting on its accounts."""

    address: str
    settings: Settings

    def signed_in(self, name: str = "王") -> requests.Session:
        """A browser without a screen that has signed in."""
        session = requests.Session()
        answer = self.sign_in(session, name, PASSWORD)
        assert answer.status_code == 303, answer.text
        return session

    def sign_in(self, session: requests.Session, name: str, password: str, **more: str) -> requests.Response:
        form = session.get(f"{self.address}/signin", params=more).text
        given = {"name": name, "password": password} | hidden(form)
        return session.post(f"{self.address}/signin", given, allow_redirects=False)

    def expire(self, name: str) -> None:
        """Have the time of an account's sessions be over."""
        past = datetime.now(timezone.utc) - timedelta(seconds=1)
        with writing(own_tables(self.settings)) as connection:
            connection.execute(update(sessions).where(sessions.c.name == name).values(ends_at=past))


def hidden(form: str) -> dict[str, str]:
    """What a form sends along unseen."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))


def environment(settings: Settings) -> dict[str, str]:
    said = {f"ZX_{name.upper()}": "" if value is None else str(value) for name, value in settings}
    return os.environ | said | {"ZX_SETTLED": "1"}


def open_accounts(settings: Settings) -> None:
    for name, (role, regions) in NAMES.items():
        accounts.add(settings, name, role, regions, password=PASSWORD, by="本机")
    with writing(own_tables(settings)) as connection:
        connection.execute(update(table).values(must_change=False))


@pytest.fixture(scope="module")
def served(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """On a ledger with one matter: what is tested is who gets in."""
    folder = tmp_path_factory.mktemp("door")
    shutil.copy(migrated_file, folder / "ledger.db")
    (folder / "本会.toml").write_text(RULES, encoding="utf-8")
    settings = load_settings(
        database_url=f"sqlite:///{folder / 'ledger.db'}",
        snapshot_dir=folder / "snapshot",
        rules=folder / "本会.toml",
        refresh_seconds=1,
        auth="local",
        secret_key=KEY,
    )
    due = settings.day() + timedelta(days=5)
    put(
        connect(settings.database_url),
        regions=[
            region("500000", "重庆市", "省"),
            region("500107", "九龙坡区", "区县", "500000"),
            region("500108", "南岸区", "区县", "500000"),
        ],
        members=[
            {"member_no": number, "name": name, "region": "500107", "role": "委员", "term_from": day("2023-01-01")}
            for number, name in (("M1", "甲某"), ("M2", "乙某"))
        ],
        duties=[{"duty_no": "1", "member_no": "M1", "kind": "学习", "held_on": day("2025-03-01")}],
        supervisions=[matter("J1", str(due - timedelta(days=60)), region="500107", due_on=due)],
    )
    open_accounts(settings)
    with serving(environment(settings), free_port()) as address:
        yield Served(address, settings)
