"""Every page and every wall in Firefox, once: drawn, without an error in its console and without a request off the host
(``make firefox``; pictures of what was seen go into the folder FIREFOX_PICTURES, if that is named)."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browsing import SETTLED
from tests.firefox import PROGRAM, Firefox, firefox
from ui.contents import CONTENTS

pytestmark = pytest.mark.firefox
WORDY = ("briefing", "presentation", "data", "definitions")
WALLS = [f"{entry.path}?screen=1" for entry in CONTENTS if entry.wall]
DRAWN = "[...document.querySelectorAll('.chart')].every(box => box.querySelector('svg.main-svg'))"


@pytest.fixture(scope="module")
def browser_() -> Iterator[Firefox]:
    if PROGRAM is None:
        pytest.skip("Firefox 未安装：apt-get install firefox-esr")
    with firefox() as opened:
        yield opened


@pytest.mark.parametrize("path", [*(entry.path for entry in CONTENTS), *WALLS], ids=lambda path: path or "overview")
def test_a_page_is_drawn_without_a_fault(server: str, browser_: Firefox, path: str) -> None:
    wall = "screen=1" in path
    browser_.faults.clear()
    browser_.asked.clear()
    browser_.resize(*(1920, 1080) if wall else (1366, 768))
    browser_.open(f"{server}/{path}")
    browser_.wait_for(f"!!document.querySelector('{'.wall-head' if wall else '.head'}, .bar.red')")
    browser_.wait_for(f"({SETTLED})()")
    browser_.wait_for(DRAWN)
    if folder := os.environ.get("FIREFOX_PICTURES"):
        browser_.screenshot(Path(folder, f"{path.replace('?', '-') or 'overview'}.png"))
    text = browser_.evaluate("document.body.innerText")
    assert "重庆市" in text and "2025" in text
    assert browser_.evaluate("document.querySelectorAll('.bar.red, [data-testid=stException]').length") == 0
    if path not in WORDY:
        assert browser_.evaluate("document.querySelectorAll('.chart svg.main-svg').length") > 0
    assert browser_.faults == []
    hosts = {urlsplit(address).hostname for address in browser_.asked if address.startswith(("http", "ws"))}
    assert hosts == {"127.0.0.1"}
