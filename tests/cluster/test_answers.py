"""Every metric on the cluster is what it is on DuckDB."""

from datetime import date

import pandas as pd
import pytest

from tests.demonstration import TODAY, demonstration
from zxdata.filters import Filters, Scope
from zxdata.metrics import METRICS
from zxdata.metrics.answer import answer
from zxdata.rules.book import read_rules
from zxdata.store import Store

pytestmark = pytest.mark.cluster
SECONDS = 900.0
WHOLE = Scope.whole()
OWN = Scope.of("500107")
EARLIER = Filters(date(2025, 6, 30))
QUESTIONS = {
    "whole": (WHOLE, (), Filters(TODAY)),
    "by district": (WHOLE, ("district",), Filters(TODAY)),
    "by month": (WHOLE, ("month",), Filters(TODAY)),
    "a year ago, within a scope": (OWN, (), EARLIER),
    "a year ago, within a scope, by district": (OWN, ("district",), EARLIER),
    "a quarter as a period": (WHOLE, ("district",), Filters(TODAY, None, date(2025, 10, 1), TODAY, basis="period")),
}


def numbers(store: Store, scope: Scope, by: tuple[str, ...], filters: Filters) -> pd.DataFrame:
    """Every metric that takes ``by``, in one answer."""
    fitting = [one for one in METRICS.values() if set(by) <= set(one.dims)]
    with store.reading(scope, SECONDS) as reading:
        return answer(reading, fitting, by, filters, read_rules(demonstration().settings.rules)).frame


@pytest.mark.parametrize("named", QUESTIONS)
def test_every_metric_is_the_same_on_the_cluster(on_spark: Store, named: str) -> None:
    expected = numbers(demonstration().store, *QUESTIONS[named])
    found = numbers(on_spark, *QUESTIONS[named])
    assert len(expected.columns) > 100
    pd.testing.assert_frame_equal(found, expected, check_dtype=False, rtol=1e-9, atol=1e-12)
