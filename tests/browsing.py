"""A served cockpit and a real browser, shared by the tests that need them."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from zxdata.settings import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage",
        "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]  # fmt: skip
TODAY = "2025-09-30"


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("served")
    settled = os.environ | {
        "ZX_DATABASE_URL": f"sqlite:///{folder / 'ledger.db'}",
        "ZX_SNAPSHOT_DIR": str(folder / "snapshot"),
        "ZX_TODAY": TODAY,
    }
    for command in (["init", "--divisions"], ["demo"], ["refresh"]):
        subprocess.run(
            [sys.executable, "-m", "zxdata", *command], cwd=ROOT, env=settled, check=True, capture_output=True
        )
    return settled


@pytest.fixture(scope="session")
def server(environment: dict[str, str]) -> Iterator[str]:
    with serving(environment, free_port()) as address:
        yield address


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(environment: dict[str, str], port: int) -> Iterator[str]:
    """The address of a cockpit that runs as long as the block."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port),
               "--server.address", "127.0.0.1"]  # fmt: skip
    running = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/_stcore/health")
        yield address
    finally:
        running.terminate()
        running.wait(20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium 未安装：apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield started
        started.close()


@pytest.fixture
def strangers() -> list[str]:
    """Addresses off the host that a page asked for."""
    return []


@pytest.fixture
def page(browser: Browser, strangers: list[str]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, locale="zh-CN")
    opened = context.new_page()
    local = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")
    opened.on("request", lambda request: None if request.url.startswith(local) else strangers.append(request.url))
    yield opened
    context.close()


def open_page(page: Page, address: str, until: str = ".head") -> None:
    page.goto(address)
    page.wait_for_selector(f"{until}, .bar.red", timeout=60_000)
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton], .stSkeleton')", timeout=30_000)
    page.wait_for_timeout(1500)


def click_mark(page: Page, mark: Locator) -> None:
    """A click on a mark of a chart, where the pointer has rested first: charts answer what they hover."""
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x - 3, y - 2)
    page.mouse.move(x, y)
    page.wait_for_timeout(400)
    page.mouse.click(x, y)


def _wait_for(address: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            urlopen(address, timeout=2).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.3)
