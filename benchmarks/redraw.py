"""From a click on a chart to the last chart redrawn, as a reader at the screen sees it."""

from typing import Any

from benchmarks.serving import SIZE, browser, served, settle
from benchmarks.timing import Figure, Timed, figure
from benchmarks.workloads import Workload

CLICKS = 36
DOTS = ".st-key-figure-overview-ranking .js-plotly-plot .points path.point"
QUIET_MS = 600  # nothing drawn for so long: the redraw is over
WATCH = """() => {
  const drawn = '.js-plotly-plot, .cards, .head';
  const script = () => document.querySelector('[data-testid=stApp]').dataset.testScriptState;
  const seen = window.seen = {clicked: 0, drawn: 0, ran: false, script};
  window.addEventListener('click', () => {
    seen.clicked = seen.drawn = performance.now();
    seen.ran = false;
  }, true);
  new MutationObserver(records => {
    seen.ran ||= script() === 'running';
    if (records.some(({target}) => (target.closest ? target : target.parentElement)?.closest(drawn)))
      seen.drawn = performance.now();
  }).observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
}"""
OVER = f"seen.ran && seen.script() === 'notRunning' && performance.now() - seen.drawn > {QUIET_MS}"


def redraw(workload: Workload) -> list[Figure]:
    """Clicks on one district after another in the ranking of 总览; each is a view that was not asked for before."""
    with served(workload) as server, browser() as chromium:
        page = chromium.new_page(viewport=SIZE, locale="zh-CN")
        page.goto(server.address)
        settle(page)
        page.wait_for_selector(DOTS, timeout=60_000)
        page.evaluate(WATCH)
        page.wait_for_timeout(1_500)
        before = server.cpu_seconds()
        runs = tuple(_click(page, n) for n in range(CLICKS))
        spent = server.cpu_seconds() - before
    return [figure("redraw", workload.counted, Timed(runs), also={"server_cpu_ms": round(1000 * spent / CLICKS, 1)})]


def _click(page: Any, n: int) -> float:
    """Milliseconds from the click to the last change in a chart, a card or the head."""
    dots = page.locator(DOTS)
    dot = dots.nth(n % dots.count())
    dot.scroll_into_view_if_needed()
    box = dot.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x - 2, y - 1)
    page.mouse.move(x, y)
    page.wait_for_timeout(400)  # a chart answers a click where the pointer has rested
    address = page.url
    page.mouse.click(x, y)
    page.wait_for_function("before => location.href !== before", arg=address, timeout=30_000)
    page.wait_for_function(OVER, timeout=30_000)
    return float(page.evaluate("seen.drawn - seen.clicked"))
