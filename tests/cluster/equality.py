"""Every metric by nothing, district and month, and every view, on the cluster and on DuckDB: how many are the same number for
number. ``python -m tests.cluster.equality [metrics|views] [FILE]`` starts a cluster of its own; what it finds is in the file at
once, a line each, and what stands there as the same is not asked again. ``CLUSTER_WAY=sc``: through Spark Connect.
"""

import json
import os
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from tests.cluster.standalone import standalone
from tests.cluster.test_views import alike, cells, shown
from tests.demonstration import TODAY, demonstration, own_demonstration, tables
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
MEMORY = 2000  # MB
BREAKDOWNS: tuple[tuple[str, ...], ...] = ((), ("district",), ("month",))
ASKED = {
    "today, whole": (Filters(TODAY), Scope.whole()),
    "2025-06-30, 500107": (Filters(date(2025, 6, 30)), Scope.of("500107")),
}
# What a reader chooses of a view that shows little or nothing without: a word, or the first number of a dataset's column.
CHOSEN = {
    "coverage.station": ("station", "workstations.station_no"),
    "coverage.points": ("mode", "walking"),
    "coverage.siting": ("sites", "3"),
    "proposals.card": ("case", "proposals.proposal_no"),
    "proposals.replay": ("proposal", "proposals.proposal_no"),
    "proposals.list": ("page", "2"),
    "supervision.replay": ("matter", "supervisions.matter_no"),
    "supervision.outcomes": ("word", "社区"),
    "consultation.topics": ("topic", "topics.topic_no"),
    "programmes.replay": ("item", "checklist_items.item_no"),
    "members.card": ("person", "members.member_no"),
    "members.spread": ("person", "members.member_no"),
    "members.matching": ("need", "社区养老"),
    "voices.library": ("word", "社区"),
    "voices.replay": ("voice", "voices.voice_no"),
}


@dataclass(frozen=True)
class Compared:
    """fault: nothing where both are the same; values: how many were compared."""

    what: str
    fault: str
    values: int = 0


def metrics(here: Store, there: Store, known: Collection[str]) -> Iterator[Compared]:
    for named, (filters, scope) in ASKED.items():
        for by in BREAKDOWNS:
            fitting = [
                metric
                for metric in METRICS.values()
                if set(by) <= set(metric.dims) and f"{metric.key} {by} {named}" not in known
            ]
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
        difference = "" if alike_all else f"{expected[columns].head(3)} / {found[columns].head(3)}"
        yield Compared(what, difference, expected[columns].size)


def _numbers(store: Store, group: list[Metric], by: tuple[str, ...], filters: Filters, scope: Scope) -> pd.DataFrame:
    with store.reading(scope, SECONDS) as reading:
        return answer(reading, group, by, filters, read_rules(demonstration().settings.rules)).frame


def views(here: Store, there: Store, known: Collection[str]) -> Iterator[Compared]:
    asked: list[tuple[str, str, Filters, Scope, tuple[tuple[str, str], ...]]]
    asked = [(key, named, *ASKED[named], ()) for named in ASKED for key in VIEWS]
    asked += [(key, one, *ASKED["today, whole"], ((one, _first(value)),)) for key, (one, value) in CHOSEN.items()]
    for key, named, filters, scope, options in asked:
        what = f"{key} {named}"
        if what in known:
            continue
        expected = list(cells(shown(here, key, filters, scope, options)))
        try:
            found = list(cells(shown(there, key, filters, scope, options)))
        except Exception as fault:
            yield Compared(what, f"{type(fault).__name__}: {fault}")
            continue
        pairs = zip(found, expected, strict=False)
        differing = [(one, other) for one, other in pairs if not all(map(alike, one, other))]
        rows = "" if len(found) == len(expected) else f"{len(found)} / {len(expected)} 个值；"
        yield Compared(what, rows + (f"{len(differing)} 处，例如 {differing[:2]}" if differing else ""), len(found))


def _first(value: str) -> str:
    dataset, _, column = value.partition(".")
    return str(tables()[dataset][column].min()) if column else value


@contextmanager
def _shared(folder: str) -> Iterator[None]:
    """What tests share is shared here, too."""
    os.environ.setdefault(RUN, folder)
    os.environ.setdefault("ZX_ANSWERS_MB", "0")
    yield


def main(what: str = "metrics", kept: str = os.devnull) -> None:
    file = Path(kept)
    file.touch()
    known = {one["what"] for one in map(json.loads, file.read_text(encoding="utf-8").splitlines()) if not one["fault"]}
    total = same = 0
    with (
        tempfile.TemporaryDirectory() as scratch,
        _shared(scratch),
        standalone(Path(scratch) / "cluster", 1, MEMORY) as spark,
        file.open("a", encoding="utf-8") as findings,
    ):
        folder = own_demonstration(Path(scratch) / "demonstration")
        settings = load_settings(
            database_url=f"sqlite:///{folder / 'ledger.db'}",
            snapshot_dir=folder / "snapshot",
            today=TODAY,
            engine=spark.engine,
        )
        refresh(connect(settings.database_url), settings)
        with closing(Store.of(settings)) as there:
            here, asked = demonstration().store, {"metrics": metrics, "views": views}[what]
            for one in asked(here, there, known):
                total, same = total + 1, same + (not one.fault)
                findings.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
                findings.flush()
                if one.fault or what == "views" or total % 100 == 0:
                    print(f"{same}/{total} {one.what} {one.fault[:1500]}", flush=True)
    print(f"{what}：{total} 个里 {same} 个相同，另有 {len(known)} 个以前相同", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
