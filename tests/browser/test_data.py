"""数据归集 in a real browser: one part at a time, and a doubt that opens its rows."""

import re
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import needs_chromium, query, run, turn

pytestmark = [pytest.mark.browser, needs_chromium]
# Each part: a figure that it shows first, and its name on the row of parts.
FIRST = {
    "quality": ("scores", "数据质量"),
    "filing": ("missing", "填报"),
    "doubts": ("findings", "疑点"),
    "reported": ("reported", "通报对照"),
    "interfaces": ("interfaces", "数据接口"),
}
SCREEN = 768


@pytest.mark.parametrize("part", FIRST)
def test_a_part_shows_its_own_figures_on_the_first_screen_and_no_other_parts(desk: Page, part: str) -> None:
    turn(desk, f"/data?part={part}")
    figure, name = FIRST[part]
    shown = desk.locator(
        f"[class*='st-key-figure-data.{part}-{figure}'], [class*='st-key-figure-data-{part}-{figure}']"
    )
    expect(shown.first).to_be_visible()
    box = shown.first.bounding_box()
    assert box is not None and box["y"] < SCREEN
    for other, (key, _) in FIRST.items():
        if other != part:
            assert not desk.locator(f".st-key-table-{key}").count(), other
    assert not desk.locator(".bar.red").count() and not desk.locator("[data-testid=stFileUploader]").count()
    expect(desk.locator(".st-key-part")).to_contain_text(name)


def test_a_doubt_opens_its_rows_with_one_click_and_closes_them_again(desk: Page) -> None:
    turn(desk, "/data?part=doubts")
    table = desk.locator("[data-testid=stDataFrame]").first
    box = table.bounding_box()
    assert box is not None
    run(desk, partial(desk.mouse.click, box["x"] + 14, box["y"] + 45))
    assert re.fullmatch(r"\w+\.\w+\.\w+", query(desk)["issue"][0])
    rows = desk.locator(".st-key-issue-rows")
    said = rows.locator(".figure-head h2").inner_text()
    counted = rows.locator(".figure-head p").inner_text()
    number = re.search(r"[\d,]+", said)
    assert number is not None and counted == f"共 {number.group()} 行"
    expect(rows.get_by_role("button", name="下载这些行")).to_be_visible()
    run(desk, rows.get_by_role("button", name="收起").click)
    assert "issue" not in query(desk) and not desk.locator(".st-key-issue-rows").count()
