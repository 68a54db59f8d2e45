"""A real Firefox, spoken to in WebDriver BiDi (W3C), which it knows by itself: Debian's needs no driver beside it."""

import json
import re
import shutil
import subprocess
import tempfile
import time
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

PROGRAM = shutil.which("firefox-esr") or shutil.which("firefox")
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
# Nothing of its own leaves the host, and nothing asks to be clicked away.
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "intl.accept_languages": "zh-CN",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.enabled": False,
    "ui.prefersReducedMotion": 1,
}


class Firefox:
    """One tab. ``faults``: what its console called errors; ``asked``: the addresses that its pages asked for."""

    def __init__(self, line: ClientConnection) -> None:
        self._line, self._numbers = line, count(1)
        self.faults: list[str] = []
        self.asked: list[str] = []
        self.version: str = self._do("session.new", capabilities={})["capabilities"]["browserVersion"]
        self._do("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self._tab = self._do("browsingContext.getTree")["contexts"][0]["context"]

    def resize(self, width: int, height: int) -> None:
        self._do("browsingContext.setViewport", context=self._tab, viewport={"width": width, "height": height})

    def open(self, address: str) -> None:
        self._do("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def evaluate(self, expression: str) -> Any:
        said = self._do("script.evaluate", expression=expression, target={"context": self._tab}, awaitPromise=True)
        assert said["type"] == "success", said["exceptionDetails"]["text"]
        return said["result"].get("value")

    def wait_for(self, expression: str, seconds: float = 90) -> None:
        end = time.monotonic() + seconds
        while not self.evaluate(expression):
            assert time.monotonic() < end, f"{expression} did not come true"
            time.sleep(0.2)

    def screenshot(self, into: Path) -> None:
        into.write_bytes(b64decode(self._do("browsingContext.captureScreenshot", context=self._tab)["data"]))

    def _do(self, method: str, **params: Any) -> Any:
        number = next(self._numbers)
        self._line.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            said = json.loads(self._line.recv(120))
            if said.get("id") == number:
                assert said["type"] == "success", said
                return said["result"]
            self._hear(said)

    def _hear(self, event: dict[str, Any]) -> None:
        about = event.get("params", {})
        if event.get("method") == "log.entryAdded" and about["level"] == "error":
            self.faults.append(about["text"])
        elif event.get("method") == "network.beforeRequestSent":
            self.asked.append(about["request"]["url"])


@contextmanager
def firefox() -> Iterator[Firefox]:
    assert PROGRAM is not None
    with tempfile.TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True) as profile:
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
        Path(profile, "user.js").write_text("\n".join(lines), encoding="utf-8")
        words = [PROGRAM, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]
        running = subprocess.Popen(
            [*words, "about:blank"], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
        )
        try:
            assert running.stderr is not None
            address = next(found[1] for text in running.stderr if (found := LISTENING.search(text)))
            with connect(f"{address}/session", max_size=None, open_timeout=60) as line:
                yield Firefox(line)
        finally:
            running.terminate()
            running.wait(30)
