"""A served cockpit and a real browser, shared by the tests that need them, and imported for these only."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request


# The shell draws with the same engine and has no window around it, for three quarters of the cost.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, PROGRAMS)), None)
MISSING = "Chromium 未安装：apt-get install chromium-headless-shell fonts-noto-cjk"
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-gpu-rasterization",  # Debian turns it on
    "--disable-gpu-compositing",
    "--disable-smooth-scrolling",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--js-flags=--no-maglev --no-turbofan",  # a page of a test is gone before code made faster has paid
]
# Nothing glides: a page that moves is painted in software, frame by frame.
DESK: dict[str, Any] = {
    "viewport": {"width": 1920, "height": 1080},
    "locale": "zh-CN",
    "reduced_motion": "reduce",
}

# How often the page has run so far; turning to an address as the browser's own history does it; nothing left to run or
# draw for a while.
RUNS = """() => {
  if (window.runs === undefined) {
    window.runs = 0
    const app = document.querySelector("[data-testid=stApp]")
    new MutationObserver(() => { if (app.dataset.testScriptState === "notRunning") window.runs++ })
      .observe(app, { attributes: true, attributeFilter: ["data-test-script-state"] })
  }
  return window.runs
}"""
TURN = """(address) => {
  history.pushState({}, "", address)
  dispatchEvent(new PopStateEvent("popstate", { state: {} }))
}"""
SETTLED = """() => {
  const busy = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState !== "notRunning" ||
    document.querySelector("[data-testid=stSkeleton], .stSkeleton")
  window.calmSince = busy ? null : window.calmSince ?? performance.now()
  return !busy && performance.now() - window.calmSince > 300
}"""


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    from tests.demonstration import EARLIER, own_demonstration

    folder = own_demonstration(tmp_path_factory.mktemp("served"), EARLIER)
    return os.environ | {
        "ZX_DATABASE_URL": f"sqlite:///{folder / 'ledger.db'}",
        "ZX_SNAPSHOT_DIR": str(folder / "snapshot"),
        "ZX_TODAY": EARLIER.isoformat(),
        "ZX_AUTH": "none",
        "ZX_REFRESH_SECONDS": "10",
    }


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
    ]
    from zxdata.configuration import ROOT

    running = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/healthz")
        yield address
    finally:
        running.terminate()
        running.wait(20)


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A browser with a profile on disk: scripts of a page are fetched and compiled once, not for each test."""
    if CHROMIUM is None:
        pytest.skip(MISSING)
    from playwright.sync_api import sync_playwright

    profile = tmp_path_factory.mktemp("profile")
    with sync_playwright() as driver:
        opened = driver.chromium.launch_persistent_context(profile, executable_path=CHROMIUM, args=ARGS, **DESK)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def window(chromium: BrowserContext) -> BrowserContext:
    """One window for all tabs."""
    return chromium


@pytest.fixture(scope="session")
def browser(chromium: BrowserContext) -> Browser:
    """For windows that know nothing of each other."""
    assert chromium.browser is not None
    return chromium.browser


@pytest.fixture
def strangers() -> list[str]:
    """Addresses off the host that a page asked for."""
    return []


@pytest.fixture(scope="session")
def tab(window: BrowserContext) -> Iterator[Page]:
    """One tab for all tests that open addresses: a new one costs a new process of the browser's."""
    opened = window.new_page()
    yield opened
    opened.close()


@pytest.fixture
def page(tab: Page, strangers: list[str]) -> Iterator[Page]:
    """A tab for what a link shows to whoever opens it: an address opened anew is a session of its own."""
    local = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")

    def note(request: Request) -> None:
        if not request.url.startswith(local):
            strangers.append(request.url)

    tab.on("request", note)
    yield tab
    tab.remove_listener("request", note)
    tab.unroute_all(behavior="ignoreErrors")
    tab.set_viewport_size(DESK["viewport"])


@pytest.fixture(scope="session")
def desk(browser: Browser, server: str) -> Iterator[Page]:
    """One open cockpit for all tests that turn its pages: a first visit costs seconds, a turn a part of one."""
    context = browser.new_context(**DESK, base_url=server)
    opened = context.new_page()
    open_page(opened, f"{server}/")
    yield opened
    context.close()


def open_page(page: Page, address: str, until: str = ".head") -> None:
    page.goto(address)
    page.wait_for_selector(f"{until}, .bar.red", timeout=60_000)
    settle(page)


def settle(page: Page) -> None:
    """Until the page neither runs nor draws."""
    page.evaluate("window.calmSince = null")
    page.wait_for_function(SETTLED, timeout=60_000, polling=50)


def turn(page: Page, address: str) -> None:
    """Another address in the session that is open: what a back button does, several times quicker than a first visit.

    Where the page is there already, nothing runs.
    """
    if page.evaluate("address => new URL(address, location.href).href === location.href", address):
        settle(page)
    else:
        run(page, lambda: page.evaluate(TURN, address))


def run(page: Page, act: Callable[[], object]) -> None:
    """Do what makes the page run once more, and wait for the end of it."""
    from playwright.sync_api import TimeoutError

    before = page.evaluate(RUNS)
    act()
    # A run that begins and ends within one frame leaves no trace; a long one still runs when the page is asked to settle.
    with suppress(TimeoutError):
        page.wait_for_function("before => window.runs > before", arg=before, timeout=10_000, polling=50)
    settle(page)


def query(page: Page) -> dict[str, list[str]]:
    """What the address says."""
    return parse_qs(urlsplit(page.url).query)


def click_mark(page: Page, mark: Locator) -> None:
    """A click on a mark of a chart, where the pointer has rested first: charts answer what they hover."""
    mark.wait_for(state="attached", timeout=30_000)
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
