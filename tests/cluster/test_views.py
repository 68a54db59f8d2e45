"""Every view of the demonstration on the cluster shows what it shows on DuckDB."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from tests.demonstration import TODAY, demonstration
from zxdata.figures import View, table_of
from zxdata.filters import Filters, Scope
from zxdata.store import Store
from zxdata.views import VIEWS

pytestmark = pytest.mark.cluster
SECONDS = 900.0
WHOLE = Scope.whole()


def shown(
    store: Store,
    key: str,
    filters: Filters = Filters(TODAY),
    scope: Scope = WHOLE,
    options: tuple[tuple[str, str], ...] = (),
) -> View:
    from zxdata.views.asking import Asking

    with store.reading(scope, SECONDS) as reading:
        return VIEWS[key](Asking(reading, filters, reading.version.rules, demonstration().settings, options))


def cells(view: View) -> Iterator[tuple[Any, ...]]:
    """Everything that stands in a view: (where, value)."""
    yield "title", view.title
    for one in view.indicators:
        yield one.name, one.value
        yield one.name, str(one.change and one.change.text), one.base
    for figure in [*view.figures, *([view.table] if view.table is not None else [])]:
        table = table_of(figure)
        for column in table.columns:
            for n, value in enumerate(table.frame[column.name]):
                yield figure.key, column.name, n, value


def alike(one: Any, other: Any) -> bool:
    if all(map(pd.api.types.is_scalar, (one, other))) and (pd.isna(one) or pd.isna(other)):
        return bool(pd.isna(one) and pd.isna(other))
    if isinstance(one, float) and isinstance(other, (int, float)):
        return one == pytest.approx(other, rel=1e-9, abs=1e-12)
    return bool(one == other)


@pytest.mark.parametrize("key", VIEWS)
def test_a_view_is_the_same_on_the_cluster(on_spark: Store, key: str) -> None:
    expected, found = (list(cells(shown(store, key))) for store in (demonstration().store, on_spark))
    assert len(found) == len(expected)
    differing = [(one, other) for one, other in zip(found, expected, strict=True) if not all(map(alike, one, other))]
    assert differing == []
