"""Whatever the history, the snapshot answers as the plain reference does, on any day.

``HISTORIES_ROUNDS`` says how many new histories each test draws; in ``make test`` the same three every time.
"""

import os
import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from tests import histories
from tests.ledger_rows import default_rules, publish, put
from tests.reference import Reference, read_tables
from tests.reference.agreement import assert_agree, cuts, told
from tests.reference.counts import SINGLE
from tests.reference.numbers import Where
from tests.reference.rates import RATES
from zxdata.dimensions import DIMENSIONS
from zxdata.filters import Filters, Scope
from zxdata.ledger import connect
from zxdata.metrics import METRICS, metric
from zxdata.metrics.answer import answer
from zxdata.store import Store

RULES = default_rules()
COMPARED = [key for key in METRICS if key in SINGLE or key in RATES]
# A ledger costs most of a second, so a failing one is shown as it was drawn.
slow = settings(
    max_examples=int(os.environ.get("HISTORIES_ROUNDS", "3")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.reuse, Phase.generate],
)


@contextmanager
def published(migrated: Path, rows: dict[str, list[Any]]) -> Iterator[tuple[Engine, Store]]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(migrated, folder / "ledger.db")
        engine = connect(f"sqlite:///{folder / 'ledger.db'}")
        put(engine, **rows)
        yield engine, publish(engine, folder)


PAIRED = {
    "proposals.open",
    "supervision.matters",
    "consultation.meetings",
    "coverage.member_rate",
    "coverage.activities",
}


IN_ONE_DISTRICT = [
    "proposals.submitted",
    "proposals.open",
    "supervision.matters",
    "coverage.stations",
    "coverage.activities",
]
COLOURS = [f"supervision.{c}" for c in ("green", "yellow", "red", "done", "done_late", "unknown")]
CUTS = sorted({d for key in COMPARED for d in cuts(key)})
# The whole, every dimension alone, and for one metric of each kind with the district.
BREAKDOWNS = [
    (),
    *((d,) for d in CUTS),
    *(("district", d) for d in CUTS if d not in ("district", "day")),
]


def fitting(by: tuple[str, ...]) -> list[str]:
    return [key for key in COMPARED if set(by) <= set(cuts(key)) and (len(by) < 2 or key in PAIRED)]


# Each drawn history is broken down in a third of the ways, the next in another third.
thirds = st.sampled_from([[(), *BREAKDOWNS[n::3]] for n in range(3)])


def compare(
    store: Store,
    reference: Reference,
    day: date,
    scope: Scope,
    breakdowns: list[tuple[str, ...]],
    where: Where = (),
    **narrowed: Any,
) -> None:
    with store.reading(scope, seconds=300) as reading:
        for by in breakdowns:
            if any(DIMENSIONS[each].personal for each in by) and not scope.personal:
                continue
            together: dict[Where, list[str]] = defaultdict(list)
            for key in fitting(by):
                if metric(key).fact.spans and (narrowed.get("since") or narrowed.get("until")):
                    continue  # these reckon with the period itself: the reference knows the year of the day only
                together[tuple((d, v) for d, v in where if d in metric(key).dims)].append(key)
            for allowed, keys in together.items():
                assert_agree(reading, reference, keys, by, Filters(day, where=allowed, **narrowed), RULES)


@slow
@given(rows=histories.ledgers(), day=histories.days, breakdowns=thirds)
def test_every_metric_by_every_dimension_is_what_the_reference_finds(
    migrated_file: Path, rows: dict[str, list[Any]], day: date, breakdowns: list[tuple[str, ...]]
) -> None:
    with published(migrated_file, rows) as (engine, store):
        compare(store, Reference(read_tables(engine), day), day, Scope.whole(), breakdowns)


@slow
@given(
    rows=histories.ledgers(),
    day=histories.days,
    since=st.none() | histories.days,
    until=st.none() | histories.days,
    region=st.sampled_from([None, "50", "5002", "5002001", "5002001001"]),
    scope=st.sampled_from([Scope.whole(), Scope.of("5002"), Scope.of("5001", "5002001"), Scope.of()]),
    category=st.sets(st.sampled_from(["未填", "教育", "交通", "没有"]), max_size=2),
    kind=st.sets(st.sampled_from(["教育", "交通"]), max_size=1),
    breakdowns=thirds,
)
def test_filters_and_scope_narrow_as_the_reference_does(
    migrated_file: Path,
    rows: dict[str, list[Any]],
    day: date,
    since: date | None,
    until: date | None,
    region: str | None,
    scope: Scope,
    category: set[str],
    kind: set[str],
    breakdowns: list[tuple[str, ...]],
) -> None:
    chosen = (("category", tuple(sorted(category))), ("kind", tuple(sorted(kind))))
    where = tuple((d, v) for d, v in chosen if v)
    with published(migrated_file, rows) as (engine, store):
        reference = Reference(read_tables(engine), day)
        compare(store, reference, day, scope, breakdowns, since=since, until=until, region=region, where=where)


@slow
@given(rows=histories.ledgers(), day=histories.days, breakdowns=thirds)
def test_what_happened_later_changes_no_answer(
    migrated_file: Path, rows: dict[str, list[Any]], day: date, breakdowns: list[tuple[str, ...]]
) -> None:
    earlier = histories.until(rows, day)
    with published(migrated_file, rows) as (_, full), published(migrated_file, earlier) as (_, cut):
        for by in breakdowns:
            keys = [key for key in fitting(by) if key in PAIRED] if by else COMPARED
            keys = [key for key in keys if told(earlier, key, day)]  # the first row ever of a subject makes a 0 of a —
            one, other = (frame_of(store, keys, by, day) for store in (full, cut))
            pd.testing.assert_frame_equal(one, other, obj=f"by {by}")


def frame_of(store: Store, keys: Sequence[str], by: tuple[str, ...], day: date) -> pd.DataFrame:
    with store.reading(Scope.whole(), seconds=300) as reading:
        return answer(reading, map(metric, keys), by, Filters(day), RULES).frame


@pytest.mark.parametrize("day", [date(2025, 5, 31), date(2025, 6, 1), date(2026, 2, 28)])
@slow
@given(rows=histories.ledgers())
def test_totals_are_sums_over_the_district_of_what_lies_in_one(
    migrated_file: Path, rows: dict[str, list[Any]], day: date
) -> None:
    """Also across the change of divisions; meetings of several districts are the exception."""
    with published(migrated_file, rows) as (_, store):
        totals = frame_of(store, IN_ONE_DISTRICT + COLOURS, (), day).iloc[0]
        districts = frame_of(store, IN_ONE_DISTRICT, ("district",), day)
        there = [key for key in IN_ONE_DISTRICT if told(rows, key, day)]
        assert districts[there].sum().to_dict() == totals[there].to_dict()
        if told(rows, "supervision.matters", day):
            assert totals[COLOURS].sum() == totals["supervision.matters"]
