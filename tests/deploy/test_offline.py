"""What a person would do on an empty machine without a network: the bundle in, own numbers in, an upgrade, a backup, a move.

Everything runs as a user without rights in a network namespace that has no route (``make offline``, as root).
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import pytest

from deploy.bundle import release
from deploy.bundle.making import make, sum_up
from tests import postgres
from zxdata.configuration import ROOT

pytestmark = pytest.mark.offline
NOBODY = 65534
PYTHON = "/usr/bin/python3"
SHEET = "提案号,标题,类别,提案者,界别,所属区划,届次,重点提案,提交日期\n{rows}"
ROWS = [f"T{n},第 {n} 件提案,教育,张三,教育界,九龙坡区,六届一次,否,2025-03-0{n}" for n in range(1, 8)]
DAY = "2025-09-30"
PAGES = Path(__file__).with_name("pages.py")
PROBE = "import socket; socket.create_connection(('192.0.2.1', 80), 3)"


@dataclass(frozen=True)
class Place:
    """A folder in which a user without rights installs and works, without a network."""

    folder: Path

    def run(self, *words: str, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            self.apart(*words), cwd=cwd or self.folder, env=self.environment, capture_output=True, text=True
        )

    def apart(self, *words: str) -> list[str]:
        user = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--", *words]
        return ["unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", *user]

    @property
    def environment(self) -> dict[str, str]:
        return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(self.folder), "LANG": "C.UTF-8", "PYTHON": PYTHON}

    def install(self, bundle: Path, name: str = "cockpit") -> "subprocess.CompletedProcess[str]":
        return self.run("sh", str(bundle / "install.sh"), "--to", str(self.folder / name))

    def cockpit(self, *words: str, name: str = "cockpit") -> str:
        done = self.run(str(self.folder / name / "cockpit"), *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def numbers(self, *database: str, name: str = "cockpit") -> dict[str, Any]:
        """What every page shows on one day, and every metric; of another ledger than the installation's, if one is named."""
        current = self.folder / name / "current"
        script = PAGES.read_text("utf-8")
        done = self.run(str(current / ".venv/bin/python"), "-c", script, DAY, *database, cwd=current)
        assert done.returncode == 0, done.stderr
        return cast("dict[str, Any]", json.loads(done.stdout))


@pytest.fixture(scope="module")
def ground() -> Iterator[Path]:
    """A folder that everyone may read, unlike those of pytest."""
    if os.geteuid() != 0 or not shutil.which("unshare"):
        pytest.skip("要 root 和 unshare")
    with TemporaryDirectory(prefix="offline-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module")
def place(ground: Path) -> Place:
    folder = ground / "home"
    folder.mkdir()
    os.chown(folder, NOBODY, NOBODY)
    return Place(folder)


def unpacked(commit: str, into: Path) -> Path:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    archive = make(into, [version], [os.uname().machine], commit, lambda words: None)
    with tarfile.open(archive) as tar:
        tar.extractall(into, filter="data")
    archive.unlink()
    return into / archive.stem


@pytest.fixture(scope="module")
def bundles(ground: Path) -> tuple[Path, Path, Path]:
    """The previous commit's that can be installed, this one's, and a later one whose server does not start."""
    folder = ground / "bundles"
    folder.mkdir()
    have = subprocess.run(
        ["git", "-C", str(ROOT), "log", "--format=%h", "-n", "2", "--", "deploy/bundle", "zxdata", "ui"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    new = unpacked("HEAD", folder)
    old = unpacked(have[1], folder)
    if not (old / "install.sh").exists():
        pytest.skip("上一次提交还没有安装包")
    broken = folder / "broken"
    shutil.copytree(new, broken)
    release.write(replace(release.read(new), committed_at="2099-01-01T00:00:00Z", commit="broken0"), broken)
    (broken / "app" / "app.py").write_text("raise SystemExit('缺了一块')\n", encoding="utf-8")
    sum_up(broken)
    return old, new, broken


def test_an_installation_is_made_upgraded_kept_and_moved_without_a_network(
    place: Place, bundles: tuple[Path, Path, Path]
) -> None:
    old, new, broken = bundles
    assert place.run(PYTHON, "-c", PROBE).returncode == 1

    done = place.install(old)
    assert done.returncode == 0 and f"已装好 {release.read(old).name}" in done.stdout, done.stderr
    home = place.folder / "cockpit"

    # their own database, their own sheet
    ledger = f'database_url = "sqlite:///{home / "data" / "ledger.db"}"\nauth = "none"\ntitle = "本会驾驶舱"\n'
    (home / "cockpit.toml").write_text(ledger, encoding="utf-8")
    place.cockpit("init", "--divisions")
    (place.folder / "提案.csv").write_text(SHEET.format(rows="\n".join(ROWS)), encoding="utf-8")
    place.cockpit("import", str(place.folder / "提案.csv"), "--dataset", "proposals")
    place.cockpit("refresh", "--full")
    before = place.numbers()
    assert before["metrics"]["proposals.submitted"] == 7

    # an upgrade keeps settings and numbers; back is refused; one that fails leaves all as it was
    done = place.install(new)
    assert done.returncode == 0 and "在数据的副本上试新版本" in done.stdout, done.stderr
    assert (home / "cockpit.toml").read_text(encoding="utf-8") == ledger
    upgraded = place.numbers()
    assert {key: upgraded["metrics"][key] for key in before["metrics"]} == before["metrics"]
    done = place.install(old)
    assert done.returncode == 2 and "没有安装" in done.stderr and "已安装的是较新的" in done.stderr
    done = place.install(broken)
    assert done.returncode == 2 and "缺了一块" in done.stderr, (done.stdout, done.stderr)
    assert (home / "current").resolve().name == release.read(new).name
    assert place.numbers() == upgraded

    # it serves
    page, seconds, memory = served(place)
    assert "<title>" in page
    size = int(
        subprocess.run(["du", "-sm", str((home / "current").resolve())], capture_output=True, text=True).stdout.split()[
            0
        ]
    )
    print(f"安装后 {size} MB，启动到第一页 {seconds:.1f} 秒，空闲 {memory} MB")
    assert size < 900 and seconds <= 60

    # a backup into another installation: the same numbers
    place.cockpit("backup", str(place.folder / "备份.zip"))
    assert place.install(new, "elsewhere").returncode == 0
    there = place.folder / "elsewhere"
    (there / "cockpit.toml").write_text(ledger.replace(str(home), str(there)), encoding="utf-8")
    place.cockpit("restore", str(place.folder / "备份.zip"), name="elsewhere")
    assert place.numbers(name="elsewhere") == upgraded


def test_a_whole_ledger_moves_to_postgresql_and_back_with_the_same_numbers_on_every_page(place: Place) -> None:
    """After the test above, in its installation. The server is reached by its socket: it has no network either."""
    programs = postgres.programs()
    if programs is None:
        pytest.skip("PostgreSQL 未安装：apt-get install postgresql")
    files, data = [place.folder / name for name in ("一.db", "二.db")], place.folder / "postgresql"
    first, last = (f"sqlite:///{file}" for file in files)
    place.cockpit("demo", "--db", first)
    before = place.numbers(first)
    assert before["metrics"]["proposals.submitted"] > 1_000 and len(before) > 40
    flags = f"-c listen_addresses='' -k {place.folder}"
    try:
        for program, *words in (
            ("initdb", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
            ("pg_ctl", "-w", "-o", flags, "-l", str(place.folder / "postgresql.log"), "start"),
        ):
            done = place.run(str(programs / program), "-D", str(data), *words)
            assert done.returncode == 0, done.stderr
        moved = f"postgresql+psycopg:///postgres?host={place.folder}"
        for source, target in ((first, moved), (moved, last)):
            place.cockpit("backup", str(place.folder / "搬家.zip"), "--db", source)
            place.cockpit("restore", str(place.folder / "搬家.zip"), "--db", target)
            assert place.numbers(target) == before
    finally:
        place.run(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")


def served(place: Place) -> tuple[str, float, int]:
    """The first page of the installation's server, fetched in its namespace; the seconds it took, and its memory in MB."""
    script = f"""
import json, os, subprocess, time, urllib.request
started = time.monotonic()
server = subprocess.Popen([{str(place.folder / "cockpit" / "cockpit")!r}, "start", "8765"], stdout=2)
while True:
    try:
        urllib.request.urlopen("http://127.0.0.1:8765/readyz")
        page = urllib.request.urlopen("http://127.0.0.1:8765/").read().decode()
        break
    except OSError:
        time.sleep(0.2)
seconds = time.monotonic() - started
time.sleep(3)
rss = next(line for line in open(f"/proc/{{server.pid}}/status") if line.startswith("VmRSS"))
server.terminate()
print(json.dumps([page, seconds, int(rss.split()[1]) // 1000]))
"""
    started = time.monotonic()
    done = place.run(PYTHON, "-c", script)
    assert done.returncode == 0, done.stderr
    page, seconds, memory = json.loads(done.stdout)
    assert re.search("<html", page) and time.monotonic() - started < 120
    return page, seconds, memory
