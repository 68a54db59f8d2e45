"""Every kind of click, in a real browser: what it writes into the address, and that the numbers follow."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import CHROMIUM, click_mark, open_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium 未安装：apt-get install chromium fonts-noto-cjk"),
]
SOON = 15_000


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def marks(page: Page, view: str, figure: str, kind: str) -> str:
    return f".st-key-plot-{view}-{figure} .js-plotly-plot {kind}"


def test_a_step_of_the_funnel_lists_its_rows_and_back_closes_them(server: str, page: Page) -> None:
    open_page(page, f"{server}/proposals?region=500107")
    click_mark(page, page.locator(marks(page, "proposals", "waterfall", ".bars .point path")).first)
    page.wait_for_url(re.compile("rows=proposals.submitted"), timeout=SOON)
    page.wait_for_selector(".meaning")
    number = page.locator(".meaning h3 b").inner_text()
    assert f"共 {number} 行，与数字一致" in page.locator(".st-key-rows-panel .figure-head h2").inner_text()
    page.go_back()
    page.wait_for_selector(".st-key-rows-panel", state="detached", timeout=SOON)
    assert "rows" not in query(page) and query(page)["region"] == ["500107"]


def test_one_click_opens_a_numbers_meaning_and_its_rows(server: str, page: Page) -> None:
    open_page(page, f"{server}/proposals")
    card = page.locator(".st-key-card-3")
    number = card.locator(".value > b").inner_text()
    card.locator("button").click()
    page.wait_for_selector(".meaning", timeout=SOON)
    said = page.locator(".meaning").inner_text()
    assert number in said and all(word in said for word in ("定义", "期间按", "截至", "数据版本"))
    assert f"共 {number} 行，与数字一致" in page.locator(".st-key-rows-panel .figure-head h2").inner_text()
    page.locator(".st-key-find input").fill("不会有的字词")
    page.locator(".st-key-find input").press("Enter")
    page.wait_for_url(re.compile("find="), timeout=SOON)
    page.get_by_text("明细中没有含这些字词的行。").wait_for(timeout=SOON)


def test_a_click_on_a_month_is_that_month_and_the_trend_keeps_the_others(server: str, page: Page) -> None:
    open_page(page, f"{server}/proposals")
    points = page.locator(marks(page, "proposals", "trend", ".scatterlayer .trace:last-child .point"))
    points.nth(5).wait_for(state="attached", timeout=SOON)
    before = points.count()
    click_mark(page, points.nth(5))
    page.wait_for_url(re.compile("from=2025-03-01&to=2025-03-31"), timeout=SOON)
    page.wait_for_timeout(1500)
    assert points.count() == before
    assert "2025年3月1日至2025年3月31日" in page.locator(".head p").inner_text()


def test_a_click_on_a_unit_keeps_its_siblings(server: str, page: Page) -> None:
    open_page(page, f"{server}/proposals")
    rows = page.locator(marks(page, "proposals", "units", "g.textpoint"))
    rows.nth(2).wait_for(state="attached", timeout=SOON)
    before = rows.count()
    click_mark(page, rows.nth(2))
    page.wait_for_url(re.compile("unit="), timeout=SOON)
    page.wait_for_timeout(1500)
    assert rows.count() == before
    assert query(page)["unit"][0] in page.locator(".head p").inner_text()


def test_a_click_on_a_stacked_bar_is_its_district_and_colour(server: str, page: Page) -> None:
    open_page(page, f"{server}/supervision")
    click_mark(page, page.locator(marks(page, "supervision", "districts", ".bars .point path")).first)
    page.wait_for_url(re.compile("region=[0-9]{6}&colour=red"), timeout=SOON)
    page.wait_for_selector(".st-key-path button")
    assert "颜色：红" in page.locator(".head p").inner_text()


def test_a_row_of_districts_is_its_district(server: str, page: Page) -> None:
    open_page(page, f"{server}/coverage")
    grid = page.locator("[class*=st-key-rows-coverage] [data-testid=stDataFrame]").last
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 14, box["y"] + 45)
    page.wait_for_url(re.compile("region=[0-9]{6}"), timeout=SOON)


def test_neighbours_are_one_step_away(server: str, page: Page) -> None:
    open_page(page, f"{server}/coverage?region=500107")
    page.locator("[class*=st-key-step-] button").last.click()
    page.wait_for_url(re.compile("region=500108"), timeout=SOON)
    page.wait_for_function("document.querySelector('.st-key-path').innerText.includes('南岸区')", timeout=SOON)


def test_a_number_typed_opens_its_card(server: str, page: Page) -> None:
    open_page(page, f"{server}/coverage")
    page.locator(".st-key-sought input").fill("20250001")
    page.locator(".st-key-sought input").press("Enter")
    page.locator(".st-key-finds button", has_text="20250001").first.click(timeout=SOON)
    page.wait_for_url(re.compile("/proposals.*case=20250001"), timeout=SOON)
    page.get_by_text("20250001").first.wait_for(timeout=SOON)


def test_a_view_kept_under_a_name_opens_for_someone_else(server: str, browser: Browser, page: Page) -> None:
    open_page(page, f"{server}/proposals?region=500107&from=2025-01-01")
    page.locator(".st-key-views button").first.click()
    page.locator(".st-key-view-name input").fill("九龙坡今年")
    page.locator(".st-key-view-name input").press("Enter")
    page.locator(".st-key-view-save button").click()
    page.get_by_text("已保存为“九龙坡今年”").wait_for(timeout=SOON)
    context = browser.new_context(locale="zh-CN")
    other = context.new_page()
    open_page(other, f"{server}/")
    other.locator(".st-key-views button").first.click()
    other.locator(".st-key-view-open-0 button").click()
    other.wait_for_url(re.compile("/proposals"), timeout=SOON)
    other.wait_for_url(re.compile("region=500107"), timeout=SOON)
    assert query(other)["from"] == ["2025-01-01"]
    context.close()


def test_districts_are_set_side_by_side_by_the_address(server: str, page: Page) -> None:
    open_page(page, f"{server}/coverage?compare=1&beside=500107.500106.999999")
    said = page.locator(".st-key-comparison").inner_text()
    assert "与往期比" in said and "区县并列" in said and "999999" in said and "九龙坡区" in said


def test_a_wall_without_its_server_keeps_its_picture_and_says_how_old_it_is(server: str, page: Page) -> None:
    open_page(page, f"{server}/?screen=1", ".wall-foot")
    page.context.set_offline(True)
    page.wait_for_function("document.getElementById('wall-said')?.innerText.includes('连接中断')", timeout=30_000)
    assert page.locator(".wall-head h1").is_visible() and page.locator(".js-plotly-plot").count() >= 3
    page.context.set_offline(False)
    page.wait_for_function("!document.getElementById('wall-said')?.innerText", timeout=30_000)
    page.wait_for_selector(".wall-foot", timeout=30_000)
