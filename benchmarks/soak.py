"""How a wall holds out: memory of its browser and of the server while pages turn, the slope, and a day's extrapolation.

    python -m benchmarks.soak http://localhost:8501 --minutes 60 --rotate 20

Reads resident memory of server and browser from /proc and the page's own heap after a collection. Imports made into
the ledger meanwhile are followed; the versions seen are counted. The extrapolation to 24 hours is a straight line
through the second half of the samples: an estimate, not a measurement.
"""

import argparse
import json
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

EVERY_SECONDS = 15
ARGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--js-flags=--expose-gc"]


def resident_mb(pid: int) -> float:
    """Resident memory of a process with all its children."""
    own = next(
        (
            int(line.split()[1])
            for line in Path(f"/proc/{pid}/status").read_text().splitlines()
            if line.startswith("VmRSS")
        ),
        0,
    )
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own / 1024 + sum(resident_mb(int(child)) for child in children)


def slope(samples: list[tuple[float, float]]) -> float:
    """Least squares over (minutes, value): units an hour."""
    n = len(samples)
    mean_x, mean_y = sum(x for x, _ in samples) / n, sum(y for _, y in samples) / n
    spread = sum((x - mean_x) ** 2 for x, _ in samples)
    return 60 * sum((x - mean_x) * (y - mean_y) for x, y in samples) / spread if spread else 0.0


def server_of(address: str) -> int:
    """The process that listens on the address's port."""
    port = f":{int(address.rpartition(':')[2].split('/')[0]):04X}"
    table = [row.split() for kind in ("tcp", "tcp6") for row in Path(f"/proc/net/{kind}").read_text().splitlines()[1:]]
    inodes = {f"socket:[{row[9]}]" for row in table if row[1].endswith(port) and row[3] == "0A"}
    for links in Path("/proc").glob("[0-9]*/fd"):
        try:
            if any(link.is_symlink() and str(link.readlink()) in inodes for link in links.iterdir()):
                return int(links.parent.name)
        except OSError:
            continue
    raise SystemExit(f"没有进程在 {address} 上监听。")


@dataclass(frozen=True)
class Sample:
    """What was read at a moment, in minutes and MB."""

    minutes: float
    heap: float
    browser: float
    server: float


def course(samples: list[Sample], part: str) -> dict[str, float]:
    """First and last reading, MB an hour over the second half, and where that line would end after a day."""
    values = [(s.minutes, getattr(s, part)) for s in samples]
    hourly = slope(values[len(values) // 2 :])
    return {
        "first": round(values[0][1], 1),
        "last": round(values[-1][1], 1),
        "most": round(max(v for _, v in values), 1),
        "per_hour": round(hourly, 1),
        "in_24h_extrapolated": round(values[-1][1] + 24 * hourly),
    }


def soak(address: str, minutes: float, rotate: int) -> dict[str, object]:
    server, samples, titles, versions = server_of(address), [], set(), set()
    with sync_playwright() as driver:
        alone = resident_mb(os.getpid())
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=ARGS)
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        failed: list[str] = []
        page.on("pageerror", lambda fault: failed.append(str(fault)))
        page.goto(f"{address}/?screen=1&rotate={rotate}")
        page.wait_for_selector(".wall-foot", timeout=60_000)
        devtools = page.context.new_cdp_session(page)
        begun = time.monotonic()
        while (elapsed := (time.monotonic() - begun) / 60) < minutes:
            page.wait_for_timeout(EVERY_SECONDS * 1000)
            devtools.send("HeapProfiler.collectGarbage")
            heap = page.evaluate("performance.memory.usedJSHeapSize") / 2**20
            titles.add(page.locator(".wall-head h1").first.inner_text())
            versions.add(page.locator(".wall-foot p").last.inner_text().rpartition(" ")[2])
            samples.append(Sample(elapsed, heap, resident_mb(os.getpid()) - alone, resident_mb(server)))
        nodes = page.evaluate("document.querySelectorAll('*').length")
        browser.close()
    return {
        "minutes": round(samples[-1].minutes, 1),
        "samples": len(samples),
        "pages": sorted(titles),
        "versions": len(versions),
        "page_errors": failed,
        "nodes": nodes,
        "browser_heap_mb": course(samples, "heap"),
        "browser_rss_mb": course(samples, "browser"),
        "server_rss_mb": course(samples, "server"),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", nargs="?", default="http://localhost:8501")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rotate", type=int, default=20)
    options = parser.parse_args()
    print(json.dumps(soak(options.address.rstrip("/"), options.minutes, options.rotate), ensure_ascii=False, indent=2))
