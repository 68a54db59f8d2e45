"""What a person would do on an empty machine without a network: the bundle in, own numbers in, an upgrade, a backup, a move.

Everything runs as a user without rights in a network namespace that has no route (``make offline``, as root). Each test goes
on where the one before has stopped; with OFFLINE_FOLDER everything stays in that folder, and a later run can begin at any
of them (``make offline OFFLINE_FOLDER=… STEPS="elsewhere or moves"``).
"""

import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import pytest

from deploy.bundle import release
from deploy.bundle.making import make, sum_up
from tests import postgres
from tests.deploy.place import NOBODY, PYTHON, Place, served
from zxdata.configuration import ROOT

pytestmark = pytest.mark.offline
SHEET = "提案号,标题,类别,提案者,界别,所属区划,届次,重点提案,提交日期\n{rows}"
ROWS = [f"T{n},第 {n} 件提案,教育,张三,教育界,九龙坡区,六届一次,否,2025-03-0{n}" for n in range(1, 8)]
PROGRAM = ("deploy/bundle", "zxdata", "ui", "requirements.txt")  # a bundle of a commit that changes none is the same
PROBE = "import socket; socket.create_connection(('192.0.2.1', 80), 3)"


@pytest.fixture(scope="module")
def ground() -> Iterator[Path]:
    """A folder that everyone may read, unlike those of pytest."""
    if os.geteuid() != 0 or not shutil.which("unshare"):
        pytest.skip("要 root 和 unshare")
    if kept := os.environ.get("OFFLINE_FOLDER"):
        Path(kept).mkdir(parents=True, exist_ok=True)
        yield Path(kept)
        return
    with TemporaryDirectory(prefix="offline-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module")
def place(ground: Path) -> Place:
    folder = ground / "home"
    folder.mkdir(exist_ok=True)
    os.chown(folder, NOBODY, NOBODY)
    return Place(folder)


def unpacked(commit: str, into: Path) -> Path:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    archive = make(into, [version], [os.uname().machine], commit, lambda words: None)
    with tarfile.open(archive) as tar:
        tar.extractall(into, filter="data")
    archive.unlink()
    return into / archive.stem


@dataclass(frozen=True)
class Bundles:
    """The previous commit's that can be installed, this one's, and a later one whose server is no cockpit."""

    old: Path
    new: Path
    broken: Path


@pytest.fixture(scope="module")
def bundles(ground: Path) -> Bundles:
    folder = ground / "bundles"
    folder.mkdir(exist_ok=True)
    have = subprocess.run(
        ["git", "-C", str(ROOT), "log", "--format=%h", "-n", "2", "--", *PROGRAM],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    made = sorted(folder.glob("zhengxie-cockpit-*/"), key=lambda each: release.read(each).order)
    old, new = made if made else (unpacked(have[1], folder), unpacked("HEAD", folder))
    broken = folder / "broken"
    if not broken.exists():
        shutil.copytree(new, broken)
        release.write(replace(release.read(new), committed_at="2099-01-01T00:00:00Z", commit="broken0"), broken)
        (broken / "app" / "app.py").write_text("raise SystemExit('缺了一块')\n", encoding="utf-8")
        sum_up(broken)
    return Bundles(old, new, broken)


def settings_in(home: Path) -> str:
    return f'database_url = "sqlite:///{home / "data" / "ledger.db"}"\nauth = "none"\ntitle = "本会驾驶舱"\n'


@pytest.fixture(scope="module")
def numbers(ground: Path) -> Callable[..., dict[str, Any]]:
    """What the installation showed when a step was done: the numbers given, or those that were given for that step."""

    def of(step: str, found: dict[str, Any] | None = None) -> dict[str, Any]:
        file = ground / f"{step}.json"
        if found is not None:
            file.write_text(json.dumps(found), encoding="utf-8")
        return cast("dict[str, Any]", json.loads(file.read_text(encoding="utf-8")))

    return of


Numbers = Callable[..., dict[str, Any]]


def test_it_is_installed_without_a_network_and_takes_their_own_sheet(
    place: Place, bundles: Bundles, numbers: Numbers
) -> None:
    assert place.run(PYTHON, "-c", PROBE).returncode == 1
    done = place.install(bundles.old)
    assert done.returncode == 0 and f"已装好 {release.read(bundles.old).name}" in done.stdout, done.stderr
    home = place.folder / "cockpit"
    (home / "cockpit.toml").write_text(settings_in(home), encoding="utf-8")
    place.cockpit("init", "--divisions")
    (place.folder / "提案.csv").write_text(SHEET.format(rows="\n".join(ROWS)), encoding="utf-8")
    place.cockpit("import", str(place.folder / "提案.csv"), "--dataset", "proposals")
    place.cockpit("refresh", "--full")
    assert numbers("installed", place.numbers())["metrics"]["proposals.submitted"] == 7


def test_it_is_upgraded_from_the_previous_commit_with_settings_and_numbers_kept(
    place: Place, bundles: Bundles, numbers: Numbers
) -> None:
    home, before = place.folder / "cockpit", numbers("installed")["metrics"]
    done = place.install(bundles.new)
    assert done.returncode == 0 and "在数据的副本上试新版本" in done.stdout, done.stderr
    assert (home / "cockpit.toml").read_text(encoding="utf-8") == settings_in(home)
    after = numbers("upgraded", place.numbers())["metrics"]
    assert {key: after[key] for key in before} == before


def test_an_older_release_is_refused(place: Place, bundles: Bundles) -> None:
    done = place.install(bundles.old)
    assert done.returncode == 2 and "没有安装" in done.stderr and "已安装的是较新的" in done.stderr


def test_a_broken_release_is_taken_back_and_nothing_has_changed(
    place: Place, bundles: Bundles, numbers: Numbers
) -> None:
    done = place.install(bundles.broken)
    assert done.returncode == 2 and "答话的却不是驾驶舱" in done.stderr, (done.stdout, done.stderr)
    assert (place.folder / "cockpit" / "current").resolve().name == release.read(bundles.new).name
    assert place.numbers() == numbers("upgraded")


def test_it_is_small_and_serves_soon(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    page, seconds, memory = served(place)
    assert "<title>" in page
    weighed = ["du", "-sm", str((place.folder / "cockpit" / "current").resolve())]
    size = int(subprocess.run(weighed, capture_output=True, text=True).stdout.split()[0])
    with capsys.disabled():
        print(f"安装后 {size} MB，启动到第一页 {seconds:.1f} 秒，空闲 {memory} MB")
    assert size < 900 and seconds <= 60


def test_a_backup_restored_elsewhere_shows_the_same_numbers(place: Place, bundles: Bundles, numbers: Numbers) -> None:
    place.cockpit("backup", str(place.folder / "备份.zip"))
    done = place.install(bundles.new, "elsewhere")
    assert done.returncode == 0, done.stderr
    there = place.folder / "elsewhere"
    (there / "cockpit.toml").write_text(settings_in(there), encoding="utf-8")
    place.cockpit("restore", str(place.folder / "备份.zip"), name="elsewhere")
    assert place.numbers(name="elsewhere") == numbers("upgraded")


def test_a_whole_ledger_moves_to_postgresql_and_back_with_the_same_numbers_on_every_page(place: Place) -> None:
    """In the installation of the tests above. The server is reached by its socket: it has no network either."""
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
