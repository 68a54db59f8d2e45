"""The cockpit served on a benchmark's ledger, in a process of its own, and a browser to look at it with."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.request import urlopen

from benchmarks.workloads import TODAY, Workload
from zxdata.configuration import ROOT
from zxdata.errors import CockpitError

START_SECONDS = 90
ARGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]
SIZE = {"width": 1920, "height": 1080}


class NoBrowser(CockpitError):
    pass


@dataclass(frozen=True)
class Served:
    """``address`` without a slash at its end."""

    address: str
    process: int

    def cpu_seconds(self) -> float:
        """What the server has spent so far."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(workload: Workload, settings: Mapping[str, str] = MappingProxyType({})) -> Iterator[Served]:
    """A server on a free port, its first page asked for once: warm, as it is after its first visitor. ``settings``:
    variables of its environment beside the workload's."""
    _ = workload.store.version  # the snapshot is there
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
        "--server.headless",
        "true",
    ]
    running = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment(workload), **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/healthz")
        yield Served(address, running.pid)
    finally:
        running.terminate()
        running.wait(20)


def environment(workload: Workload) -> dict[str, str]:
    return {
        "ZX_DATABASE_URL": workload.settings.database_url,
        "ZX_SNAPSHOT_DIR": str(workload.settings.snapshot_dir),
        "ZX_TODAY": TODAY.isoformat(),
        "ZX_AUTH": "none",
    }


@contextmanager
def browser() -> Iterator[Any]:
    """Chromium through playwright; raises NoBrowser where either is missing."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        program = None
    if program is None:
        raise NoBrowser("没有浏览器可测：请先 pip install -r requirements-dev.txt，apt-get install chromium。")
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program, args=ARGS)
        yield started
        started.close()


def settle(page: Any) -> None:
    """Wait until the page's script has run and nothing of it is a placeholder any more."""
    page.wait_for_selector(".head", timeout=120_000)
    page.wait_for_function(
        "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
        " && !document.querySelector('[data-testid=stSkeleton], .stSkeleton')",
        timeout=120_000,
    )


def _wait_for(address: str) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            urlopen(address, timeout=2).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.3)
