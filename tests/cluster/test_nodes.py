"""Two machines behind the shipped nginx: restarted one after the other, and one killed, while readers ask."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copy
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import requests

from tests.browsing import free_port
from tests.deploy.test_nginx import COOKIE, NGINX, proxy
from tests.door.conftest import KEY, Served, environment, open_accounts
from tests.ledger_rows import proposal, put, region
from zxdata.configuration import ROOT, Settings, load_settings
from zxdata.ledger import connect
from zxdata.snapshot import versions

pytestmark = [pytest.mark.cluster, pytest.mark.skipif(NGINX is None, reason="nginx 未安装：apt-get install nginx")]
SET_ASIDE = 11  # nginx leaves a server that has failed alone for ten seconds
ASKED = {"metric": "proposals.submitted", "as_of": "2025-03-31"}


@dataclass
class Node:
    """A cockpit as a process: ``settings`` are its own, the ledger, the key and the shared versions are everyone's."""

    settings: Settings
    port: int = field(default_factory=free_port)

    def start(self) -> None:
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port)]
        self.running = subprocess.Popen(
            [*command, "--server.address", "127.0.0.1"],
            cwd=ROOT,
            env=environment(self.settings),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + 120
        while not self.ready:
            assert time.monotonic() < until and self.running.poll() is None
            time.sleep(0.2)

    @property
    def ready(self) -> bool:
        try:
            return bool(urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5).status == 200)
        except (URLError, OSError):
            return False

    def stop(self) -> None:
        self.running.terminate()
        self.running.wait(60)

    def kill(self) -> None:
        os.killpg(self.running.pid, signal.SIGKILL)
        self.running.wait()


@contextmanager
def nodes(folder: Path, migrated: Path) -> Iterator[tuple[Node, Node]]:
    copy(migrated, folder / "ledger.db")
    both = []
    for name in ("first", "second"):
        settings = load_settings(
            database_url=f"sqlite:///{folder / 'ledger.db'}",
            snapshot_dir=folder / name,
            warehouse=folder / "shared",
            auth="local",
            secret_key=KEY,
            api_per_minute=1_000_000,
        )
        both.append(Node(settings))
    first, second = both
    put(
        connect(first.settings.database_url),
        regions=[region("500000", "重庆市", "省"), region("500107", "九龙坡区", "区县", "500000")],
        proposals=[proposal(f"甲{number}", "2025-01-01") for number in range(7)],
    )
    open_accounts(first.settings)
    first.start()
    second.start()
    try:
        yield first, second
    finally:
        for node in both:
            if node.running.poll() is None:
                node.kill()


class Readers:
    """Two readers who have signed in, each at a machine of its own, and go on asking."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.found: list[tuple[int, str]] = []
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(self._at(cookie),), daemon=True) for cookie in "12"]

    def _at(self, cookie: str) -> requests.Session:
        session = self.served.signed_in()
        session.cookies.clear(domain="127.0.0.1", path="/", name=COOKIE) if COOKIE in session.cookies else None
        session.headers["Cookie"] = "; ".join(
            [f"{name}={value}" for name, value in session.cookies.items()] + [f"{COOKIE}={cookie}"]
        )
        session.cookies.clear()
        return session

    def _ask(self, session: requests.Session) -> None:
        while not self._over.is_set():
            try:
                answer = session.get(f"{self.served.address}/api/v1/query", params=ASKED, timeout=60)
                session.cookies.clear()
                self.found.append((answer.status_code, str(answer.json()["rows"]) if answer.ok else answer.text[:200]))
            except requests.RequestException as fault:
                self.found.append((0, str(fault)))
            time.sleep(0.05)

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(60)


def test_readers_go_on_while_machines_are_restarted_in_turn_and_one_is_killed(
    migrated_file: Path, tmp_path: Path
) -> None:
    with nodes(tmp_path, migrated_file) as (first, second), proxy(tmp_path, first.port, second.port) as address:
        in_force = {versions.current(node.settings.snapshot_dir).name for node in (first, second)}
        assert len(in_force) == 1  # one has built, the other has taken its version
        with Readers(Served(address, first.settings)) as readers:
            for node in (first, second):
                time.sleep(1)
                node.stop()
                node.start()
                time.sleep(SET_ASIDE)
            before_the_kill = len(readers.found)
            first.kill()
            time.sleep(3)
        assert before_the_kill > 40 and len(readers.found) > before_the_kill + 20
        assert set(readers.found) == {(200, "[{'proposals.submitted': 7}]")}
