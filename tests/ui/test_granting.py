"""Rights are given as they stand on the page when the button is clicked, however late the page is drawn anew."""

from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from tests.commands import configured
from tests.ledger_rows import publish, put, region
from zxdata.access import Role, accounts
from zxdata.configuration import settings

PLACES = [region("50", "某省", "省"), region("5001", "甲区", "区县", "50"), region("5002", "乙区", "区县", "50")]


def page() -> None:
    from ui.show.office.accounts import rights

    rights()


def test_a_scope_chosen_just_before_the_click_is_the_one_given(
    sqlite_ledger: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(sqlite_ledger, regions=PLACES)
    publish(sqlite_ledger, tmp_path)
    shown_by = import_module("ui.show.office.accounts")  # a function of the room has the name, too
    monkeypatch.setattr(shown_by, "require", lambda act: None)
    monkeypatch.setattr(shown_by, "signer", lambda: "安")
    with configured(tmp_path, ZX_AUTH="local", ZX_SECRET_KEY="a-key-of-this-test-and-of-no-other-installation"):
        for name in ("安", "赵"):
            accounts.add(settings(), name, by="本机")
        shown = AppTest.from_function(page, default_timeout=60).run()
        shown.selectbox(key="grant-name").set_value("赵")
        shown.selectbox(key="grant-role").set_value("staff")
        shown.multiselect(key="grant-regions").set_value(["5002"])
        shown.button(key="grant").click().run()
        given = accounts.account(settings(), "赵")
    assert not shown.exception
    assert (given.role, given.regions) == (Role.STAFF, ("5002",))
