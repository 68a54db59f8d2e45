"""How fresh the snapshot is, and the watch that keeps it so.

A refresh runs in its own process, so that a database that hangs can be given up by killing it.
"""

import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import datetime, timezone
from time import monotonic, sleep
from typing import Literal

import structlog

from zxdata.configuration import ROOT, Settings, as_environment
from zxdata.errors import CockpitError, NoSnapshot, SnapshotDamaged
from zxdata.ledger.places import open_ledger
from zxdata.metrics.composite import check_rules
from zxdata.rules.book import read_rules
from zxdata.snapshot.build import fingerprint, overdue
from zxdata.store import Store

REFRESH_SECONDS_AT_MOST = 900
GRACE_SECONDS = 30  # how much longer than its pace a look at the ledger may take before nothing is known any more
_log = structlog.get_logger()


@dataclass(frozen=True)
class Followed:
    """What the last look at the ledger came to.

    at: the clock's seconds when the snapshot was last found to stand for the ledger, None before; trouble: the
    sentence on what stood in the way of the last look, empty where nothing did.
    """

    at: float | None = None
    trouble: str = ""


@dataclass(frozen=True)
class Status:
    """How fresh a snapshot is. age in seconds since it was built.

    state: ``current`` where the ledger was compared with it lately, ``stale`` where the ledger could not be followed
    (``stale_reason`` says why), ``unchecked`` where neither is known: before the first look, and during a long one.
    """

    version: str
    built_at: datetime
    age_seconds: float
    demo: bool
    state: Literal["current", "stale", "unchecked"]
    stale_reason: str = ""


class Watch:
    """Follows the ledger: whenever it has changed, a new snapshot is built and published."""

    def __init__(self, settings: Settings, store: Store, followed: Followed = Followed()) -> None:
        self._settings, self._store, self._followed = settings, store, followed
        self._engine = open_ledger(settings)

    def start(self) -> None:
        threading.Thread(target=self._follow, name="watch", daemon=True).start()

    def status(self) -> Status:
        """Raises NoSnapshot before the first one."""
        about, followed = self._store.about(), self._followed
        age = (datetime.now(timezone.utc) - about["built_at"]).total_seconds()
        lately = self._settings.refresh_seconds + GRACE_SECONDS
        state: Literal["current", "stale", "unchecked"] = "unchecked"
        if followed.trouble:
            state = "stale"
        elif followed.at is not None and monotonic() - followed.at < lately:
            state = "current"
        return Status(about["version"], about["built_at"], age, about["demo"], state, followed.trouble)

    def look(self) -> None:
        """Refresh once if the ledger, the rules or the boundaries have changed, or the file of the snapshot is no longer
        sound; remember what stood in the way."""
        try:
            rules = read_rules(self._settings.rules)
            check_rules(rules)
            if fingerprint(self._engine, self._settings, rules) != self._stands_for() or self._overdue():
                refresh_apart(self._settings)
            self._store.reach()
            if not self._store.ships(self._settings.day()):
                refresh_apart(self._settings)
            self._followed = Followed(monotonic())
        except CockpitError as fault:
            if not self._followed.trouble:
                _log.warning("台账跟不上", reason=fault.sentence)
            self._followed = Followed(trouble=fault.sentence)

    def _follow(self) -> None:
        pause = 0 if self._followed == Followed() else self._settings.refresh_seconds  # nobody has compared yet
        while True:
            sleep(pause)
            pause = self._settings.refresh_seconds
            try:
                self.look()
            except Exception:  # the watch must outlive whatever one look runs into
                _log.exception("刷新失败")
                self._followed = Followed(trouble="刷新数据快照时出错，详见日志。")

    def _overdue(self) -> bool:
        about = self._store.about()
        return overdue(about["whole_at"], about["spliced"], self._settings)

    def _stands_for(self) -> str:
        """What the snapshot in force stands for; nothing where there is none that can go on being read."""
        try:
            about = self._store.about()
            return str(about["stands_for"]) if self._store.sound() else ""
        except (NoSnapshot, SnapshotDamaged):
            return ""


def refresh_apart(settings: Settings) -> None:
    """Bring the snapshot up to the ledger in a process of its own, which is ended where it takes too long. Raises
    CockpitError with its last sentence."""
    command = [sys.executable, "-m", "zxdata", "refresh"]
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | as_environment(settings),
            capture_output=True,
            text=True,
            timeout=REFRESH_SECONDS_AT_MOST,
        )
    except subprocess.TimeoutExpired as fault:
        raise CockpitError(f"刷新数据快照超过 {REFRESH_SECONDS_AT_MOST // 60} 分钟，已停止。") from fault
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        raise CockpitError(lines[-1] if lines else "刷新数据快照没有成功。")
