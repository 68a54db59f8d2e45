"""Readers and imports at once, for a while: no red bar, no lost session, and nothing that grows without end."""

import asyncio
import os
import threading
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks.soak import resident_mb, server_of, slope
from tests.browsing import free_port, serving
from tests.demonstration import EARLIER, own_demonstration
from tests.faults.sessions import Seen, session
from zxdata.configuration import Settings, load_settings
from zxdata.intake import import_file
from zxdata.ledger import connect
from zxdata.snapshot import versions

GROWS_MB_AN_HOUR, GROWS_FILES, GROWS_THREADS = 1_200, 40, 20
Held = tuple[float, float, int, int]


def importing(settings: Settings, folder: Path, every: float, over: threading.Event) -> None:
    """A file every so many seconds, each with rows that are new and some that change."""
    n = 0
    while not over.wait(every):
        n += 1
        rows = [f"浸{at},第{n}次导入{at},2025-0{1 + at % 9}-11" for at in range(20 * n, 20 * n + 30)]
        path = folder / f"{n}.csv"
        path.write_text("\n".join(["提案号,标题,提交日期", *rows]), encoding="utf-8")
        import_file(connect(settings.database_url), path, settings)


def in_a_thread(work: Coroutine[None, None, None]) -> None:
    """With an event loop of its own, beside the one that a browser of the same process may keep running."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def held(pid: int) -> tuple[float, int, int]:
    """Resident MB of the server and its children, open files and threads of the server."""
    process = Path(f"/proc/{pid}")
    threads = 0
    with suppress(FileNotFoundError):
        threads = len([*(process / "task").iterdir()])
    return resident_mb(pid), len([*(process / "fd").iterdir()]), threads


def soak(folder: Path, sessions: int, seconds: float, every: float) -> tuple[Seen, list[Held]]:
    """What readers saw, and what the server held: minutes since it served, resident MB, open files, threads."""
    own_demonstration(folder, EARLIER)
    settings = load_settings(
        database_url=f"sqlite:///{folder / 'ledger.db'}", snapshot_dir=folder / "snapshot", today=EARLIER
    )
    environment = os.environ | {
        "ZX_DATABASE_URL": settings.database_url,
        "ZX_SNAPSHOT_DIR": str(settings.snapshot_dir),
        "ZX_TODAY": EARLIER.isoformat(),
        "ZX_AUTH": "none",
        "ZX_REFRESH_SECONDS": "2",
    }
    seen, samples, over = Seen(), [], threading.Event()

    async def all_of_them(address: str) -> None:
        began = time.monotonic()
        end = began + seconds
        readers = [asyncio.create_task(session(address, n, end, 2.0, seen)) for n in range(sessions)]
        while not all(reader.done() for reader in readers):
            await asyncio.sleep(min(5.0, seconds / 6))
            samples.append(((time.monotonic() - began) / 60, *held(server_of(address))))
        await asyncio.gather(*readers)

    with serving(environment, free_port()) as address:
        importer = threading.Thread(target=importing, args=(settings, folder, every, over))
        importer.start()
        try:
            in_a_thread(all_of_them(address))
        finally:
            over.set()
            importer.join()
    with versions.building(settings.snapshot_dir):  # the last builder outlives its server
        assert len([*settings.snapshot_dir.glob("v*.duckdb")]) <= 2  # what is old goes
        assert not [*settings.snapshot_dir.glob("*.w*")]
    return seen, samples


@pytest.mark.sample
def test_readers_and_imports_at_once_show_no_red_bar(tmp_path: Path) -> None:
    seen, _ = soak(tmp_path, sessions=3, seconds=12, every=4)
    assert (seen.red, seen.broken) == ([], []) and seen.runs > 3


@pytest.mark.faults
def test_ten_minutes_of_twenty_readers_and_an_import_every_five_seconds_leave_nothing_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line is drawn through the second half: in the first the answers of all pages are filled."""
    seen, samples = soak(tmp_path, sessions=20, seconds=600, every=5)
    settled = samples[len(samples) // 2 :]
    hourly = slope([(minutes, mb) for minutes, mb, _, _ in settled])
    with capsys.disabled():
        print(
            f"{seen.runs} 次运行，红条 {len(seen.red)}，断开 {len(seen.broken)}；"
            f"内存 {samples[0][1]:.0f} → {samples[-1][1]:.0f} MB，后一半每小时 {hourly:+.0f} MB"
        )
    assert (seen.red, seen.broken) == ([], []) and seen.runs > 300
    assert hourly < GROWS_MB_AN_HOUR
    third = len(samples) // 3
    begun, ended = [tuple(map(max, zip(*part, strict=True))) for part in (samples[third : 2 * third], samples[-third:])]
    assert ended[2] - begun[2] < GROWS_FILES
    assert ended[3] - begun[3] < GROWS_THREADS
