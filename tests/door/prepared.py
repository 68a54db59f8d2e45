"""What attackers come by: cookies and tokens that open nothing any more, and an account that is shut."""

import shutil
from itertools import count

import requests

from tests.door.conftest import PASSWORD, Served
from tests.door.raw import cookie_of
from zxdata.access import Reader, Role, accounts, sessions, tokens
from zxdata.filters import Scope

_numbers = count(1)


def another(name: str) -> str:
    return f"{name}{next(_numbers)}"


def session_of(served: Served, name: str, role: Role = Role.READER) -> str:
    accounts.add(served.settings, name, role, ["500107"], password=PASSWORD, by="本机")
    return sessions.begin(served.settings, Reader(name, role, Scope.of("500107")), "127.0.0.1", "口令")


def signed_out(served: Served) -> str:
    session = served.signed_in("九")
    cookie = cookie_of(session)
    session.get(f"{served.address}/signout")
    assert not cookie_of(session)
    return cookie


def of_another_installation(served: Served) -> str:
    """Alike to the last byte, its secret key too, but for the sessions."""
    folder = served.settings.snapshot_dir.parent
    shutil.copy(folder / "ledger.db", folder / "another.db")
    theirs = served.settings.model_copy(update={"database_url": f"sqlite:///{folder / 'another.db'}"})
    return sessions.begin(theirs, Reader("王", Role.STAFF, Scope.whole()), "127.0.0.1", "口令")


def disabled(served: Served) -> str:
    cookie = session_of(served, name := another("停用"))
    accounts.disable(served.settings, name, by="本机")
    return cookie


def of_other_rights(served: Served) -> str:
    cookie = session_of(served, name := another("改权"))
    accounts.grant(served.settings, name, Role.READER, ["500108"], by="安")
    return cookie


def run_out(served: Served, name: str) -> str:
    cookie = session_of(served, name)
    served.expire(name)
    return cookie


def locked(served: Served) -> str:
    accounts.add(served.settings, name := another("五次"), Role.READER, password=PASSWORD, by="本机")
    for _ in range(5):
        served.sign_in(requests.Session(), name, "wrong")
    return name


def taken_back(served: Served) -> str:
    secret = tokens.add(served.settings, name := another("收回"), Role.READER, by="本机")
    tokens.revoke(served.settings, name, by="本机")
    return secret
