"""Charts in a real browser: they change in place, and answer wherever they are drawn."""

import re

import pytest
from playwright.sync_api import Page

from tests.browsing import click_mark, needs_chromium, query, run, turn
from ui.browser import script

pytestmark = [pytest.mark.browser, needs_chromium]
ROW = "g.textpoint"


def test_a_chart_stays_on_the_page_while_its_numbers_change(desk: Page) -> None:
    turn(desk, "/?from=2024-01-01&to=2025-12-31")
    trend, ranking, map_ = (
        f".st-key-figure-overview-{figure} .js-plotly-plot" for figure in ("trend", "ranking", "map")
    )
    every = [trend, ranking, map_]
    desk.evaluate(
        "where => where.forEach((at) => { document.querySelector(at).stays = document.querySelector(at).data })", every
    )
    months = "at => document.querySelector(at).calcdata[0].map((point) => point.y)"
    before = desk.evaluate(months, trend)
    run(desk, lambda: click_mark(desk, desk.locator(f"{ranking} {ROW}").first))
    assert query(desk)["region"]
    # The districts' numbers are the same whichever is chosen: an outline and a band are laid over what stands.
    same = desk.evaluate(
        "where => where.map((at) => document.querySelector(at).stays === document.querySelector(at).data)", every
    )
    assert same == [False, True, True]
    assert desk.evaluate("where => where.every((at) => document.querySelector(at).stays)", every)
    assert [desk.locator(f"{at} .shapelayer path").count() for at in (ranking, map_)] > [3, 2]
    assert sum(desk.evaluate(months, trend)) < sum(before)


def test_a_district_answers_wherever_it_is_clicked(desk: Page) -> None:
    turn(desk, "/coverage")
    # A point of the largest area that is well away from its middle, where the mark stands.
    place = desk.evaluate("""() => {
      const areas = [...document.querySelectorAll(".st-key-figure-coverage-map .js-plotly-plot .fills path.js-fill")]
      const [size, area] = areas.map((a) => [a.getBoundingClientRect(), a]).sort((a, b) => b[0].width * b[0].height - a[0].width * a[0].height)[0]
      for (let x = size.left + 4; x < size.right; x += 3)
        for (let y = size.top + 4; y < size.bottom; y += 3) {
          const at = new DOMPoint(x, y).matrixTransform(area.getScreenCTM().inverse())
          if (area.isPointInFill(at) && Math.hypot(x - size.left - size.width / 2, y - size.top - size.height / 2) > 30) return [x, y]
        }
    }""")
    desk.mouse.move(place[0] - 2, place[1])
    desk.mouse.move(*place)
    desk.wait_for_timeout(500)
    run(desk, lambda: desk.mouse.click(*place))
    assert re.fullmatch(r"\d{6}", query(desk)["region"][0])


@pytest.mark.parametrize("arriving", ["乙", "甲乙", "乙甲乙", "甲甲乙"])
def test_a_chart_waits_for_its_own_text_whatever_arrives_before(page: Page, arriving: str) -> None:
    page.goto("about:blank")
    told = page.evaluate(
        f"""async (arriving) => {{
          {script("texts")}
          const waited = awaited(["图", "乙"])
          for (const digest of arriving) {{ arrived(["图", digest], `${{digest}}的文字`); await null }}
          return Promise.race([waited, new Promise((over) => setTimeout(over, 500, "没有等到"))])
        }}""",
        arriving,
    )
    assert told == "乙的文字"
