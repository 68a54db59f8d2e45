"""A browser that is too old for the cockpit's program says so, in place of a blank page."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from ui.outdated import CHROMIUM, FIREFOX

pytestmark = pytest.mark.browser
# As browsers answer in which the program cannot be read.
OLD = "CSS.supports = (asked) => !asked.startsWith('selector')"


def test_an_old_browser_reads_what_it_takes(server: str, window: BrowserContext) -> None:
    page = window.new_page()  # what a script has made old stays old
    page.add_init_script(OLD)
    page.goto(f"{server}/proposals", wait_until="domcontentloaded")
    told = page.locator("#outdated")
    expect(told).to_contain_text(
        f"内核是 Chromium {CHROMIUM} 以上的 360、奇安信、红莲花等浏览器，或 Firefox {FIREFOX} 以上"
    )
    assert told.evaluate("told => told.getBoundingClientRect().top") == 0
    page.close()


def test_a_browser_of_today_is_told_nothing(server: str, page: Page) -> None:
    page.goto(f"{server}/", wait_until="domcontentloaded")
    assert page.locator("html script").first.count() == 1 and page.locator("#outdated").count() == 0
