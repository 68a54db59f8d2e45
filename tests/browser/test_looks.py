"""How pages stand on a small screen and on paper."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import CHROMIUM, open_page, run
from ui.contents import CONTENTS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium 未安装：apt-get install chromium fonts-noto-cjk"),
]
WIDE = 1366
BEYOND = """(wide) => [...document.querySelectorAll("[data-testid=stMain] *")].filter((e) => {
  const box = e.getBoundingClientRect()
  return box.width && box.height && box.right > wide + 1 && !e.closest("svg, [data-testid=stDataFrame], .tabs")
}).map((e) => e.className).slice(0, 3)"""


@pytest.fixture(scope="module")
def small(browser: Browser, server: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": WIDE, "height": 768}, locale="zh-CN", base_url=server)
    page = context.new_page()
    yield page
    context.close()


@pytest.mark.parametrize("path", [e.path for e in CONTENTS], ids=lambda p: p or "overview")
def test_no_page_and_no_part_of_one_needs_to_be_moved_sideways(small: Page, path: str) -> None:
    open_page(small, f"/{path}")
    parts = small.locator(".st-key-part button")
    for part in range(max(1, parts.count())):
        if part:
            run(small, parts.nth(part).click)
        across = small.evaluate(
            "() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth }"
        )
        assert across <= WIDE and small.evaluate(BEYOND, WIDE) == [], small.url


def test_paper_is_a4_across_and_light_with_whole_charts_and_without_buttons(browser: Browser, server: str) -> None:
    """Printed from a dark screen, the harder case."""
    context = browser.new_context(viewport={"width": WIDE, "height": 768}, color_scheme="dark", locale="zh-CN")
    page = context.new_page()
    open_page(page, f"{server}/supervision")
    page.wait_for_selector(".js-plotly-plot .trace")
    printed = page.pdf(prefer_css_page_size=True)
    sheets = [tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox \[([\d. ]+)\]", printed)]
    assert 2 <= len(sheets) <= 4 and {(round(w), round(h)) for _, _, w, h in sheets} == {(842, 595)}
    page.emulate_media(media="print")
    paper = page.evaluate(PAPER)
    assert paper["buttons"] == 0 and paper["demo"] == "演示数据"
    assert paper["ink"] == "rgb(27, 31, 36)" and paper["turned"]
    assert paper["charts"] and max(paper["charts"]) <= paper["width"] + 1
    context.close()


# On paper: what can still be pressed, the mark of demonstration data, the ink of the title, whether charts drawn for a
# dark page are turned over, where each chart ends and how wide the sheet is.
PAPER = """() => {
  const app = document.querySelector(".stApp"), seen = (e) => e.getClientRects().length > 0
  const ends = [...document.querySelectorAll(".js-plotly-plot .main-svg")].filter(seen).map((e) => e.getBoundingClientRect().right)
  return {
    buttons: [...document.querySelectorAll(".st-key-nav a, .st-key-filters button, .st-key-tools button, .st-key-cards button")].filter(seen).length,
    demo: document.querySelector(".fresh .demo").innerText, ink: getComputedStyle(document.querySelector(".head h1")).color,
    turned: getComputedStyle(document.querySelector(".chart")).filter !== "none",
    charts: ends, width: app.getBoundingClientRect().right,
  }
}"""
