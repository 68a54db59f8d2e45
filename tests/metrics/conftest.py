"""A small ledger of a test's own, asked for metrics."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.ledger_rows import (
    publish,
    put,
)
from tests.metrics.asking import Ask, asking


@pytest.fixture
def ask(sqlite_ledger: Engine, tmp_path: Path) -> Callable[..., Ask]:
    """Rows in; gives a function that asks for a metric: a number, or a dict by ``by``."""

    def after(**rows: list[Any]) -> Ask:
        put(sqlite_ledger, **rows)
        return asking(publish(sqlite_ledger, tmp_path))

    return after
