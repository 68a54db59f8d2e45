"""总览 in a browser that has never been here: how long, and how much comes over the wire."""

from base64 import b64decode
from statistics import median
from typing import Any

from benchmarks.serving import SIZE, browser, served, settle
from benchmarks.timing import Figure, Timed, figure
from benchmarks.workloads import Workload

VISITS = 6
CHARTS = ".js-plotly-plot .main-svg"


def first_load(workload: Workload) -> list[Figure]:
    """``wire_mb``: every HTTP answer as it came, head and body; ``websocket_mb``: what the server said, before deflation."""
    with served(workload) as server, browser() as chromium:
        visits = [_visit(chromium, server.address) for _ in range(VISITS + 1)][1:]  # the first warms the server
    runs, wire, said = zip(*visits, strict=True)
    also = {"wire_mb": round(median(wire) / 1e6, 3), "websocket_mb": round(median(said) / 1e6, 3)}
    return [figure("first_load", workload.counted, Timed(runs), also=also)]


def _visit(chromium: Any, address: str) -> tuple[float, int, int]:
    """Milliseconds until charts stand and the script has run, and bytes received by HTTP and by websocket."""
    context = chromium.new_context(viewport=SIZE, locale="zh-CN")
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    received: list[int] = []
    said: list[int] = []
    wire.on("Network.loadingFinished", lambda answer: received.append(int(answer["encodedDataLength"])))
    wire.on(
        "Network.webSocketFrameReceived", lambda answer: said.append(len(b64decode(answer["response"]["payloadData"])))
    )
    page.goto(address)
    page.wait_for_selector(CHARTS, timeout=120_000)
    settle(page)
    ms = float(page.evaluate("performance.now()"))
    page.wait_for_timeout(1_000)  # what is still under way counts as bytes
    context.close()
    return ms, sum(received), sum(said)
