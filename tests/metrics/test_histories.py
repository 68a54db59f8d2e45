"""Whatever the history, the snapshot answers as the plain reference does, on any day."""

import shutil
from collections.abc import Iterator
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
from tests.reference.agreement import assert_agree
from tests.reference.numbers import RATES, SINGLE, Where
from zxdata.filters import Filters, Scope
from zxdata.ledger import connect
from zxdata.metrics import METRICS, metric
from zxdata.metrics.answer import answer
from zxdata.store import Store

RULES = default_rules()
COMPARED = [key for key in METRICS if key in SINGLE or key in RATES]
# A ledger costs most of a second, so a failing one is shown as it was drawn.
slow = settings(
    max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.reuse, Phase.generate]
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


def combinations(key: str) -> list[tuple[str, ...]]:
    """Every dimension alone, and for one metric of each kind with the district."""
    dims = metric(key).dims
    pairs = [("district", d) for d in dims if d not in ("district", "day")] if key in PAIRED else []
    return [(), *((d,) for d in dims), *pairs]


def compare(store: Store, reference: Reference, day: date, scope: Scope, where: Where = (), **narrowed: Any) -> None:
    with store.reading(scope, seconds=300) as reading:
        for key in COMPARED:
            allowed = tuple((d, v) for d, v in where if d in metric(key).dims)
            for by in combinations(key)[:: 3 if narrowed else 1]:
                assert_agree(reading, reference, key, by, Filters(day, where=allowed, **narrowed), RULES)


@slow
@given(rows=histories.ledgers(), day=histories.days)
def test_every_metric_by_every_dimension_is_what_the_reference_finds(
    migrated_file: Path, rows: dict[str, list[Any]], day: date
) -> None:
    with published(migrated_file, rows) as (engine, store):
        compare(store, Reference(read_tables(engine), day), day, Scope.whole())


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
) -> None:
    chosen = (("category", tuple(sorted(category))), ("kind", tuple(sorted(kind))))
    where = tuple((d, v) for d, v in chosen if v)
    with published(migrated_file, rows) as (engine, store):
        reference = Reference(read_tables(engine), day)
        compare(store, reference, day, scope, since=since, until=until, region=region, where=where)


@slow
@given(rows=histories.ledgers(), day=histories.days)
def test_what_happened_later_changes_no_answer(migrated_file: Path, rows: dict[str, list[Any]], day: date) -> None:
    with published(migrated_file, rows) as (_, full), published(migrated_file, histories.until(rows, day)) as (_, cut):
        for key in COMPARED:
            for by in combinations(key)[: 1 if key not in PAIRED else None]:
                pd.testing.assert_frame_equal(_frame(full, key, by, day), _frame(cut, key, by, day), obj=f"{key} {by}")


def _frame(store: Store, key: str, by: tuple[str, ...], day: date) -> pd.DataFrame:
    with store.reading(Scope.whole(), seconds=300) as reading:
        return answer(reading, (metric(key),), by, Filters(day), RULES).frame


@pytest.mark.parametrize("day", [date(2025, 5, 31), date(2025, 6, 1), date(2026, 2, 28)])
@slow
@given(rows=histories.ledgers())
def test_totals_are_sums_over_the_district_of_what_lies_in_one(
    migrated_file: Path, rows: dict[str, list[Any]], day: date
) -> None:
    """Also across the change of divisions; meetings of several districts are the exception."""
    with published(migrated_file, rows) as (_, store):
        for key in (
            "proposals.submitted",
            "proposals.open",
            "supervision.matters",
            "coverage.stations",
            "coverage.activities",
        ):
            assert _frame(store, key, ("district",), day)[key].sum() == _frame(store, key, (), day)[key].iloc[0]
        colours = [f"supervision.{c}" for c in ("green", "yellow", "red", "done", "done_late", "unknown")]
        total = _frame(store, "supervision.matters", (), day)["supervision.matters"].iloc[0]
        assert sum(_frame(store, c, (), day)[c].iloc[0] for c in colours) == total
