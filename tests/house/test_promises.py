"""What every metric of the registry promises, whoever adds one."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Engine

from tests.demonstration import TODAY
from tests.ledger_rows import default_rules, publish
from tests.neighbours import neighbours
from zxdata.dimensions import DIMENSIONS
from zxdata.filters import Filters, Scope
from zxdata.metrics import METRICS, SUBJECTS, metrics
from zxdata.metrics.answer import answer
from zxdata.metrics.expressions import always
from zxdata.metrics.listing import listing
from zxdata.metrics.model import Count, Distinct, Metric, Ratio, Total
from zxdata.store import Reading

RULES = default_rules()
OCCASIONS = {"supervision.sessions": ["case_no", "held_on"]}  # whose rows are of members, several to an occasion
WEIGHTS = {"data.complete_rate": "cells", "data.consistent_rate": "row_count"}
every_metric = pytest.mark.parametrize("one", METRICS.values(), ids=METRICS.keys())


def counts_rows(one: Metric) -> bool:
    return isinstance(one.measure, (Count, Distinct)) or (isinstance(one.measure, Ratio) and one.unit == "%")


@pytest.fixture(scope="module")
def reading() -> Iterator[Reading]:
    with neighbours()[0].store.reading(Scope.whole(), seconds=3_000) as found:
        yield found


@pytest.fixture
def empty(sqlite_ledger: Engine, tmp_path: Path) -> Iterator[Reading]:
    with publish(sqlite_ledger, tmp_path).reading(Scope.whole()) as found:
        yield found


@every_metric
def test_a_metric_says_what_it_is(one: Metric) -> None:
    assert one.key.split(".")[0] in SUBJECTS and one.name and one.unit and one.definition.endswith("。") and one.axis
    assert one.better in (-1, 0, 1) and set(one.dims) <= set(DIMENSIONS)
    if isinstance(one.measure, Ratio):
        assert one.numerator and one.denominator


# A row of these says all that is counted of it on the day of its axis.
TOLD_AT_ONCE = ("协商活动", "履职成果", "评分", "领导批示")


@every_metric
def test_a_metric_says_which_date_decides_what_it_counts(one: Metric) -> None:
    plain = all(getattr(leaf, "where", always) is always for leaf in one.leaves) and not isinstance(one.measure, Ratio)
    assert plain or not one.fact.axis or one.decided or one.fact.name in TOLD_AT_ONCE, (
        "decided=… (zxdata/metrics/model.py)"
    )


def test_no_two_metrics_share_a_name_within_a_subject() -> None:
    names = [(one.key.split(".")[0], one.name) for one in METRICS.values()]
    assert len(set(names)) == len(names)


# Counted of the divisions, of what has to be filed and of what is registered: none of it is handed in by a dataset of cases.
OF_NO_CASES = {
    "coverage.townships",
    "coverage.townships_unplaced",
    "data.records",
    "data.filings_owed",
    "data.filings_missing",
    "data.interfaces",
    "data.interfaces_overdue",
    "data.interfaces_late",
}


def test_on_an_empty_ledger_nothing_is_known_of_cases_and_counts_of_all_else_are_0(empty: Reading) -> None:
    frame = answer(empty, METRICS.values(), (), Filters(date(2025, 9, 30)), RULES).frame
    assert {one.key for one in METRICS.values() if frame[one.key].iloc[0] == 0} == OF_NO_CASES
    assert all(frame[one.key].iloc[0] is None for one in METRICS.values() if one.key not in OF_NO_CASES)


@pytest.fixture(scope="module")
def whole(reading: Reading) -> pd.Series:
    return answer(reading, METRICS.values(), (), Filters(TODAY), RULES).frame.iloc[0]


@pytest.mark.parametrize("dimension", sorted({each for one in METRICS.values() for each in one.dims}))
def test_metrics_answer_by_each_of_their_dimensions(dimension: str, reading: Reading, whole: pd.Series) -> None:
    fitting = [one for one in METRICS.values() if dimension in one.dims]
    frame = answer(reading, fitting, (dimension,), Filters(TODAY), RULES).frame
    assert frame[dimension].notna().all() and not frame.duplicated([dimension, *_codes(frame)]).any()
    for one in fitting:
        if isinstance(one.measure, Ratio) and one.unit == "%":
            told = frame[frame[one.key].notna()]
            assert (told[f"{one.key}.numerator"] <= told[f"{one.key}.denominator"]).all(), one.key
        if isinstance(one.measure, Count) and one.fact.bridge is None:
            if dimension == "group":  # who is in two groups counts in both, who is in none under 未填
                assert frame[one.key].max() <= whole[one.key] <= frame[one.key].sum(), one.key
            else:
                assert frame[one.key].sum() == whole[one.key], one.key


def _codes(frame: pd.DataFrame) -> list[str]:
    return [name for name in frame if name.endswith("_code")]


@pytest.fixture(scope="module")
def counted(reading: Reading) -> list[tuple[Filters, pd.Series]]:
    """Every metric under three questions."""
    quarter = Filters(TODAY, since=date(2025, 10, 1), until=date(2025, 12, 31), basis="period")
    asked = (Filters(TODAY), Filters(date(2025, 6, 30), region="500107", since=date(2025, 1, 1)), quarter)
    return [(filters, answer(reading, METRICS.values(), (), filters, RULES).frame.iloc[0]) for filters in asked]


@pytest.mark.parametrize("one", [one for one in METRICS.values() if counts_rows(one)], ids=lambda one: one.key)
def test_the_rows_behind_a_number_are_as_many_as_it_says(
    one: Metric, reading: Reading, counted: list[tuple[Filters, pd.Series]]
) -> None:
    for filters, frame in counted:
        rows = listing(reading, one, filters, RULES).frame
        measure = one.measure
        if one.key in OCCASIONS:
            assert len(rows.drop_duplicates(OCCASIONS[one.key])) == frame[one.key]
        elif not isinstance(measure, Ratio):
            assert len(rows) == frame[one.key]
        else:
            weighed = isinstance(measure.bottom, Total)  # towns by their communities: the rows' weights add up to it
            weights = rows[WEIGHTS.get(one.key, "weight")] if weighed else None
            assert (len(rows) if weights is None else weights.sum()) == frame[f"{one.key}.denominator"]


def test_a_pattern_asks_for_all_that_share_the_dimension() -> None:
    found = metrics(("coverage.*",), ("sector",))
    assert found and all("sector" in one.dims for one in found)
