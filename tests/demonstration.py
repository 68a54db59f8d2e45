"""Published demonstration ledgers, one for each day asked for, shared by all tests that only read them."""

import atexit
import os
import shutil
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
from sqlalchemy import Engine, select

from tests.sharing import shared_folder
from zxdata.configuration import Settings, load_settings
from zxdata.demo import fill
from zxdata.divisions import load_home
from zxdata.ledger import TABLES, connect, upgrade
from zxdata.ledger import reading as looking
from zxdata.snapshot.build import refresh
from zxdata.store import Store

TODAY = date(2026, 3, 31)
EARLIER = date(2025, 9, 30)  # before the divisions changed: a code begins with that of its district
_kept = ExitStack()
atexit.register(_kept.close)


@dataclass(frozen=True)
class Demonstration:
    """A ledger filled up to the day ``settings.today`` and its published snapshot, both in ``folder``."""

    folder: Path
    settings: Settings
    ledger: Engine
    store: Store


@cache
def demonstration(today: date = TODAY) -> Demonstration:
    """Raises AssertionError while tests are only collected: each worker would read it, whatever it runs."""
    collecting = "PYTEST_VERSION" in os.environ and "PYTEST_CURRENT_TEST" not in os.environ
    assert not collecting, "ask for the demonstration within a test or a fixture"
    with shared_folder(f"demonstration-{today}") as (folder, filled):
        settings = load_settings(
            database_url=f"sqlite:///{folder / 'ledger.db'}", snapshot_dir=folder / "snapshot", today=today
        )
        ledger = connect(settings.database_url)
        if not filled:
            upgrade(ledger)
            load_home(ledger, settings.home)
            fill(ledger, settings)
            refresh(ledger, settings)
    store = _kept.enter_context(closing(Store.of(settings)))
    return Demonstration(folder, settings, ledger, store)


def own_demonstration(folder: Path, today: date = TODAY) -> Path:
    """A copy for tests that write; ``folder`` then holds ``ledger.db`` and ``snapshot``."""
    shared = demonstration(today)
    shared.ledger.dispose()
    shutil.copytree(shared.folder, folder, symlinks=True, dirs_exist_ok=True)
    return folder


class Tables(dict[str, pd.DataFrame]):
    """The tables of a ledger as they stand, a column a column; each is read when it is first asked for."""

    def __init__(self, ledger: Engine) -> None:
        self._ledger = ledger

    def __missing__(self, name: str) -> pd.DataFrame:
        table = TABLES[name]
        with looking(self._ledger) as connection:
            rows = connection.execute(select(table)).mappings().all()
        self[name] = pd.DataFrame(rows, columns=table.columns.keys())
        return self[name]


@cache
def tables(today: date = TODAY) -> Tables:
    return Tables(demonstration(today).ledger)


@cache
def proposal_events() -> pd.DataFrame:
    """The raw events of the proposals with their local days and the units' names."""
    events, units = tables()["proposal_events"], tables()["units"]
    names = dict(zip(units["unit_no"], units["name"], strict=True))
    moments = [moment.astimezone(demonstration().settings.zone) for moment in events["occurred_at"]]
    return events.assign(
        moment=moments,
        on_day=[m.date() for m in moments],
        unit=events["unit"].map(lambda n: names.get(n, n)),
        role=events["role"].where(events["role"].notna(), "主办"),
    )
