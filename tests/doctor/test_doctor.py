"""Broken installations, each found and with what would mend it; a sound one passes."""

import os
import shutil
import socket
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from tests.commands import command, configured
from tests.demonstration import demonstration
from tests.ledger_rows import put, settings_for
from zxdata.configuration import Settings
from zxdata.doctor import Examined, Machine, examine
from zxdata.doctor.examining import CHECKS
from zxdata.errors import BadSetting
from zxdata.ledger import writing


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


@pytest.fixture
def machine() -> Machine:
    """This one, with every program in its place."""
    return Machine(port=free_port(), free=1, program=lambda name: shutil.which(name) or "/bin/true")


def amiss(key: str, settings: Settings, machine: Machine) -> Examined:
    """The one finding of a check."""
    (found,) = [each for each in examine(settings, machine) if each.key == key and not each.good]
    assert found.state.endswith("。") and found.mend.endswith("。")
    return found


def changed(settings: Settings, **values: object) -> Settings:
    return settings.model_copy(update=values)


@pytest.fixture
def sound() -> Settings:
    return demonstration().settings


def test_a_sound_installation_has_nothing_amiss_in_its_data(sound: Settings, machine: Machine) -> None:
    found = examine(sound, machine)
    assert [each for each in found if not each.good and each.key not in ("fonts", "packages")] == []
    assert {each.key for each in found} == {check.key for check in CHECKS}


def test_no_font(sound: Settings, machine: Machine, tmp_path: Path) -> None:
    nothing = tmp_path / "fc-list"
    nothing.write_text("#!/bin/sh\n", encoding="utf-8")
    nothing.chmod(0o755)
    bare = Machine(port=machine.port, free=1, program=lambda name: str(nothing) if name == "fc-list" else None)
    assert "fonts-noto-cjk" in amiss("fonts", sound, bare).mend


def test_a_clock_before_the_program_was_written(sound: Settings, machine: Machine) -> None:
    then = datetime(2020, 1, 1, tzinfo=timezone.utc)
    assert "timedatectl" in amiss("clock", sound, Machine(then, machine.port, 1, machine.program)).mend


@pytest.mark.postgresql
def test_a_clock_apart_from_the_databases(postgresql_ledger: Engine, machine: Machine, tmp_path: Path) -> None:
    settings = settings_for(postgresql_ledger, tmp_path)
    late = Machine(datetime.now(timezone.utc) + timedelta(minutes=10), machine.port, 1, machine.program)
    found = [each.state for each in examine(settings, late) if each.key == "database" and not each.good]
    assert any("比数据库快 " in state for state in found)
    assert not any("时钟" in each.state for each in examine(settings, machine) if each.key == "database")


def test_a_full_disk(sound: Settings, machine: Machine) -> None:
    full = Machine(port=machine.port, free=10**18, program=machine.program)
    assert "snapshot_dir" in amiss("disk", sound, full).mend


@pytest.mark.parametrize(("revision", "words"), [("0001", "zxdata init"), ("9999", "升级驾驶舱")])
def test_a_schema_older_or_newer(
    revision: str, words: str, sqlite_ledger: Engine, machine: Machine, tmp_path: Path
) -> None:
    with writing(sqlite_ledger) as connection:
        connection.execute(sa.text("update alembic_version set version_num = :r"), {"r": revision})
    assert words in amiss("schema", settings_for(sqlite_ledger, tmp_path), machine).mend


def test_a_weak_secret(sound: Settings, machine: Machine) -> None:
    url = "postgresql+psycopg://cockpit:123456@127.0.0.1:1/zx"
    found = amiss("secrets", changed(sound, database_url=url), machine)
    assert "openssl rand" in found.mend and "123456" not in found.state + found.mend
    strong = url.replace("123456", "9f3c1e77a0b24d58")
    assert all(each.good for each in examine(changed(sound, database_url=strong), machine) if each.key == "secrets")


class _Other(BaseHTTPRequestHandler):
    answer = b"hello"

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.answer)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(params=[b"hello", b'{"alive":true}'], ids=["other", "ours"])
def taken(request: pytest.FixtureRequest) -> Iterator[tuple[int, bool]]:
    server = HTTPServer(("127.0.0.1", 0), type("_Answering", (_Other,), {"answer": request.param}))
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, b"alive" in request.param
    server.shutdown()
    server.server_close()


def test_a_taken_port_unless_by_the_cockpit_itself(sound: Settings, machine: Machine, taken: tuple[int, bool]) -> None:
    port, ours = taken
    (found,) = [e for e in examine(sound, Machine(port=port, free=1, program=machine.program)) if e.key == "port"]
    assert found.good == ours and (ours or "PORT=8502" in found.mend)


def test_broken_rules(sound: Settings, machine: Machine, tmp_path: Path) -> None:
    broken = tmp_path / "rules.toml"
    broken.write_text("[proposals]\nyellow_days = '七'\n", encoding="utf-8")
    assert "default.toml" in amiss("rules", changed(sound, rules=broken), machine).mend


def test_missing_boundaries(sound: Settings, machine: Machine, tmp_path: Path) -> None:
    assert "geojson" in amiss("boundaries", changed(sound, boundaries=tmp_path), machine).mend
    assert "地图画不出来" in amiss("boundaries", changed(sound, home="999999"), machine).state


def test_a_snapshot_folder_that_cannot_be_written(sound: Settings, machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    found = amiss("snapshot", changed(sound, snapshot_dir=tmp_path / "file" / "snapshot"), machine)
    assert "写不了" in found.state and "chown" in found.mend


def test_a_snapshot_that_is_damaged(sound: Settings, machine: Machine, tmp_path: Path) -> None:
    folder = shutil.copytree(sound.snapshot_dir, tmp_path / "snapshot", symlinks=True)
    for file in folder.glob("v*.duckdb"):
        with file.open("r+b") as opened:
            opened.truncate(1000)
    assert "refresh --full" in amiss("snapshot", changed(sound, snapshot_dir=folder), machine).mend


@pytest.mark.postgresql
def test_a_superuser_of_postgresql(postgresql_ledger: Engine, machine: Machine, tmp_path: Path) -> None:
    settings = settings_for(postgresql_ledger, tmp_path)
    with postgresql_ledger.connect() as connection:
        powerful = connection.scalar(sa.text("select rolsuper from pg_roles where rolname = current_user"))
    assert powerful
    found = [each for each in examine(settings, machine) if each.key == "database" and not each.good]
    assert any("超级用户" in each.state and "CREATE ROLE" in each.mend for each in found)


def test_a_calendar_without_the_year_in_which_limits_fall(
    sqlite_ledger: Engine, machine: Machine, tmp_path: Path
) -> None:
    settings = changed(settings_for(sqlite_ledger, tmp_path), today=date(2026, 11, 28))
    assert "2027" in amiss("calendar", settings, machine).state
    put(sqlite_ledger, calendar=[{"day": date(2027, 1, 1), "is_workday": False}])
    assert all(each.good for each in examine(settings, machine) if each.key == "calendar")


def test_no_libreoffice(sound: Settings, machine: Machine) -> None:
    without = Machine(port=machine.port, free=1, program=lambda name: None)
    assert "libreoffice-writer" in amiss("office", sound, without).mend


def test_a_database_that_is_away(sound: Settings, machine: Machine) -> None:
    url = f"postgresql+psycopg://cockpit:9f3c1e77a0b24d58@127.0.0.1:{free_port()}/zx"
    assert "ZX_DATABASE_URL" in amiss("database", changed(sound, database_url=url), machine).mend


def test_looking_makes_no_database(sound: Settings, machine: Machine, tmp_path: Path) -> None:
    found = amiss("database", changed(sound, database_url=f"sqlite:///{tmp_path / 'none.db'}"), machine)
    assert "zxdata init" in found.mend and not (tmp_path / "none.db").exists()


def test_settings_that_cannot_be_used_are_a_finding_among_others(machine: Machine) -> None:
    found = examine(BadSetting("设置项 home 的值不能用。"), machine)
    assert found[0].key == "settings" and not found[0].good and {"disk", "port"} <= {each.key for each in found}


def test_the_command_says_each_with_its_mend_and_exits_1_with_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with configured(tmp_path):
        said = command(capsys, "doctor", "--port", str(free_port()))
        told = command(capsys, "doctor", "--json", "--port", str(free_port())).json
    assert (
        said.code == 1 and "✗ 数据库：还没有台账文件" in said.out and "  办法：请运行 python -m zxdata init" in said.out
    )
    assert {"key", "subject", "state", "mend", "good"} == set(told[0])
    assert os.environ.get("ZX_DATABASE_URL") is None


def test_a_cluster_that_cannot_be_asked(sound: Settings, machine: Machine) -> None:
    asked = changed(sound, engine="spark://127.0.0.1:9")
    first = next(each for each in examine(asked, machine) if each.key == "engine")
    wanted = "requirements-cluster.txt" if find_spec("pyspark") is None else "请检查集群的 master"
    assert not first.good and wanted in first.mend
