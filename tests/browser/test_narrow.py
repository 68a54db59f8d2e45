"""Screens of every width: each page and each part of one is whole, in its place and reachable."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import needs_chromium, open_page, run, settle, turn
from ui.contents import CONTENTS

pytestmark = [pytest.mark.browser, needs_chromium]


def _of_width(width: int) -> Any:
    return {"width": width, "height": 768}


# For each row of each grid, how much of the grid's width its figures take.
TAKEN = """() => [...document.querySelectorAll("[data-testid=stGrid]")].flatMap((grid) => {
  const rows = {}
  for (const cell of grid.querySelectorAll(":scope > [data-testid=stGridCell]")) {
    const box = cell.getBoundingClientRect()
    if (box.width) rows[Math.round(box.top)] = (rows[Math.round(box.top)] ?? 0) + box.width
  }
  return Object.values(rows).map((width) => width / grid.getBoundingClientRect().width)
})"""
SIZES = [_of_width(width) for width in (1366, 1280, 1100, 768, 390, 360)]
# Between 390 and 360, from 1100 to 768 and from 1366 to 1280 the parts of a page are laid out alike: the frame around them
# is not. What is narrowest is every part's; the wider ones share them, each begun at the width that the one before ended with.
OF_PARTS = [
    [_of_width(width) for width in widths]
    for widths in ((360,), (360, 768), (768, 360), (360,), (360, 1280), (1280, 360))
]

# What is wrong with a page at this width: moved sideways, cards over each other, something over the title, words cut.
FAULTS = """() => {
  const seen = (e) => { const b = e.getBoundingClientRect(); return b.width > 0 && b.height > 0 && getComputedStyle(e).visibility !== "hidden" }
  const all = (where) => [...document.querySelectorAll(where)].filter(seen)
  const box = (e) => e.getBoundingClientRect()
  const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1
  const faults = [], main = document.querySelector("[data-testid=stMain]")
  for (const e of [document.documentElement, main])
    if (e.scrollWidth > innerWidth) faults.push(`sideways: ${e.scrollWidth} of ${innerWidth} px`)
  const beyond = all("[data-testid=stMain] *").filter((e) => box(e).right > innerWidth + 1 &&
    !e.closest("svg, [data-testid=stDataFrame], .chart, [data-testid=stDeckGlJsonChart]"))
  if (beyond.length) faults.push(`beyond the edge: ${beyond.slice(0, 3).map((e) => e.className || e.tagName)}`)
  for (const group of [all(".cards > .card"), all(".strip > .card"), all(".st-key-nav a"), all(".st-key-part button"), all(".st-key-tools button")])
    group.forEach((a, n) => group.slice(n + 1).forEach((b) => { if (over(box(a), box(b))) faults.push(`overprinted: ${a.innerText} / ${b.innerText}`) }))
  const bar = box(all(".st-key-nav")[0])
  for (const e of all(".st-key-nav a")) if (box(e).top < bar.top - 1 || box(e).bottom > bar.bottom + 1) faults.push(`out of the bar: ${e.innerText}`)
  const title = document.querySelector(".head h1"), kin = (e) => e === title || e.contains(title) || title.contains(e)
  title.scrollIntoView({ block: "center" })
  const t = box(title)
  for (const x of [t.left + 2, (t.left + t.right) / 2, t.right - 2]) {
    const top = document.elementFromPoint(Math.min(x, innerWidth - 1), (t.top + t.bottom) / 2)
    if (!top || !kin(top)) faults.push(`over the title: ${top?.className}`)
  }
  const cut = all(`.head h1, .head p, .card p, .card b, .card span, .figure-head h2, .figure-head > p, .bar p, .headline,
      .legend, .cases b, .cases .quiet, .finding p, .fresh p, .profile dd, p.source, .st-key-nav a, .st-key-part button,
      .st-key-tools button`).filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth && getComputedStyle(e).overflowX !== "visible")
  if (cut.length) faults.push(`cut: ${cut.slice(0, 4).map((e) => e.innerText.slice(0, 30))}`)
  return faults
}"""


@pytest.fixture(scope="module")
def screen(browser: Browser, server: str) -> Iterator[Page]:
    context = browser.new_context(viewport=SIZES[0], has_touch=True, locale="zh-CN", base_url=server)
    page = context.new_page()
    yield page
    context.close()


def faults(page: Page, sizes: list[Any]) -> dict[int, list[str]]:
    """By width, what is wrong with what is open."""
    found = {}
    for size in sizes:
        page.set_viewport_size(size)
        page.wait_for_timeout(150)
        settle(page)
        found[size["width"]] = page.evaluate(FAULTS)
    return {width: said for width, said in found.items() if said}


@pytest.mark.parametrize("path", [e.path for e in CONTENTS], ids=lambda p: p or "overview")
def test_every_page_and_every_part_of_one_fits_screens_of_every_width(screen: Page, path: str) -> None:
    screen.set_viewport_size(SIZES[0])
    open_page(screen, f"/{path}")
    parts = screen.locator(".st-key-part button")
    for part in range(max(1, parts.count())):
        if part:
            run(screen, parts.nth(part).click)
        assert faults(screen, OF_PARTS[(part - 1) % len(OF_PARTS)] if part else SIZES) == {}, screen.url
        assert screen.locator(".bar.red").count() == 0, screen.url


def test_pages_and_filters_stand_behind_one_word_each_on_a_phone(screen: Page) -> None:
    screen.set_viewport_size(SIZES[-1])
    open_page(screen, "/proposals?region=500107")
    for word, folded in (("目录", ".st-key-pages"), ("筛选（已选 1 项）", ".st-key-filters")):
        assert not screen.locator(folded).is_visible()
        screen.get_by_role("button", name=word, exact=True).click()
        assert screen.locator(folded).is_visible() and screen.evaluate(FAULTS) == []
    run(screen, screen.locator(".st-key-pages a", has_text="监督").click)
    screen.wait_for_function("document.querySelector('.head h1').innerText === '监督预警'", timeout=30_000)
    settle(screen)
    assert not screen.locator(".st-key-pages").is_visible()
    screen.set_viewport_size(SIZES[0])
    assert screen.locator(".st-key-pages").is_visible() and screen.locator(".st-key-filters").is_visible()
    assert not screen.get_by_role("button", name="目录", exact=True).is_visible()


@pytest.mark.parametrize("path", ["supervision?region=500107", "proposals?region=500107&from=2025-01-08&to=2025-09-01"])
def test_no_filter_cuts_its_words_while_a_place_and_days_are_chosen(screen: Page, path: str) -> None:
    open_page(screen, f"/{path}")
    filters = screen.locator(".st-key-filters [data-testid=stSelectbox] input")
    assert filters.count() > 10 and filters.first.input_value() in ("近12个月", "自定义")
    for width in (1920, 1440, 1366, 1280):
        screen.set_viewport_size(_of_width(width))
        settle(screen)
        cut = "all => all.filter(e => e.scrollWidth > e.clientWidth).map(e => e.value)"
        assert filters.evaluate_all(cut) == [], width
        assert screen.evaluate(FAULTS) == []


def test_the_open_part_begins_on_the_first_screen(screen: Page) -> None:
    screen.set_viewport_size(SIZES[0])
    for path in ("coverage?part=life", "proposals?part=time", "supervision?part=closing", "consultation?part=people"):
        open_page(screen, f"/{path}")
        first = screen.locator("[class*=st-key-figure-]").first.bounding_box()
        assert first is not None and first["y"] < 500, path
        key = path.partition("=")[2]
        assert f"figure-{path.partition('?')[0]}-{key}-" in str(
            screen.locator("[class*=st-key-figure-]").first.get_attribute("class")
        )


@pytest.mark.parametrize(
    "part",
    [
        "voices?part=visits",
        "supervision?part=closing",
        "consultation?part=steps",
        "proposals?part=review",
        "proposals?part=units",
    ],
)
def test_no_figure_leaves_the_rest_of_its_row_empty(desk: Page, part: str) -> None:
    """Two, three, four and seven figures, some behind a cell without any, in two columns and in three."""
    for width in (1366, 1920):
        desk.set_viewport_size({"width": width, "height": 1080})
        turn(desk, f"/{part}")
        taken = desk.evaluate(TAKEN)
        assert len(taken) and all(0.95 < share <= 1.001 for share in taken), (width, taken)


def test_a_chart_of_few_cases_has_the_row_to_itself_and_none_stands_beside_an_empty_column(desk: Page) -> None:
    desk.set_viewport_size({"width": 1366, "height": 1080})
    for address, beside in (("/proposals", True), ("/proposals?region=500107", False)):
        turn(desk, address)
        gantt, curve = (
            desk.locator(f".st-key-figure-proposals-{key}").first.bounding_box() for key in ("gantt", "survival")
        )
        assert gantt and curve
        assert (curve["y"] < gantt["y"] + gantt["height"]) == beside, address
        assert (gantt["width"] > 1200) == (not beside), address
