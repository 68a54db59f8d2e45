"""How a wall holds out: memory of its browser and of the server while pages turn, the slope, and a day's extrapolation.

    python -m benchmarks.soak http://localhost:8501 --minutes 60 --rotate 20

Reads resident memory from /proc and the page's own heap after a collection. The extrapolation to 24 hours is a
straight line through the second half of the samples: an estimate, not a measurement.
"""

import argparse
import json
import shutil
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

EVERY_SECONDS = 15
ARGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--js-flags=--expose-gc"]


def resident_mb(pid: int) -> float:
    """Resident memory of a process with all its children."""
    own = next((int(line.split()[1]) for line in Path(f"/proc/{pid}/status").read_text().splitlines()
                if line.startswith("VmRSS")), 0)  # fmt: skip
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
    table = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    inodes = {f"socket:[{row[9]}]" for row in table if row[1].endswith(port) and row[3] == "0A"}
    for links in Path("/proc").glob("[0-9]*/fd"):
        try:
            if any(link.is_symlink() and str(link.readlink()) in inodes for link in links.iterdir()):
                return int(links.parent.name)
        except OSError:
            continue
    raise SystemExit(f"没有进程在 {address} 上监听。")


def soak(address: str, minutes: float, rotate: int) -> dict[str, object]:
    server, samples, titles = server_of(address), [], set()
    with sync_playwright() as driver:
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
            samples.append((elapsed, heap, resident_mb(server)))
        nodes = page.evaluate("document.querySelectorAll('*').length")
        browser.close()
    late = samples[len(samples) // 2 :]
    heap_slope, server_slope = (slope([(s[0], s[n]) for s in late]) for n in (1, 2))
    return {
        "minutes": round(samples[-1][0], 1), "samples": len(samples), "pages": sorted(titles), "page_errors": failed,
        "nodes": nodes,
        "browser_heap_mb": {"first": round(samples[0][1], 1), "last": round(samples[-1][1], 1),
                            "per_hour": round(heap_slope, 1), "in_24h_extrapolated": round(samples[-1][1] + 24 * heap_slope)},
        "server_rss_mb": {"first": round(samples[0][2], 1), "last": round(samples[-1][2], 1),
                          "per_hour": round(server_slope, 1), "in_24h_extrapolated": round(samples[-1][2] + 24 * server_slope)},
    }  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", nargs="?", default="http://localhost:8501")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rotate", type=int, default=20)
    given = parser.parse_args()
    print(json.dumps(soak(given.address.rstrip("/"), given.minutes, given.rotate), ensure_ascii=False, indent=2))
