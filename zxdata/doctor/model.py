"""What is examined and what is found."""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path

from zxdata.configuration import ROOT, Settings

GIGABYTE = 1_000_000_000


@dataclass(frozen=True)
class Examined:
    """One thing that was looked at. key: its name; subject: the same in Chinese; state: how it is, a sentence; mend: what
    would mend it, empty where nothing is amiss."""

    key: str
    subject: str
    state: str
    mend: str = ""

    @property
    def good(self) -> bool:
        return not self.mend


@dataclass(frozen=True)
class Machine:
    """The machine on which an installation is examined. now: its clock; port: where the cockpit is to be served; free: how
    many bytes must be free on its disk at least; program: where a program lies, if it is installed; root: the
    cockpit's own folder."""

    now: datetime = field(default_factory=lambda: datetime.fromtimestamp(time.time(), timezone.utc))
    port: int = 8501
    free: int = 2 * GIGABYTE
    program: Callable[[str], str | None] = shutil.which
    root: Path = ROOT


Look = Callable[[Settings, Machine], Iterator[tuple[str, str]]]


@dataclass(frozen=True)
class Check:
    """look: how things are and what would mend each."""

    key: str
    subject: str
    look: Look
