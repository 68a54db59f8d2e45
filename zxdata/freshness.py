"""How fresh the snapshot is, and the watch that keeps it so.

A refresh runs in its own process, so that a database that hangs can be given up by killing it.
"""

import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import datetime, timezone

import structlog

from zxdata.errors import CockpitError, NoSnapshot
from zxdata.ledger.engine import connect
from zxdata.rules.book import read_rules
from zxdata.settings import ROOT, Settings
from zxdata.snapshot.build import fingerprint
from zxdata.store import Store

REFRESH_SECONDS_AT_MOST = 900
_log = structlog.get_logger()


@dataclass(frozen=True)
class Status:
    """``stale_reason``: why the ledger could not be followed, empty while all is well. age in seconds."""

    version: str
    built_at: datetime
    age_seconds: float
    stale_reason: str
    demo: bool


class Watch:
    """Follows the ledger: whenever it has changed, a new snapshot is built and published."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings, self._store = settings, store
        self._engine = connect(settings.database_url)
        self._trouble = ""
        self._stop = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._follow, name="watch", daemon=True).start()

    def stop(self) -> None:
        self._stop.set()

    def status(self) -> Status:
        """Raises NoSnapshot before the first one."""
        about = self._store.about()
        age = (datetime.now(timezone.utc) - about["built_at"]).total_seconds()
        return Status(about["version"], about["built_at"], age, self._trouble, about["demo"])

    def look(self) -> None:
        """Refresh once if the ledger, the rules or the settings have changed; remember what stood in the way."""
        try:
            now = fingerprint(self._engine, self._settings, read_rules(self._settings.rules))
            if now != self._stands_for():
                self._refresh()
            self._trouble = ""
        except CockpitError as fault:
            if not self._trouble:
                _log.warning("台账跟不上", reason=fault.sentence)
            self._trouble = fault.sentence

    def _follow(self) -> None:
        while not self._stop.wait(self._settings.refresh_seconds):
            try:
                self.look()
            except Exception:  # the watch must outlive whatever one look runs into
                _log.exception("刷新失败")
                self._trouble = "刷新数据快照时出错，详见日志。"

    def _stands_for(self) -> str:
        try:
            return str(self._store.about()["stands_for"])
        except NoSnapshot:
            return ""

    def _refresh(self) -> None:
        command = [sys.executable, "-m", "zxdata", "refresh"]
        # By environment, not by argument: a password in an argument can be read by anyone on the machine.
        settled = {f"ZX_{name.upper()}": str(value) for name, value in self._settings if value is not None}
        try:
            done = subprocess.run(
                command,
                cwd=ROOT,
                env=os.environ | settled,
                capture_output=True,
                text=True,
                timeout=REFRESH_SECONDS_AT_MOST,
            )
        except subprocess.TimeoutExpired as fault:
            raise CockpitError(f"刷新数据快照超过 {REFRESH_SECONDS_AT_MOST // 60} 分钟，已停止。") from fault
        if done.returncode:
            lines = done.stderr.strip().splitlines()
            raise CockpitError(lines[-1] if lines else "刷新数据快照没有成功。")
