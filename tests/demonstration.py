"""One published demonstration ledger for all tests that only read it."""

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from sqlalchemy import select

from zxdata.demo import fill
from zxdata.divisions import load_home
from zxdata.ledger import TABLES, connect, upgrade
from zxdata.ledger import reading as looking
from zxdata.settings import Settings, load_settings
from zxdata.snapshot.build import refresh
from zxdata.store import Store

TODAY = date(2026, 3, 31)
_KEPT: list[TemporaryDirectory[str]] = []


@cache
def demonstration() -> tuple[Store, Settings, pd.DataFrame]:
    """Store, settings, and the raw proposal events with their local days and the units' names."""
    _KEPT.append(TemporaryDirectory())
    folder = Path(_KEPT[-1].name)
    settings = load_settings(
        database_url=f"sqlite:///{folder / 'ledger.db'}", snapshot_dir=folder / "snapshot", today=TODAY
    )
    engine = connect(settings.database_url)
    upgrade(engine)
    load_home(engine, settings.home)
    fill(engine, settings)
    refresh(engine, settings)
    e, u = TABLES["proposal_events"], TABLES["units"]
    with looking(engine) as connection:
        events = pd.DataFrame(connection.execute(select(e)).mappings().all())
        names = dict(connection.execute(select(u.c.unit_no, u.c.name)).all())
    moments = [moment.astimezone(settings.zone) for moment in events["occurred_at"]]
    events = events.assign(
        moment=moments, on_day=[m.date() for m in moments], unit=events["unit"].map(lambda n: names.get(n, n)),
        role=events["role"].where(events["role"].notna(), "主办"),
    )  # fmt: skip
    return Store(settings.snapshot_dir), settings, events
