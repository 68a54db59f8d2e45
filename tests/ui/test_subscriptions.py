"""The form of 通知 offers the ways that the installation has, and says so where it has none."""

import shutil
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.commands import configured


def form() -> None:
    from ui.show import subscriptions

    subscriptions()


def shown(tmp_path: Path, migrated_file: Path, monkeypatch: pytest.MonkeyPatch, **more: str) -> AppTest:
    # The script under test becomes __main__, which every child process spawned later would run again.
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    shutil.copy(migrated_file, tmp_path / "ledger.db")
    with configured(tmp_path, **more):
        found = AppTest.from_function(form, default_timeout=60).run()
    assert not found.exception
    return found


@pytest.mark.parametrize(
    ("settings", "offered"),
    [
        ({"ZX_NOTICES_DIR": "/tmp/notices"}, ["文件夹"]),
        ({"ZX_WEBHOOK_HOSTS": "oapi.cockpit.example", "ZX_SMTP_URL": "smtp://mail:25"}, ["工作群"]),
        ({"ZX_SMTP_URL": "smtp://mail:25", "ZX_SMTP_FROM": "zx@cockpit.example"}, ["邮件"]),
    ],
)
def test_only_the_ways_that_are_set_up_are_offered(
    tmp_path: Path, migrated_file: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], offered: list[str]
) -> None:
    found = shown(tmp_path, migrated_file, monkeypatch, **settings)
    assert found.selectbox(key="notice-channel").options == offered
    assert [button.label for button in found.button] == ["订阅"]


def test_where_none_is_set_up_it_says_what_is_missing(
    tmp_path: Path, migrated_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = shown(tmp_path, migrated_file, monkeypatch)
    assert not found.selectbox and not found.button
    assert any("管理员没有设送到哪里" in each.proto.body for each in found.get("html"))
