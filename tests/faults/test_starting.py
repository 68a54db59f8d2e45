"""Settings that cannot be used: the server ends its start with one sentence, and nothing secret is in it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browsing import free_port
from zxdata.configuration import ROOT, load_settings
from zxdata.errors import BadSetting

WAYS = {
    "streamlit": ("streamlit", "run", "app.py", "--server.headless", "true", "--server.port"),
    "uvicorn": ("uvicorn", "app:app", "--port"),
}


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tree whose ``cockpit.toml`` is the tests' own."""
    folder = tmp_path_factory.mktemp("installation")
    for room in ("api", "ui", "pages", "zxdata"):
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("assets", ".streamlit"):
        (folder / part).symlink_to(ROOT / part)
    shutil.copy(ROOT / "app.py", folder)
    return folder


def start(folder: Path, way: str, **environment: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("ZX_")}
    command = [sys.executable, "-m", *WAYS[way], str(free_port())]
    return subprocess.run(command, cwd=folder, env=own | environment, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("way", WAYS)
def test_a_broken_cockpit_toml_stops_the_server_with_one_sentence(installation: Path, way: str) -> None:
    (installation / "cockpit.toml").write_text('title = "驾驶舱"\nbody = \n', encoding="utf-8")
    ended = start(installation, way)
    assert ended.returncode == 1
    assert ended.stderr.strip() == (
        "cockpit.toml 不是有效的 TOML：第 2 行第 8 个字读不下去；每行应写成 名称 = 值，文字放在英文引号里，一项只写一次。"
    )


@pytest.mark.parametrize("way", WAYS)
def test_an_unknown_setting_stops_the_server_and_names_the_near_one(installation: Path, way: str) -> None:
    (installation / "cockpit.toml").write_text('titel = "驾驶舱"\n', encoding="utf-8")
    ended = start(installation, way)
    assert ended.returncode == 1
    assert ended.stderr.strip() == "cockpit.toml：没有名为“titel”的设置项。您要找的是不是 title？"


def test_a_value_that_cannot_be_used_stops_the_server(installation: Path) -> None:
    (installation / "cockpit.toml").write_text("", encoding="utf-8")
    ended = start(installation, "uvicorn", ZX_REFRESH_SECONDS="zehn")
    assert ended.returncode == 1
    assert ended.stderr.strip() == "设置项 refresh_seconds（环境变量 ZX_REFRESH_SECONDS）的值“zehn”不能用：应为整数。"


WRONG = {
    "read_only": ("vielleicht", "应为 true 或 false"),
    "today": ("30.9.2025", "应为日期，例如 2025-09-30"),
    "title": (5, "应为文字，写在引号里"),
    "timezone": ("Mars/Olymp", "不是时区名，例如 Asia/Shanghai"),
    "rules": ("nirgends.toml", "没有这个文件或文件夹"),
    "refresh_seconds": (0, "应为不小于 1 的整数"),
}


@pytest.mark.parametrize("name", WRONG)
def test_the_reason_of_a_bad_value_is_said_in_chinese(name: str) -> None:
    value, reason = WRONG[name]
    with pytest.raises(BadSetting) as refused:
        load_settings(**{name: value})
    assert str(refused.value) == f"设置项 {name}（环境变量 ZX_{name.upper()}）的值“{value}”不能用：{reason}。"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://u:ge/heim@host/db",
        "postgresql+psycopg://u:1/geheim@host/db",
        "postgresql+psycopg://u:a@geheim@host/db",
        "postgresql+psycopg://u:a@b?x=geheim@host/db",
        "postgresql+psycopg://u:a@host:geheim/db",
        "postgresql+psycopg://u:geheim\udc80@host/db",  # bytes that are no UTF-8, as Python reads them
        "geheim",
    ],
)
def test_an_address_that_cannot_be_read_is_refused_without_quoting_any_of_it(url: str) -> None:
    with pytest.raises(BadSetting) as refused:
        load_settings(database_url=url)
    assert "heim" not in str(refused.value) and "不是数据库地址" in str(refused.value)
    assert refused.value.__suppress_context__  # a log of the traceback quotes nothing either


def test_settings_are_shown_without_any_of_their_passwords() -> None:
    url = "postgresql+psycopg://u:geheim1@host/db?password=geheim2&sslpassword=geheim3&sslmode=require"
    shown = load_settings(database_url=url, own_database_url=url).public()
    for name in ("database_url", "own_database_url"):
        assert shown[name] == "postgresql+psycopg://u:***@host/db?password=***&sslmode=require&sslpassword=***"
