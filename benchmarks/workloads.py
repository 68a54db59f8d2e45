"""The ledgers that are measured: demonstration data of any size, made once and kept."""

import sys
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from sqlalchemy import Engine, func, select

from benchmarks.multiplying import multiply
from zxdata.configuration import ROOT, Settings, load_settings
from zxdata.demo import fill
from zxdata.ledger import connect, upgrade
from zxdata.ledger.tables import TABLES
from zxdata.rules.book import Rules, read_rules
from zxdata.snapshot.build import refresh
from zxdata.store import Store

FOLDER = ROOT / "data" / "benchmarks"
TODAY = date(2026, 9, 30)
EVENTS_A_CITY = 39_000
GENERATED = 1_000_000  # events; of more the proposals are copied


@dataclass(frozen=True)
class Workload:
    """A ledger of about ``rows`` proposal events and its snapshot; ``readers``: how many sessions look at it at once."""

    rows: int
    readers: int = 200
    what: ClassVar[str] = "办理节点"
    dataset: ClassVar[str] = "proposal_events"

    @property
    def folder(self) -> Path:
        return FOLDER / str(self.rows)

    @cached_property
    def settings(self) -> Settings:
        ledger = self.folder / "ledger.db"
        return load_settings(database_url=f"sqlite:///{ledger}", snapshot_dir=self.folder / "snapshot", today=TODAY)

    @cached_property
    def rules(self) -> Rules:
        return read_rules(self.settings.rules)

    @cached_property
    def engine(self) -> Engine:
        """The ledger, filled on first use."""
        self.folder.mkdir(parents=True, exist_ok=True)
        engine = connect(self.settings.database_url)
        upgrade(engine)  # one of an earlier release is kept
        done = self.folder / "filled"
        if not done.exists():
            print(f"正在生成约 {self.rows:,} 行{self.what}的演示台账……", file=sys.stderr)
            self.write(engine)
            done.touch()
        return engine

    def write(self, engine: Engine) -> None:
        """Fill an empty ledger."""
        fill(engine, self.settings, scale=max(1, round(min(self.rows, GENERATED) / EVENTS_A_CITY)))
        if self.rows > GENERATED:
            engine.dispose()
            multiply(self.folder / "ledger.db", self.rows)

    @cached_property
    def store(self) -> Store:
        refresh(self.engine, self.settings)
        return Store(self.settings.snapshot_dir)

    def close(self) -> None:
        """Let go of the snapshot, if it was opened."""
        if "store" in vars(self):
            self.store.close()

    @cached_property
    def counted(self) -> int:
        """Rows of ``dataset`` in fact."""
        with self.engine.connect() as connection:
            return connection.scalar(select(func.count()).select_from(TABLES[self.dataset])) or 0
