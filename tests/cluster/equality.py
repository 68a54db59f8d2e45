"""Every metric by nothing, district and month, and every view, on the cluster and on DuckDB: how many are the same number for
number. ``python -m tests.cluster.equality [metrics|views] [N/M]`` starts a cluster of its own and takes the Nth of M parts.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from tests.cluster.standalone import standalone
from tests.cluster.test_views import alike, cells, shown
from tests.demonstration import TODAY, demonstration, own_demonstration
from tests.sharing import RUN
from zxdata.configuration import load_settings
from zxdata.filters import Filters, Scope
from zxdata.ledger import connect
from zxdata.metrics import METRICS
from zxdata.metrics.answer import answer
from zxdata.metrics.model import Metric
from zxdata.rules.book import read_rules
from zxdata.snapshot.build import refresh
from zxdata.store import Store
from zxdata.views import VIEWS

SECONDS = 900.0
BREAKDOWNS: tuple[tuple[str, ...], ...] = ((), ("district",), ("month",))
ASKED = {
    "today, whole": (Filters(TODAY), Scope.whole()),
    "2025-06-30, 500107": (Filters(date(2025, 6, 30)), Scope.of("500107")),
}


@dataclass(frozen=True)
class Compared:
    """fault: nothing where both are the same."""

    what: str
    fault: str


def metrics(here: Store, there: Store) -> Iterator[Compared]:
    for named, (filters, scope) in ASKED.items():
        for by in BREAKDOWNS:
            fitting = [metric for metric in METRICS.values() if set(by) <= set(metric.dims)]
            for group in (fitting[n : n + 40] for n in range(0, len(fitting), 40)):
                yield from _compared(here, there, group, by, filters, scope, named)


def _compared(
    here: Store, there: Store, group: list[Metric], by: tuple[str, ...], filters: Filters, scope: Scope, named: str
) -> Iterator[Compared]:
    """All of the group in one answer; where that fails, one by one."""
    expected = _numbers(here, group, by, filters, scope)
    try:
        found = _numbers(there, group, by, filters, scope)
    except Exception as fault:
        if len(group) == 1:
            yield Compared(f"{group[0].key} {by} {named}", f"{type(fault).__name__}: {fault}")
            return
        for metric in group:
            yield from _compared(here, there, [metric], by, filters, scope, named)
        return
    for metric in group:
        what, columns = f"{metric.key} {by} {named}", [*by, *(c for c in expected if c.split(".n")[0] == metric.key)]
        pairs = zip(expected[columns].to_numpy().ravel(), found[columns].to_numpy().ravel(), strict=False)
        alike_all = expected[columns].shape == found[columns].shape and all(alike(b, a) for a, b in pairs)
        yield Compared(what, "" if alike_all else f"{expected[columns].head(3)} / {found[columns].head(3)}")


def _numbers(store: Store, group: list[Metric], by: tuple[str, ...], filters: Filters, scope: Scope) -> pd.DataFrame:
    with store.reading(scope, SECONDS) as reading:
        return answer(reading, group, by, filters, read_rules(demonstration().settings.rules)).frame


def views(here: Store, there: Store, part: int, parts: int) -> Iterator[Compared]:
    for key in [*VIEWS][part - 1 :: parts]:
        expected = list(cells(shown(here, key)))
        try:
            found = list(cells(shown(there, key)))
        except Exception as fault:
            yield Compared(key, f"{type(fault).__name__}: {fault}")
            continue
        differing = [
            (one, other) for one, other in zip(found, expected, strict=False) if not all(map(alike, one, other))
        ]
        rows = "" if len(found) == len(expected) else f"{len(found)} / {len(expected)} 个值；"
        yield Compared(key, rows + (f"{len(differing)} 处，例如 {differing[:2]}" if differing else ""))


@contextmanager
def _shared(folder: str) -> Iterator[None]:
    """What tests share is shared here, too."""
    os.environ.setdefault(RUN, folder)
    os.environ.setdefault("ZX_ANSWERS_MB", "0")
    yield


def main(what: str = "metrics", part: str = "1/1") -> None:
    number, parts = map(int, part.split("/"))
    total = same = 0
    with tempfile.TemporaryDirectory() as scratch, _shared(scratch), standalone(Path(scratch) / "cluster") as spark:
        folder = own_demonstration(Path(scratch) / "demonstration")
        settings = load_settings(
            database_url=f"sqlite:///{folder / 'ledger.db'}",
            snapshot_dir=folder / "snapshot",
            today=TODAY,
            engine=spark.address,
        )
        refresh(connect(settings.database_url), settings)
        with closing(Store.of(settings)) as there:
            here = demonstration().store
            for one in metrics(here, there) if what == "metrics" else views(here, there, number, parts):
                total, same = total + 1, same + (not one.fault)
                if one.fault:
                    print(f"不同：{one.what}：{one.fault[:1500]}", flush=True)
                elif what == "views" or total % 100 == 0:
                    print(f"{same}/{total} {one.what}", flush=True)
    print(f"{what} {part}：{total} 个里 {same} 个相同", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
