"""A user without rights on a machine without a network: what such a one runs, installs and reads there."""

import json
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

NOBODY = 65534
PYTHON = "/usr/bin/python3"
DAY = "2025-09-30"
PAGES = Path(__file__).with_name("pages.py")


@dataclass(frozen=True)
class Place:
    """A folder in which a user without rights installs and works, without a network."""

    folder: Path

    def run(self, *words: str, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            self.apart(*words), cwd=cwd or self.folder, env=self.environment, capture_output=True, text=True
        )

    def apart(self, *words: str) -> list[str]:
        user = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--", *words]
        return ["unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", *user]

    @property
    def environment(self) -> dict[str, str]:
        return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(self.folder), "LANG": "C.UTF-8", "PYTHON": PYTHON}

    def install(self, bundle: Path, name: str = "cockpit") -> "subprocess.CompletedProcess[str]":
        return self.run("sh", str(bundle / "install.sh"), "--to", str(self.folder / name))

    def cockpit(self, *words: str, name: str = "cockpit") -> str:
        done = self.run(str(self.folder / name / "cockpit"), *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def numbers(self, *database: str, name: str = "cockpit") -> dict[str, Any]:
        """What every page shows on one day, and every metric; of another ledger than the installation's, if one is named."""
        current = self.folder / name / "current"
        script = PAGES.read_text("utf-8")
        done = self.run(str(current / ".venv/bin/python"), "-c", script, DAY, *database, cwd=current)
        assert done.returncode == 0, done.stderr
        return cast("dict[str, Any]", json.loads(done.stdout.splitlines()[-1]))


def served(place: Place) -> tuple[str, float, int]:
    """The first page of the installation's server, fetched in its namespace; the seconds it took, and its memory in MB."""
    script = f"""
import json, os, subprocess, time, urllib.request
started = time.monotonic()
server = subprocess.Popen([{str(place.folder / "cockpit" / "cockpit")!r}, "start", "8765"], stdout=2)
while True:
    try:
        urllib.request.urlopen("http://127.0.0.1:8765/readyz")
        page = urllib.request.urlopen("http://127.0.0.1:8765/").read().decode()
        break
    except OSError:
        time.sleep(0.2)
seconds = time.monotonic() - started
time.sleep(3)
rss = next(line for line in open(f"/proc/{{server.pid}}/status") if line.startswith("VmRSS"))
server.terminate()
print(json.dumps([page, seconds, int(rss.split()[1]) // 1000]))
"""
    started = time.monotonic()
    done = place.run(PYTHON, "-c", script)
    assert done.returncode == 0, done.stderr
    page, seconds, memory = json.loads(done.stdout)
    assert re.search("<html", page) and time.monotonic() - started < 120
    return page, seconds, memory
