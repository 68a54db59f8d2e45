"""Ledgers of a few consultations in three districts, and questions to them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from tests.ledger_rows import Row, day, default_rules, publish, put, region, settings_for
from zxdata.figures import View
from zxdata.filters import Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.store import Store
from zxdata.views import view

# fmt: off
PLACES = [
    region("50", "某省", "省"), region("5001", "甲区", "区县", "50"), region("5002", "乙区", "区县", "50"),
    region("5003", "丙区", "区县", "50"), region("5001001", "东镇", "乡镇街道", "5001"),
    region("5002001", "南镇", "乡镇街道", "5002"),
]
# fmt: on
TODAY = "2025-09-30"


class Ledger:
    """A published ledger of a few rows, and questions to it."""

    def __init__(self, engine: Engine, folder: Path, store: Store) -> None:
        self._engine, self._folder, self._store = engine, folder, store

    def of(self, key: str, on: str = TODAY, by: str = "", **filters: Any) -> Any:
        with self._store.reading(Scope.whole()) as reading:
            dims = (by,) if by else ()
            frame = answer(reading, (metric(key),), dims, Filters(day(on), **filters), default_rules()).frame
        return dict(zip(frame[by], frame[key], strict=True)) if by else frame[key].iloc[0]

    def read(self, asked: Callable[..., Any], on: str = TODAY, *more: Any) -> Any:
        with self._store.reading(Scope.whole()) as reading:
            return asked(reading, Filters(day(on)), default_rules(), *more)

    def view(self, key: str, on: str = TODAY, options: tuple[tuple[str, str], ...] = (), **filters: Any) -> View:
        settings = settings_for(self._engine, self._folder)
        return view(self._store, key, Filters(day(on), **filters), Scope.whole(), settings, options)


def making(engine: Engine, folder: Path) -> Callable[..., Ledger]:
    """Makes a ledger of the rows given by dataset, in an empty one, and publishes it."""

    def made(**rows: list[Row]) -> Ledger:
        put(engine, **({"regions": PLACES} | rows))
        return Ledger(engine, folder, publish(engine, folder))

    return made
