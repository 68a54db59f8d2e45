"""A reading of a ledger's snapshot, for tests that fill the ledger themselves."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from zxdata.configuration import load_settings
from zxdata.filters import Scope
from zxdata.snapshot.build import refresh
from zxdata.store import Reading, Store


@contextmanager
def read(engine: Engine, folder: Path, today: date, scope: Scope | None = None) -> Iterator[Reading]:
    address = engine.url.render_as_string(hide_password=False)
    settings = load_settings(database_url=address, snapshot_dir=folder / "snapshot", today=today)
    refresh(engine, settings)
    with closing(Store.of(settings)) as store, store.reading(scope or Scope.whole()) as reading:
        yield reading
