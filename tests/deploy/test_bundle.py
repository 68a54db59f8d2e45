"""The parts of a bundle: which release is newer, that damage is refused, and what is put back when an upgrade fails."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from deploy.bundle import licences, release
from deploy.bundle.installer.faults import Stopped
from deploy.bundle.installer.prefix import Prefix
from deploy.bundle.installer.service import units
from deploy.bundle.installer.upgrading import install, refuse_older
from deploy.bundle.making import described, sum_up
from deploy.bundle.release import Release
from zxdata.backup import name_at, retain
from zxdata.configuration import ROOT
from zxdata.errors import WrongUse

OLD = Release("0.2.0", "2026-11-28T16:00:00Z", "aaaaaaa")


@pytest.mark.parametrize(
    ("version", "instant"), [("0.10.0", "2026-01-01T00:00:00Z"), ("0.2.0", "2026-11-28T16:00:01Z")]
)
def test_a_release_is_newer_by_its_version_then_by_its_commit(version: str, instant: str) -> None:
    newer = Release(version, instant, "bbbbbbb")
    refuse_older(newer, OLD)
    refuse_older(newer, newer)
    refuse_older(newer, None)
    with pytest.raises(Stopped, match=rf"已安装的是较新的 {newer.name}.*较旧的 {OLD.name}，没有安装"):
        refuse_older(OLD, newer)


def test_a_release_names_its_commit_and_comes_back_from_its_file(tmp_path: Path) -> None:
    made = described("HEAD", ("3.11",), ("x86_64",))
    assert made.version == "0.2.0" and made.commit in made.name and made.committed_at.endswith("Z")
    release.write(made, tmp_path)
    assert release.read(tmp_path) == made


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """The real install.sh over a bundle that holds this Python's version and machine, but nothing to install."""
    folder = tmp_path / "bundle"
    folder.mkdir()
    shutil.copy(ROOT / "deploy/bundle/install.sh", folder)
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    release.write(Release("0.2.0", "2026-11-28T16:00:00Z", "ccccccc", (python,), (os.uname().machine,)), folder)
    (folder / "wheels").mkdir()
    (folder / "wheels" / "one.whl").write_bytes(b"one")
    sum_up(folder)
    return folder


def run(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    asked = ["sh", str(folder / "install.sh"), *words]
    return subprocess.run(asked, capture_output=True, text=True, env=os.environ | {"PYTHON": sys.executable})


@pytest.mark.parametrize("damage", ["changed", "missing"])
def test_a_bundle_that_is_not_whole_is_not_installed(bundle: Path, damage: str, tmp_path: Path) -> None:
    wheel = bundle / "wheels" / "one.whl"
    wheel.write_bytes(b"two") if damage == "changed" else wheel.unlink()
    done = run(bundle, "--to", str(tmp_path / "there"))
    assert done.returncode == 2 and "wheels/one.whl" in done.stderr and "安装包不完整或被改动" in done.stderr
    assert not (tmp_path / "there").exists()


def test_a_bundle_for_another_machine_says_so(bundle: Path) -> None:
    release.write(Release("0.2.0", "2026-11-28T16:00:00Z", "c", ("3.1",), ("x86_64",)), bundle)
    sum_up(bundle)
    done = run(bundle)
    assert done.returncode == 2 and "没有找到安装包支持的 Python（3.1 ）" in done.stderr


CLI = """
import os, sqlite3, sys
from pathlib import Path
word, file, version = sys.argv[1], Path(os.environ["ZX_DATABASE_URL"][10:]), "{version}"
if word == "doctor":
    print("[]")
elif word == "backup":
    Path(sys.argv[2]).write_bytes(file.read_bytes())
elif word == "restore":
    file.write_bytes(Path(sys.argv[2]).read_bytes())
else:
    with sqlite3.connect(file) as ledger:
        if version < ledger.execute("select max(version) from told").fetchone()[0]:
            sys.exit("newer")
        ledger.execute("insert into told values (?)", [version])
"""
SETTINGS = """
import os
class settings:
    database_url = os.environ["ZX_DATABASE_URL"]
"""
SERVER = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
class Ready(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")
HTTPServer(("127.0.0.1", int(sys.argv[-1])), Ready).serve_forever()
"""


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Prefix, Path, Path]:
    """An installation of a small program that speaks as the cockpit does, with a ledger, and the bundle of its next release."""
    prefix, ledger = Prefix(tmp_path / "there"), tmp_path / "ledger.db"
    with closing(sqlite3.connect(ledger)) as connection:
        connection.executescript("create table told (version text); insert into told values ('0.1')")
    monkeypatch.setenv("ZX_DATABASE_URL", f"sqlite:///{ledger}")
    old, new = Release("0.1", "2026-01-01T00:00:00Z", "a"), Release("0.2", "2026-01-02T00:00:00Z", "b")
    bundle = tmp_path / "bundle"
    for made, folder in ((old, prefix.release_folder(old)), (new, bundle / "app")):
        (folder / "zxdata").mkdir(parents=True)
        (folder / "zxdata" / "__main__.py").write_text(CLI.format(version=made.version))
        (folder / "zxdata" / "configuration.py").write_text(SETTINGS)
        (folder / "cockpit.toml").write_text("")
        (folder / "streamlit").mkdir()
        (folder / "streamlit" / "__main__.py").write_text(SERVER)
    (prefix.release_folder(old) / ".venv" / "bin").mkdir(parents=True)
    (prefix.release_folder(old) / ".venv" / "bin" / "python").symlink_to(sys.executable)
    release.write(old, prefix.release_folder(old))
    release.write(new, bundle)
    prefix.switch(prefix.release_folder(old))
    new_one = prefix.release_folder(new)
    shutil.copytree(bundle / "app", new_one)
    (new_one / ".venv" / "bin").mkdir(parents=True)
    (new_one / ".venv" / "bin" / "python").symlink_to(sys.executable)
    release.write(new, new_one)
    return prefix, bundle, ledger


def told(ledger: Path) -> list[str]:
    with closing(sqlite3.connect(ledger)) as connection:
        return [row[0] for row in connection.execute("select version from told")]


def test_an_upgrade_moves_the_data_and_keeps_a_backup(two: tuple[Prefix, Path, Path]) -> None:
    prefix, bundle, ledger = two
    install(bundle, prefix, lambda words: None)
    assert (told(ledger), prefix.installed()) == (["0.1", "0.2"], release.read(bundle))
    (saved,) = prefix.backups.glob("升级前-0.1-*.zip")
    assert told(saved) == ["0.1"]


def test_an_upgrade_that_fails_on_the_copy_touches_nothing(two: tuple[Prefix, Path, Path]) -> None:
    prefix, bundle, ledger = two
    failing = prefix.release_folder(release.read(bundle))
    (failing / "streamlit" / "__main__.py").write_text("raise SystemExit('缺了一块')")
    with pytest.raises(Stopped, match="试着启动没有成功：缺了一块"):
        install(bundle, prefix, lambda words: None)
    assert (told(ledger), prefix.installed()) == (["0.1"], Release("0.1", "2026-01-01T00:00:00Z", "a"))
    assert not failing.exists()
    assert failing.with_name(f"{failing.name}.log").read_text("utf-8") == "缺了一块\n"  # where the sentence says


def test_a_server_that_is_no_cockpit_is_found_out_at_once(two: tuple[Prefix, Path, Path]) -> None:
    prefix, bundle, ledger = two
    failing = prefix.release_folder(release.read(bundle))
    (failing / "streamlit" / "__main__.py").write_text(SERVER.replace("{}", "<!DOCTYPE html>"))
    with pytest.raises(Stopped, match=r"答话的却不是驾驶舱，app\.py 不完整"):
        install(bundle, prefix, lambda words: None)
    assert (told(ledger), prefix.installed()) == (["0.1"], Release("0.1", "2026-01-01T00:00:00Z", "a"))


def test_an_upgrade_that_fails_at_its_end_puts_release_and_data_back(two: tuple[Prefix, Path, Path]) -> None:
    prefix, bundle, ledger = two

    def broken() -> None:
        assert told(ledger) == ["0.1", "0.2"]
        raise Stopped("服务没有启动。")

    with pytest.raises(Stopped, match=r"服务没有启动。 已换回 0\.1-.*，数据与升级前相同。"):
        install(bundle, prefix, lambda words: None, broken)
    assert (told(ledger), prefix.installed()) == (["0.1"], Release("0.1", "2026-01-01T00:00:00Z", "a"))
    assert told(ledger.with_name("ledger.db.failed")) == ["0.1", "0.2"]


def test_settings_and_keys_outlive_an_upgrade(tmp_path: Path) -> None:
    prefix = Prefix(tmp_path / "there")
    prefix.settle(ROOT)
    key = prefix.environment()["ZX_SECRET_KEY"]
    assert len(key) == 64 and (prefix.folder / "cockpit.env").stat().st_mode & 0o777 == 0o600
    (prefix.folder / "cockpit.toml").write_text('title = "本会"\n', encoding="utf-8")
    prefix.settle(ROOT)
    assert prefix.environment()["ZX_SECRET_KEY"] == key
    assert (prefix.folder / "cockpit.toml").read_text(encoding="utf-8") == 'title = "本会"\n'


def test_units_are_the_machines_or_the_users_own(tmp_path: Path) -> None:
    for user, wanted, barred in (("zx", "User=zx\n", "cockpit.target"), (None, "default.target", "User=")):
        unit = units(tmp_path, user)["zhengxie-cockpit@.service"]
        assert f"ExecStart={tmp_path}/cockpit start %i" in unit and wanted in unit and barred not in unit
    assert "OnCalendar=" in units(tmp_path, None)["zhengxie-cockpit-backup.timer"]


def test_the_newest_backups_stay_and_other_files_too(tmp_path: Path) -> None:
    days = [tmp_path / name_at(datetime(2026, 1, day, 2, 30)) for day in (3, 1, 2)]
    other = tmp_path / "升级前-0.1.zip"
    for file in (*days, other):
        file.touch()
    assert [file.name for file in retain(tmp_path, 2)] == ["备份-20260101-023000.zip"]
    assert sorted(tmp_path.iterdir()) == sorted([days[0], days[2], other])
    with pytest.raises(WrongUse, match="一份也不留"):
        retain(tmp_path, 0)


def test_licences_are_a_valid_spdx_document_with_every_installed_part() -> None:
    from email.message import Message

    from spdx_tools.spdx.parser.jsonlikedict.json_like_dict_parser import JsonLikeDictParser
    from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

    said = Message()
    said["Name"], said["License"] = "one", "BSD 3-Clause License"
    assert licences.expression(said) == "BSD-3-Clause"
    parts = [
        licences.Part("one", "1.0", "MIT OR Apache-2.0", "PyPI one", (("one.whl", "ab" * 32),)),
        *licences.shipped(),
    ]
    document = json.loads(json.dumps(licences.document(OLD, parts)))
    parser = JsonLikeDictParser()  # type: ignore[no-untyped-call]
    assert validate_full_spdx_document(parser.parse(document)) == []
    assert [each["name"] for each in document["packages"]][:2] == ["zhengxie-cockpit", "one"]
