"""What Streamlit opens over a page is in Chinese too: lists of choices, the menus of tables."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import settle, turn

pytestmark = pytest.mark.browser
MENU = "[data-testid=stDataFrameColumnMenu]"
ICON = "[data-testid=stIconMaterial]"  # an icon's name stands in its place until its font is there


@pytest.fixture
def proposals(desk: Page, server: str) -> Iterator[Page]:
    turn(desk, f"{server}/proposals")
    yield desk
    desk.keyboard.press("Escape")
    turn(desk, f"{server}/")


def words_of(page: Page, menu: str) -> list[str]:
    """What a menu says, line by line."""
    expect(page.locator(menu)).to_be_visible()
    for icon in page.locator(f"{menu} {ICON}").all():
        icon.evaluate("icon => (icon.textContent = '')")
    return [line for line in page.locator(menu).inner_text().split("\n") if line.strip()]


def test_a_list_without_what_is_typed_says_so(proposals: Page) -> None:
    unit = proposals.locator(".st-key-filters [data-testid=stSelectbox] input").nth(5)
    unit.click()
    unit.fill("没有这样的")
    assert words_of(proposals, "[data-testid=stSelectboxVirtualDropdown]") == ["没有找到"]


def open_menu(page: Page) -> None:
    """A table is drawn on a canvas: the sign at the right end of its first heading is looked for with the pointer."""
    table = page.locator("[data-testid=stDataFrame]").first
    table.scroll_into_view_if_needed()
    settle(page)
    box = table.bounding_box()
    assert box is not None
    for x in range(200, 500, 10):
        page.mouse.move(box["x"] + x - 3, box["y"] + 15)
        page.mouse.click(box["x"] + x, box["y"] + 15)
        page.wait_for_timeout(150)
        if page.locator(MENU).count():
            return


def test_the_menu_of_a_column_is_in_chinese_and_does_what_it_says(proposals: Page) -> None:
    open_menu(proposals)
    said = words_of(proposals, MENU)
    assert said == ["承办单位", "升序", "降序", "统计", "调到合适的宽度", "固定这一列", "隐藏这一列"]
    proposals.get_by_text("统计", exact=True).hover()
    told = words_of(proposals, "[data-testid=stDataFrameStatisticsMenu]")
    assert {"有值", "空", "不同的值"} <= set(told)
    assert not re.search("[A-Za-z]{3}", " ".join(told))
