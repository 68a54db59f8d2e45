"""What lies outside a reader's scope moves no number and no row of theirs."""

from collections.abc import Collection
from dataclasses import replace
from itertools import chain

import pandas as pd
import pytest

from tests.demonstration import TODAY
from tests.ledger_rows import default_rules
from tests.neighbours import OWN, OWN_TOWN, Installation, neighbours
from zxdata.filters import Filters, Scope
from zxdata.metrics import METRICS
from zxdata.metrics.answer import answer
from zxdata.metrics.listing import listing

RULES, FILTERS = default_rules(), Filters(TODAY)
DIMENSIONS = tuple(dict.fromkeys(chain.from_iterable(one.dims for one in METRICS.values())))

# No proposal that was assigned and no voice that was raised is without a limit; every district owes the same filings,
# whatever it hands in.
ALIKE = {"proposals.unknown", "voices.unknown", "data.filings_owed"}


def numbers(of: Installation, scope: Scope, by: tuple[str, ...], among: Collection[str] = METRICS) -> pd.DataFrame:
    """Every metric that can be broken down by ``by``, in one answer."""
    fitting = [one for one in METRICS.values() if one.key in among and set(by) <= set(one.dims)]
    with of.store.reading(scope, seconds=300) as reading:
        return answer(reading, fitting, by, FILTERS, RULES).frame


def test_those_who_see_everything_find_the_two_ledgers_different_in_every_metric() -> None:
    """Without this the tests below could not see a leak."""
    alike = set(METRICS)
    for by in ((), *((d,) for d in DIMENSIONS)):
        one, other = (numbers(of, Scope.whole(), by, alike) for of in neighbours())
        if by:  # only groups that both have
            one, other = (
                frame[frame[by[0]].isin(one[by[0]]) & frame[by[0]].isin(other[by[0]])] for frame in (one, other)
            )
        alike -= {key for key in alike & set(one) if one[key].tolist() != other[key].tolist()}
        if not alike:
            break
    assert alike == ALIKE


@pytest.mark.parametrize("by", [(), *((d,) for d in DIMENSIONS), ("district", "month")])
def test_no_metric_tells_of_what_lies_outside_the_scope(by: tuple[str, ...]) -> None:
    for scope in (replace(Scope.of(code), personal=True) for code in (OWN, OWN_TOWN)[: 1 if by else None]):
        one, other = (numbers(of, scope, by) for of in neighbours())
        pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize("key", METRICS)
def test_no_row_behind_a_metric_lies_outside_the_scope(key: str) -> None:
    one, other = (rows(of, key) for of in neighbours())
    pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize("key", ["consultation.meetings", "consultation.suggestions", "proposals.duties"])
def test_a_row_of_several_districts_stands_only_under_those_of_the_scope(key: str) -> None:
    one, other = (rows(of, key, ("district",)) for of in neighbours())
    pd.testing.assert_frame_equal(one, other)
    assert set(one["district_code"]) == {OWN}


def rows(of: Installation, key: str, by: tuple[str, ...] = ()) -> pd.DataFrame:
    with of.store.reading(Scope.of(OWN), seconds=300) as reading:
        return listing(reading, METRICS[key], FILTERS, RULES, by=by).frame
