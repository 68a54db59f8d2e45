"""A real browser on a fresh server: every page by its link, in Chinese, without a request off the host."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browsing import needs_chromium, open_page, settle, turn
from ui.contents import CONTENTS
from zxdata.configuration import ROOT

pytestmark = [pytest.mark.browser, needs_chromium]
PARTS = [
    "coverage?region=500101&station=S00003&mode=walking",
    "coverage?part=siting&sites=3&radius=5",
    "coverage?part=life&measure=asleep_rate",
    "coverage?part=members",
]
SIZES = [(1366, 768), (1920, 1080), (1920, 1200), (2560, 1080), (3440, 1440), (3840, 2160)]
SUBJECTS = [e.path for e in CONTENTS if e.wall and e.path]
WALLS = [("", size) for size in SIZES] + [(path, size) for path in SUBJECTS for size in ((1920, 1080), (2560, 1080))]
# Latin that a Chinese reader expects: units, formats, the names of methods, versions and keys of the command line.
EXPECTED = re.compile(
    r"Word|PowerPoint|Excel|LibreOffice|CSV|PDF|PNG|SVG|MB|xlsx?|csv|[a-z]+\.[a-z_]+|v\d+(?:-[0-9a-f]{8})?|[A-Z]{1,2}\d*"
)


@pytest.mark.parametrize("path", [e.path for e in CONTENTS], ids=lambda p: p or "overview")
def test_every_page_opens_by_its_link(server: str, page: Page, strangers: list[str], path: str) -> None:
    open_page(page, f"{server}/{path}")
    entry = next(e for e in CONTENTS if e.path == path)
    assert page.locator(".head h1").inner_text() == entry.title
    page.evaluate(WITHOUT_DRAWN_NAMES)
    text = page.locator("body").inner_text()
    assert "重庆市" in text and "2025年9月30日" in text
    assert page.locator("[role=dialog]").count() == 0
    assert page.locator(".bar.red").count() == 0, page.locator(".bar.red").all_inner_texts()
    assert page.locator("[data-testid=stException]").count() == 0
    assert strangers == []
    left = {w for w in re.findall(r"[A-Za-z][A-Za-z._]+", EXPECTED.sub("", text))}
    assert not left, f"屏幕上还有外文：{sorted(left)}"


@pytest.mark.parametrize(
    "path",
    [
        "proposals?from=1999-12-31&as_of=0001-01-01",
        "proposals?part=comparison&base_from=0001-01-01&base_to=1999-01-01",
        "proposals?part=list&page=²",
        "supervision?part=replay&since=0001-01-01",
        "coverage?part=siting&radius=²&sites=１",
        "?screen=1&rotate=" + "9" * 5000,
        "?screen=1&rotate=²",
    ],
    ids=lambda path: path[:40],
)
def test_an_address_of_nonsense_opens_a_page_all_the_same(server: str, page: Page, path: str) -> None:
    open_page(page, f"{server}/{path}", ".wall-head" if "screen=1" in path else ".head")
    assert page.locator("[data-testid=stException]").count() == 0
    assert "2025年9月30日" in page.locator("body").inner_text()


@pytest.mark.parametrize("path", PARTS)
def test_every_part_of_the_coverage_page_opens_by_its_link(
    server: str, page: Page, strangers: list[str], path: str
) -> None:
    open_page(page, f"{server}/{path}")
    if "region=" in path:
        page.wait_for_selector("#deckgl-overlay", state="attached", timeout=60_000)
    page.wait_for_timeout(1000)
    assert page.locator(".bar").count() == 0, page.locator(".bar").all_inner_texts()
    assert page.locator("[data-testid=stException]").count() == 0
    assert strangers == []
    page.evaluate(WITHOUT_DRAWN_NAMES)
    left = re.findall(r"[A-Za-z][A-Za-z._]+", EXPECTED.sub("", page.locator("body").inner_text()))
    assert not left, f"屏幕上还有外文：{sorted(left)}"


def test_a_number_on_the_page_is_the_number_of_the_command_line(desk: Page, environment: dict[str, str]) -> None:
    asked = ["query", "coverage.stations", "--region", "九龙坡区", "--format", "json"]
    said = subprocess.run(
        [sys.executable, "-m", "zxdata", *asked], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    stations = json.loads(said.stdout)["rows"][0]["coverage.stations"]
    turn(desk, "/coverage?region=500107")
    card = desk.locator(".card", has=desk.get_by_text("阵地数", exact=True))
    assert card.locator(".value > b").inner_text() == f"{stations:,}"
    assert "九龙坡区" in desk.locator(".st-key-path").inner_text()


def test_unknown_values_and_pages_are_named_and_ignored(server: str, page: Page) -> None:
    open_page(page, f"{server}/proposals?region=999999&category=没有的类别&nonsense=1")
    said = " ".join(page.locator(".bar.yellow").all_inner_texts())
    assert "999999" in said and "没有的类别" in said and "nonsense" in said
    open_page(page, f"{server}/nosuch")
    assert "nosuch" in page.locator(".bar.yellow").first.inner_text()
    assert page.locator("[role=dialog]").count() == 0


def test_links_between_pages_carry_the_filters(desk: Page) -> None:
    turn(desk, "/coverage?region=500107&as_of=2025-06-30")
    desk.locator(".st-key-nav a", has_text="协商").click()
    desk.wait_for_url(re.compile(r"/consultation\?.*region=500107"), timeout=30_000)
    assert "as_of=2025-06-30" in desk.url


def test_a_page_opened_in_another_tab_answers_the_same_question(desk: Page) -> None:
    turn(desk, "/coverage?region=500107&as_of=2025-06-30")
    with desk.context.expect_page() as opening:
        desk.locator(".st-key-pages a", has_text="民情").click(modifiers=["Control"])
    other = opening.value
    other.locator(".head h1").wait_for(timeout=60_000)
    assert other.locator(".head h1").inner_text() == "民情" and "region=500107" in other.url
    other.close()
    assert "/coverage?" in desk.url  # and this one stays where it is


def test_a_day_that_is_not_given_is_asked_for_in_chinese(desk: Page) -> None:
    """Two days, each of three parts; what the field itself has in them takes no room."""
    turn(desk, "/proposals?compare=1")
    parts = desk.locator(".st-key-comparison [data-testid=stDateInputField] [role=spinbutton]")
    parts.first.wait_for()
    seen = """all => all.map((part) => [getComputedStyle(part, "::before").content, getComputedStyle(part).fontSize])"""
    assert parts.evaluate_all(seen) == [[f'"{word}"', "0px"] for word in "年月日年月日"]
    parts.first.press_sequentially("2025")
    assert parts.evaluate_all(seen)[0] == ["none", "12.25px"] and parts.first.inner_text() == "2025"


@pytest.mark.parametrize(("path", "size"), WALLS, ids=str)
def test_the_wall_fits_its_screen_and_can_be_read(server: str, page: Page, path: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_page(page, f"{server}/{path}?screen=1", ".wall-head")
    page.wait_for_timeout(500)
    settle(page)
    scale = min(size[0] / 1920, size[1] / 1080)
    foot = page.locator(".wall-foot").bounding_box()
    assert foot is not None and foot["y"] + foot["height"] <= size[1] + 1
    columns = page.locator(".st-key-wall-columns > *").all()
    assert len(columns) == (4 if size[0] / size[1] > 2.1 else 3)
    for column in columns:
        assert column.locator(".figure-head").count() and not column.locator(".bar, .empty").count()
        box = column.bounding_box()
        assert box is not None and box["y"] + box["height"] <= foot["y"] + 2
        assert box["x"] + box["width"] <= size[0]
    smallest = page.evaluate(SMALLEST_TEXT)
    assert smallest[0] / scale >= 21.9, smallest
    assert page.evaluate(OVER_THE_EDGE) == []
    assert page.evaluate(CUT_WORDS) == []


def test_the_foot_of_a_wall_has_room_for_what_stands_under_a_map_of_today(server: str, page: Page) -> None:
    """Two borders are estimated since 2026, after the days of this ledger: the sentence is put in its place."""
    page.set_viewport_size({"width": 1920, "height": 1080})
    open_page(page, f"{server}/?screen=1", ".wall-foot")
    note = "示意图，边界以官方发布为准　区划按截至日　两江新区、北碚区界线为推算示意"
    page.locator(".wall-foot p").first.evaluate("(foot, note) => { foot.textContent = note }", note)
    assert page.evaluate(CUT_WORDS) == []
    page.locator(".wall-foot p").first.evaluate("(foot, note) => { foot.textContent = note }", note * 2)
    assert page.evaluate(CUT_WORDS) == [note * 2]


# Icons are drawn by their names; the skip link has size nought, 跳到正文 stands in its place.
WITHOUT_DRAWN_NAMES = """() => document.querySelectorAll(
  "[data-testid=stIconMaterial], [data-testid=stSkipToContent]").forEach((drawn) => drawn.remove())"""

# Words around the figures of a wall that end in an ellipsis.
CUT_WORDS = """() => [...document.querySelectorAll(":is(.wall-foot, .wall-head, .figure-head, .legend, .wall-headline) :is(p, h1, h2, span)")]
  .filter((part) => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX === "hidden").map((part) => part.innerText)"""

# Cards whose number, unit or change stands out beyond them.
OVER_THE_EDGE = """() => [...document.querySelectorAll(".wall-cards .card")].filter((card) => [...card.querySelectorAll("*")]
  .some((part) => part.getBoundingClientRect().right > card.getBoundingClientRect().right + 1)).map((card) => card.innerText)"""

# Of all text in sight the smallest size: in HTML before zoom, in charts as drawn.
SMALLEST_TEXT = """() => {
  const found = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement
    if (!text.data.trim() || ["STYLE", "SCRIPT", "NOSCRIPT", "TITLE"].includes(parent.tagName)) continue
    if (parent.dataset.testid === "stSkipToContent") continue
    const box = parent.getBoundingClientRect()
    if (!box.width || !box.height || getComputedStyle(parent).visibility === "hidden") continue
    const inHtml = !parent.closest("svg")
    const zoom = inHtml ? Number(getComputedStyle(document.documentElement).getPropertyValue("--z")) : 1
    found.push([parseFloat(getComputedStyle(parent).fontSize) * zoom, text.data.trim(), inHtml ? "zoomed" : "chart"])
  }
  return found.sort((a, b) => a[0] - b[0])[0]
}"""


def test_the_folder_of_pages_does_not_lie_beside_the_main_script() -> None:
    assert not (ROOT / "ui" / "pages").exists() and 'st.App("ui/frame.py"' in Path(ROOT / "app.py").read_text("utf-8")
