"""A wall nobody touches: a new snapshot comes in place, and neither a restart nor a lost network blanks it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import DESK, free_port, needs_chromium, open_page, serving
from zxdata.configuration import ROOT

pytestmark = [pytest.mark.browser, needs_chromium]

# Once a frame: what is written in each place, how faint the faintest block is, whether a drawing stands in
# the place of each chart.
WATCH = """() => {
  const seen = (window.seen = [])
  const standing = () => [...document.querySelectorAll(".js-plotly-plot")].filter((c) => c.querySelector(".trace")
    && getComputedStyle(c).visibility === "visible").map((c) => c.getBoundingClientRect())
  const covers = (one, other) => ["x", "y", "width", "height"].every((side) => Math.abs(one[side] - other[side]) < 2)
  const places = standing()
  const frame = () => {
    const texts = (where) => [...document.querySelectorAll(where)].map((e) => e.innerText.trim())
    const blocks = [...document.querySelectorAll("[data-testid=stHtml], .chart")]
    const faint = (e) => { let o = 1; for (; e; e = e.parentElement) o *= Number(getComputedStyle(e).opacity); return o }
    seen.push({
      cards: texts(".wall-cards b"), counts: texts(".counts b"), headline: texts(".wall-headline").join(),
      list: texts(".wall-board article").length, version: texts(".wall-foot p").join(),
      charts: places.every((place) => standing().some((drawn) => covers(drawn, place))),
      opacity: Math.min(...blocks.map(faint)),
    })
    if (!window.enough) requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
}"""


@pytest.fixture
def own(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The same ledger and snapshot once more, for a test that writes; the server looks every second."""
    ledger = Path(environment["ZX_DATABASE_URL"].removeprefix("sqlite:///"))
    shutil.copy(ledger, tmp_path / "ledger.db")
    shutil.copytree(environment["ZX_SNAPSHOT_DIR"], tmp_path / "snapshot", symlinks=True)
    return environment | {
        "ZX_DATABASE_URL": f"sqlite:///{tmp_path / 'ledger.db'}",
        "ZX_SNAPSHOT_DIR": str(tmp_path / "snapshot"),
        "ZX_REFRESH_SECONDS": "1",
    }


@pytest.fixture
def port() -> int:
    return free_port()


def red(page: Page) -> int:
    return int(page.locator(".count.red b").inner_text())


def test_a_wall_takes_new_figures_in_place_and_outlives_its_server(
    own: dict[str, str], port: int, page: Page, tmp_path: Path
) -> None:
    page.emulate_media(reduced_motion="no-preference")  # what fades must not fade
    with serving(own, port) as address:
        open_page(page, f"{address}/?screen=1", ".wall-foot")
        page.wait_for_function("document.querySelectorAll('.js-plotly-plot .trace').length > 10")
        before, version = red(page), page.locator(".wall-foot").inner_text()
        page.evaluate(WATCH)
        overdue(own, tmp_path, 3)
        page.wait_for_function(
            "was => document.querySelector('.wall-foot').innerText !== was", arg=version, timeout=60_000
        )
        page.wait_for_timeout(1000)
        seen = page.evaluate("() => { window.enough = true; return window.seen }")
        assert red(page) == before + 3
    assert len({frame["version"] for frame in seen}) == 2
    assert {len(frame["cards"]) for frame in seen} == {6} and all(all(frame["cards"]) for frame in seen)
    assert {frame["counts"][0] for frame in seen} == {str(before), str(before + 3)}
    assert all(frame["headline"] and frame["list"] for frame in seen)
    assert all(frame["charts"] for frame in seen)
    assert min(frame["opacity"] for frame in seen) == 1

    page.wait_for_function("document.getElementById('wall-said')?.innerText.includes('连接中断')", timeout=40_000)
    assert red(page) == before + 3 and page.locator(".js-plotly-plot .trace").count() > 10
    overdue(own, tmp_path, 5)
    with serving(own, port):
        page.wait_for_function(
            "n => Number(document.querySelector('.count.red b')?.innerText) === n", arg=before + 5, timeout=60_000
        )
        assert not page.locator("#wall-said").is_visible()


def test_a_wall_without_its_server_keeps_its_picture_and_says_how_old_it_is(server: str, browser: Browser) -> None:
    page = browser.new_context(**DESK).new_page()
    open_page(page, f"{server}/?screen=1", ".wall-foot")
    page.context.set_offline(True)
    page.wait_for_function("document.getElementById('wall-said')?.innerText.includes('连接中断')", timeout=30_000)
    assert page.locator(".wall-head h1").is_visible() and page.locator(".js-plotly-plot").count() >= 3
    page.context.set_offline(False)
    page.wait_for_function("!document.getElementById('wall-said')?.innerText", timeout=30_000)
    page.wait_for_selector(".wall-foot", timeout=30_000)
    page.context.close()


def overdue(environment: dict[str, str], folder: Path, count: int) -> None:
    """Matters whose limit has long passed, into the ledger through the command line."""
    rows = [f"W{n},墙上测试{n},九龙坡区,2025-03-01,2025-06-30" for n in range(count)]
    file = folder / "matters.csv"
    file.write_text("\n".join(["事项编号,题目,所属区划,提出日期,整改期限", *rows]), "utf-8")
    subprocess.run(
        [sys.executable, "-m", "zxdata", "import", "--dataset", "supervisions", str(file)],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
    )
