"""How pages stand on a desk and on paper."""

import re

import pytest
from playwright.sync_api import Browser

from tests.browsing import needs_chromium, open_page

pytestmark = [pytest.mark.browser, needs_chromium]
WIDE = 1366


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


def test_on_a_desk_the_pages_the_tools_and_the_filters_stand_in_one_row_each(browser: Browser, server: str) -> None:
    context = browser.new_context(viewport={"width": WIDE, "height": 768}, locale="zh-CN")
    page = context.new_page()
    open_page(page, f"{server}/proposals")
    page.locator(".st-key-downloads button").wait_for()
    pages, tools, filters, head = (page.evaluate(MIDDLES, at) for at in (PAGES, TOOLS, FILTERS, f"{PAGES}, .help"))
    assert len(pages) == 13 and len(tools) == 5 and len(filters) >= 10
    for row in (pages, tools, filters, head):
        middles = [(box["top"] + box["bottom"]) / 2 for box in row]
        assert max(middles) - min(middles) < 6 and min(middles) > 0, row
    assert page.evaluate(MIDDLES, ".help a")[0]["left"] - page.evaluate(MIDDLES, ".st-key-desk")[0]["right"] >= 12
    context.close()


PAGES = ".st-key-pages a"
TOOLS = ".st-key-tools button"
FILTERS = '.st-key-filters [data-testid="stSelectbox"], .st-key-filters [data-testid="stDateInput"]'
MIDDLES = "(at) => [...document.querySelectorAll(at)].map((e) => e.getBoundingClientRect().toJSON())"
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
