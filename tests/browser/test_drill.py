"""Every kind of click, in a real browser: what it writes into the address, and that the numbers follow."""

import csv
import io
import re
import subprocess
import sys
from functools import partial

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import DESK, click_mark, needs_chromium, open_page, query, run, turn
from zxdata.configuration import ROOT

pytestmark = [pytest.mark.browser, needs_chromium]
SOON = 30_000
BAR, SECOND_BAR = ".bars .point path", ".bars .point:nth-child(2) path"
DOT, ROW = ".scatterlayer .trace:last-child .point", "g.textpoint"


def plot(view: str, figure: str, mark: str) -> str:
    return f".st-key-figure-{view}-{figure} .js-plotly-plot {mark}"


# Where one is, what is clicked, and what the address says then.
CLICKS = {
    "map": ("/coverage", plot("coverage", "map", DOT), {"region": r"\d{6}"}),
    "ranking": ("/coverage", plot("coverage", "ranking", ROW), {"region": r"\d{6}"}),
    "funnel": ("/coverage", plot("coverage", "funnel", DOT), {"region": r"\d{6}"}),
    "funnel of units": ("/proposals?part=units", plot("proposals-units", "funnel", DOT), {"unit": ".+"}),
    "ranking of units": ("/proposals", plot("proposals", "units", ROW), {"unit": ".+"}),
    "month": ("/proposals", plot("proposals", "trend", DOT), {"from": r"\d{4}-\d\d-01", "to": r"\d{4}-\d\d-\d\d"}),
    # In a period from what was in hand as it began, which has no rows of that day; else from what was submitted.
    "waterfall": (
        "/proposals?region=500107",
        plot("proposals", "waterfall", SECOND_BAR),
        {"rows": "proposals.assigned"},
    ),
    "waterfall of all": (
        "/proposals?region=500107&period=all",
        plot("proposals", "waterfall", BAR),
        {"rows": "proposals.submitted"},
    ),
    "gantt": ("/proposals", plot("proposals", "gantt", BAR), {"case": r"\d+"}),
    "survival": (  # the first step lies on the very edge
        "/proposals",
        plot("proposals", "survival", ".point:nth-child(4)"),
        {"from": r"\d{4}-01-01", "to": r"\d{4}-12-31"},
    ),
    "sankey": ("/proposals?part=flow", plot("proposals-flow", "sankey", ".point"), {"step": ".+→.+"}),
    "bar of a unit": ("/", plot("overview", "late_units", BAR), {"rows": "proposals.overdue", "within": "unit:.+"}),
    "bar of a platform": ("/consultation", plot("consultation", "platforms", BAR), {"platform": ".+"}),
    "day falling due": (
        "/supervision",
        plot("supervision", "due", BAR),
        {"rows": "supervision.open", "within": "due:.+"},
    ),
    "times": (
        "/consultation?part=people",
        plot("consultation-people", "spread", BAR),
        {"rows": "consultation.members"},
    ),
    "class": ("/consultation?part=topics", plot("consultation-topics", "classes", BAR), {"topic": ".+"}),
    "segment": (
        "/proposals?part=rounds",
        plot("proposals-rounds", "mutual", BAR),
        {"rows": "proposals.quality_rated", "within": "quality:.+"},
    ),
    "step": (
        "/consultation?part=steps",
        plot("consultation-steps", "method1", BAR),
        {"rows": "consultation.stepped", "within": "method:.+"},
    ),
    "day": ("/supervision", plot("supervision", "trend", DOT), {"as_of": r"\d{4}-\d\d-\d\d"}),
    "stack": ("/supervision", plot("supervision", "districts", BAR), {"region": r"\d{6}", "colour": "red"}),
    "cell": ("/supervision?part=spread", plot("supervision-spread", "units", ".point"), {"unit": ".+", "colour": ".+"}),
    "area": ("/supervision?part=replay", plot("supervision-replay", "area", ".point"), {"as_of": r"\d{4}-\d\d-\d\d"}),
    "strip": ("/supervision?part=replay", plot("supervision-replay", "strips", BAR), {"matter": ".+"}),
    "flip": ("/supervision?part=replay", plot("supervision-replay", "flips", ".point"), {"flip": ".+→.+"}),
    "board": ("/", ".cases.edge-red h3 button", {"rows": "supervision.red"}),
    "rest of a colour": ("/", ".cases.edge-yellow .more", {"rows": "supervision.yellow"}),
    "case": ("/", ".cases.edge-red .case", {"part": "replay", "matter": ".+"}),
    "口径 of a figure": ("/", ".st-key-figure-overview-ranking .handle button", {"rows": "coverage.township_rate"}),
    "口径 of a part": (
        "/consultation?part=steps",
        ".st-key-lead-consultation-steps button",
        {"rows": "consultation.stepped"},
    ),
    "口径 of a card": ("/proposals", ".cards .card:nth-child(4) button", {"rows": r"proposals\..+"}),
}


# What a list shows as chosen, in whichever way it is drawn.
SAID = "list => list.innerText + [...list.querySelectorAll('input')].map((field) => field.value)"


def rows_opened(page: Page) -> int:
    """How many rows the open panel says stand behind its number."""
    page.wait_for_selector(".st-key-rows-panel .meaning", timeout=SOON)
    told = page.locator(".st-key-rows-panel .figure-head h2").inner_text()
    counted = re.search(r"(?:共|分母) ([\d,]+) 行", told)
    assert counted, told
    return int(counted[1].replace(",", ""))


@pytest.mark.parametrize("kind", CLICKS)
def test_a_click_is_one_step_of_the_address(desk: Page, kind: str) -> None:
    path, mark, said = CLICKS[kind]
    turn(desk, path)
    before = query(desk)
    run(desk, lambda: click_mark(desk, desk.locator(mark).first))
    desk.wait_for_function(f"location.search.includes({next(iter(said))!r} + '=')", timeout=SOON)
    now = query(desk)
    for name, value in said.items():
        assert re.fullmatch(value, now[name][0]), now
    assert all(now.get(name) == value for name, value in before.items() if name not in said)
    assert desk.locator(".bar.red").count() == 0, desk.locator(".bar.red").all_inner_texts()
    if "rows" in said:
        number = desk.locator(".meaning h3 b").inner_text().replace(",", "")
        assert rows_opened(desk) == int(number) if number.isdigit() else rows_opened(desk) > 0


def test_the_rows_of_a_day_are_those_of_the_command_line(desk: Page, environment: dict[str, str]) -> None:
    turn(desk, "/supervision")
    run(desk, lambda: click_mark(desk, desk.locator(plot("supervision", "due", BAR)).nth(2)))
    due = query(desk)["within"][0].removeprefix("due:")
    asked = ["rows", "supervision.open", "--where", f"due={due}", "--format", "csv"]
    said = subprocess.run(
        [sys.executable, "-m", "zxdata", *asked], cwd=ROOT, env=environment, check=True, capture_output=True
    )
    rows = list(csv.DictReader(io.StringIO(said.stdout.decode("utf-8-sig"))))
    assert rows_opened(desk) == len(rows) > 0
    assert {"到期日", due} <= set(desk.locator(".meaning").inner_text().split())


def test_back_undoes_one_step_and_a_fresh_browser_shows_the_same(server: str, desk: Page, page: Page) -> None:
    turn(desk, "/proposals?region=500107")
    run(desk, lambda: click_mark(desk, desk.locator(plot("proposals", "waterfall", SECOND_BAR)).first))
    number = rows_opened(desk)
    open_page(page, desk.url)
    assert rows_opened(page) == number and page.locator(".head p").inner_text() == desk.locator(".head p").inner_text()
    run(desk, desk.go_back)
    assert "rows" not in query(desk) and query(desk)["region"] == ["500107"]
    assert desk.locator(".st-key-rows-panel").count() == 0


def test_rows_are_searched_and_sorted_in_the_address(desk: Page) -> None:
    turn(desk, "/supervision?rows=supervision.red&sort=-due_on")
    assert "整改期限 ↓" in desk.locator(".st-key-sort").evaluate(SAID)
    desk.locator(".st-key-find input").fill("不会有的字词")
    run(desk, lambda: desk.locator(".st-key-find input").press("Enter"))
    assert query(desk)["find"] == ["不会有的字词"] and query(desk)["sort"] == ["-due_on"]
    desk.get_by_text("明细中没有含这些字词的行。").wait_for(timeout=SOON)


def test_a_row_of_districts_is_its_district_and_a_row_of_matters_its_card(desk: Page) -> None:
    for path, grid, said in (("/coverage", "rows-coverage", "region"), ("/supervision", "table-next", "matter")):
        turn(desk, path)
        table = desk.locator(f"[class*=st-key-{grid}] [data-testid=stDataFrame]").last
        table.scroll_into_view_if_needed()
        box = table.bounding_box()
        assert box is not None
        run(desk, partial(desk.mouse.click, box["x"] + 14, box["y"] + 45))
        assert said in query(desk)


def test_neighbours_are_one_step_away_and_the_breadcrumb_leads_up(desk: Page) -> None:
    turn(desk, "/coverage?region=500107")
    run(desk, desk.locator(".path .step").last.click)
    assert query(desk)["region"] == ["500108"] and "南岸区" in desk.locator(".st-key-path").inner_text()
    run(desk, desk.locator(".st-key-path button").first.click)
    assert "region" not in query(desk) and "全部区县" in desk.locator(".st-key-path").inner_text()


def test_filters_that_cannot_meet_say_so(desk: Page) -> None:
    turn(desk, "/supervision?region=500107&colour=red&form=民主评议&unit=市林业局")
    said = " ".join(desk.locator(".bar.yellow").all_inner_texts())
    assert "合在一起没有监督事项" in said and "去掉" in said


def test_keys_alone_choose_a_district_open_its_number_and_go_back(desk: Page) -> None:
    turn(desk, "/coverage")
    desk.evaluate("document.activeElement.blur()")
    tab_to(desk, ".st-key-figure-coverage-map select")
    for _ in range(3):
        desk.keyboard.press("ArrowDown")
    assert "region" not in query(desk)
    run(desk, lambda: desk.keyboard.press("Enter"))
    district = query(desk)["region"][0]
    assert re.fullmatch(r"\d{6}", district)
    tab_to(desk, ".cards .card:first-child button")
    run(desk, lambda: desk.keyboard.press("Enter"))
    assert rows_opened(desk) > 0 and query(desk)["region"] == [district]
    tab_to(desk, ".st-key-rows-close button")
    run(desk, lambda: desk.keyboard.press("Enter"))
    assert "rows" not in query(desk)
    tab_to(desk, ".st-key-path button")
    run(desk, lambda: desk.keyboard.press("Enter"))
    assert "region" not in query(desk)


def test_keys_reach_a_row_of_a_table_and_one_of_several_numbers(desk: Page) -> None:
    for path, handle, said in (
        ("/coverage", ".st-key-handle-coverage-table select:not(.meanings)", {"region": r"\d{6}"}),
        ("/", ".st-key-figure-overview-chain select.meanings", {"rows": "consultation.meetings_with_suggestions"}),
    ):
        turn(desk, path)
        desk.locator(handle).focus()
        for _ in range(2):
            desk.keyboard.press("ArrowDown")
        run(desk, lambda: desk.keyboard.press("Enter"))
        assert all(re.fullmatch(value, query(desk)[name][0]) for name, value in said.items()), desk.url
    assert rows_opened(desk) == int(desk.locator(".meaning h3 b").inner_text().replace(",", "")) > 0


def test_every_number_of_the_fields_of_work_leads_to_its_meaning_and_rows(desk: Page) -> None:
    """By its own name, with its subject where two are called alike; the rows are as many as the cell says."""
    turn(desk, "/")
    meanings = desk.locator(".st-key-figure-overview-domains select.meanings")
    offered = meanings.locator("option").all_inner_texts()
    assert len(offered) == len(set(offered)) and {"监督预警·本周到期", "提案办理·红 超期", "逾期未答复建议"} <= set(
        offered
    )
    meanings.focus()
    meanings.select_option("监督预警·红 超期")
    run(desk, lambda: desk.keyboard.press("Enter"))
    assert query(desk)["rows"] == ["supervision.red"]
    assert rows_opened(desk) == int(desk.locator(".meaning h3 b").inner_text().replace(",", "")) > 0


def tab_to(page: Page, wanted: str, most: int = 160) -> None:
    """Tab until what is wanted has the focus, and can be seen to have it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            style = "(({ outlineStyle: s, outlineWidth: w }) => [s, parseFloat(w)])(getComputedStyle(document.activeElement))"
            shown = page.evaluate(style)
            assert shown[0] != "none" and shown[1] >= 1, shown
            return
    raise AssertionError(f"{wanted} 用 Tab 走不到。")


def test_a_number_typed_opens_its_card(desk: Page) -> None:
    turn(desk, "/coverage")
    desk.locator(".st-key-sought input").fill("20250001")
    run(desk, lambda: desk.locator(".st-key-sought input").press("Enter"))
    run(desk, desk.locator(".st-key-finds button", has_text="20250001").first.click)
    desk.wait_for_url(re.compile("/proposals.*case=20250001"), timeout=SOON)


def test_districts_are_set_side_by_side_by_the_address(desk: Page) -> None:
    turn(desk, "/coverage?compare=1&beside=500107.500106.999999")
    said = desk.locator(".st-key-comparison").inner_text()
    assert "与往期比" in said and "区县并列" in said and "999999" in said and "九龙坡区" in said


def test_a_view_kept_under_a_name_opens_for_someone_else(server: str, browser: Browser, desk: Page) -> None:
    turn(desk, "/proposals?region=500107&from=2025-01-01")
    desk.locator(".st-key-views button").first.click()
    desk.locator(".st-key-view-name input").fill("九龙坡今年")
    desk.locator(".st-key-view-name input").press("Enter")
    desk.locator(".st-key-view-save button").click()
    desk.get_by_text("已保存为“九龙坡今年”").wait_for(timeout=SOON)
    desk.keyboard.press("Escape")
    context = browser.new_context(**DESK)
    other = context.new_page()
    open_page(other, f"{server}/")
    other.locator(".st-key-views button").first.click()
    other.locator(".st-key-view-open-0 button").click()
    other.wait_for_url(re.compile("/proposals.*region=500107"), timeout=SOON)
    assert query(other)["from"] == ["2025-01-01"]
    context.close()
