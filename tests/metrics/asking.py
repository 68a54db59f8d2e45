"""Questions to a small ledger, for tests that work the right numbers out by hand."""

from collections.abc import Callable
from typing import Any

from tests.ledger_rows import (
    day,
    default_rules,
    region,
    unit,
)
from zxdata.filters import Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.store import Store

Ask = Callable[..., Any]
# fmt: off
TOWNS = [
    region("50", "某省", "省"), region("5001", "甲区", "区县", "50"), region("5002", "乙区", "区县", "50"),
    region("5003", "丙区", "区县", "50"), region("5001001", "东镇", "乡镇街道", "5001"),
    region("5001002", "西镇", "乡镇街道", "5001"), region("5002001", "南镇", "乡镇街道", "5002"),
    region("5001001001", "一村", "村社区", "5001001"),
]
# fmt: on
UNITS = [unit("U1", "甲局"), unit("U2", "乙局"), unit("U3", "丙局")]


def asking(store: Store) -> Ask:
    def of(key: str, on: str = "2025-09-30", by: str = "", scope: Scope | None = None, **filters: Any) -> Any:
        with store.reading(scope or Scope.whole()) as reading:
            dims = tuple(by.split(",")) if by else ()
            frame = answer(reading, (metric(key),), dims, Filters(day(on), **filters), default_rules()).frame
            if not by:
                return frame[key].iloc[0]
            names = frame[list(dims)].itertuples(index=False, name=None)
            return {n[0] if len(n) == 1 else n: v for n, v in zip(names, frame[key], strict=True)}

    return of
