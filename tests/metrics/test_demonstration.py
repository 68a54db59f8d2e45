"""The demonstration's thousands of cases, counted again by the reference."""

from datetime import date
from functools import cache

import pytest

from tests.demonstration import TODAY, demonstration
from tests.ledger_rows import default_rules
from tests.reference import Reference, read_tables
from tests.reference.agreement import assert_agree
from tests.reference.numbers import RATES, SINGLE
from zxdata.filters import Filters, Scope
from zxdata.metrics import metric

COMPARED = sorted(SINGLE.keys() | RATES.keys())


@cache
def reference(day: date) -> Reference:
    return Reference(read_tables(demonstration().ledger), day)


@pytest.mark.parametrize("day", [date(2025, 11, 6), TODAY], ids=str)
@pytest.mark.parametrize("key", COMPARED)
def test_a_metric_of_the_demonstration_is_what_the_reference_counts(key: str, day: date) -> None:
    last = metric(key).dims[-1]
    with demonstration().store.reading(Scope.whole(), seconds=600) as reading:
        for by in ((), ("district",), (last,)):
            assert_agree(reading, reference(day), key, by, Filters(day), default_rules())
