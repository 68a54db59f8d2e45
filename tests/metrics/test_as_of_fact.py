"""A fact as it stands on a day, kept in memory, answers what the fact itself answers, for every metric."""

from collections import defaultdict
from contextlib import closing
from datetime import date

import pandas as pd
import pytest

from tests.demonstration import TODAY, demonstration
from zxdata.filters import Filters, Scope
from zxdata.metrics import METRICS
from zxdata.metrics.answer import answer
from zxdata.metrics.model import Fact, Metric, read_by
from zxdata.rules.book import read_rules
from zxdata.store import Reading, Store
from zxdata.store.materialised import ASKED

QUESTIONS = {
    "whole": Filters(TODAY),
    "an earlier day, a district, a year": Filters(date(2025, 3, 31), "500107", date(2024, 4, 1), date(2025, 3, 31)),
    "words": Filters(TODAY).only("category", "教育", "未填").only("district", "九龙坡区", "渝中区"),
    "a quarter as a period": Filters(TODAY, None, date(2025, 10, 1), date(2025, 12, 31), basis="period"),
    "months and colours": Filters(TODAY).only("quarter", "2025-Q1", "2025-Q4").only("colour", "red", "done"),
}
CUTS = ((), ("district",), ("month",), ("category", "colour"))


def metrics_by_fact() -> list[list[Metric]]:
    found: dict[Fact, list[Metric]] = defaultdict(list)
    for metric in METRICS.values():
        found[metric.fact].append(metric)
    return list(found.values())


def fits(metric: Metric, by: tuple[str, ...], filters: Filters) -> bool:
    read = read_by(metric, filters.basis)
    return {name for name, _ in filters.where} <= set(read.filters) and set(by) <= set(read.dims)


def frame(reading: Reading, metrics: list[Metric], by: tuple[str, ...], filters: Filters) -> pd.DataFrame:
    return answer(reading, metrics, by, filters, read_rules(demonstration().settings.rules)).frame


@pytest.mark.parametrize("named", QUESTIONS)
def test_what_is_kept_says_what_the_fact_says(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zxdata.store.materialised.A_QUESTION", 10**9)
    filters, folder, compared = QUESTIONS[named], demonstration().settings.snapshot_dir, 0
    with closing(Store(folder)) as store, store.reading(Scope.whole(), 300) as often:
        for by in CUTS:
            with closing(Store(folder)) as other, other.reading(Scope.whole(), 300) as once:
                for every in metrics_by_fact():
                    metrics = [metric for metric in every if fits(metric, by, filters)]
                    if not metrics:
                        continue
                    for _ in range(0 if by else ASKED):
                        frame(often, metrics, by, filters)
                    pd.testing.assert_frame_equal(frame(often, metrics, by, filters), frame(once, metrics, by, filters))
                    compared += 1
    assert compared > 3


def test_what_has_many_rows_is_laid_out_only_when_it_is_asked_for_often(monkeypatch: pytest.MonkeyPatch) -> None:
    overdue = [METRICS["proposals.overdue"]]
    made = "select count(*) from duckdb_tables() where database_name = 'materialised'"
    with closing(Store(demonstration().settings.snapshot_dir)) as store, store.reading(Scope.whole()) as reading:
        alive = int(frame(reading, [METRICS["proposals.submitted"]], (), Filters(TODAY)).iloc[0, 0])
        monkeypatch.setattr("zxdata.store.materialised.A_QUESTION", alive // 4)
        tables = []
        for _ in range(2, ASKED + 6):
            frame(reading, overdue, (), Filters(TODAY))
            tables.append(reading.connection.exec_driver_sql(made).scalar())
    assert tables == [0] * (ASKED + 2) + [1, 1]


def test_a_table_no_longer_asked_for_goes_when_nobody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zxdata.store.materialised.MOST", 2)
    overdue = [METRICS["proposals.overdue"]]
    with closing(Store(demonstration().settings.snapshot_dir)) as store:
        for month in range(1, 5):
            with store.reading(Scope.whole()) as reading:
                for _ in range(ASKED):
                    frame(reading, overdue, (), Filters(date(2025, month, 1)))
        with store.reading(Scope.whole()) as reading:
            left = reading.connection.exec_driver_sql(
                "select count(*) from duckdb_tables() where database_name = 'materialised'"
            )
            assert left.scalar() == 2
