"""Every metric on the cluster is what it is on DuckDB."""

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from pyarrow import parquet

from tests.demonstration import TODAY, demonstration
from zxdata.cluster import Cluster, warehouse
from zxdata.configuration import Settings
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


def test_versions_of_one_name_in_two_warehouses_are_each_asked_of_their_own_files(
    settings: Settings, tmp_path: Path
) -> None:
    """One process, one session of the cluster: the first is asked again after the second."""
    published = warehouse.newest(settings.shared_versions).parent  # type: ignore[union-attr]
    other = tmp_path / published.name
    shutil.copytree(published, other)
    whole = parquet.read_table(published / "proposal")
    shutil.rmtree(other / "proposal")
    (other / "proposal").mkdir()
    parquet.write_table(whole.slice(0, 7), other / "proposal" / "part-0.parquet")
    clusters = [Cluster.of(settings), Cluster.of(settings.model_copy(update={"warehouse": str(tmp_path)}))]
    first, second = (cluster.tables(published.name) for cluster in clusters if cluster)
    counted = [
        of.ask("SELECT count(*) AS n FROM proposal", (), "test").to_pydict()["n"] for of in (first, second, first)
    ]
    assert counted == [[whole.num_rows], [7], [whole.num_rows]]
