"""What is told of districts beyond a reader's scope: published numbers, small ones withheld beyond working out."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.demonstration import TODAY, demonstration
from tests.ledger_rows import default_rules
from tests.neighbours import OWN
from zxdata.filters import Filters, Scope
from zxdata.metrics import METRICS
from zxdata.metrics.answer import answer
from zxdata.metrics.published import published, withheld
from zxdata.rules.publishing import Published

RATE = METRICS["supervision.closed_rate"]


@pytest.mark.parametrize(
    ("bases", "hidden", "told"),
    [
        ([40, 25, 60], set(), True),
        ([40, 3, 25, 60], {1, 2}, True),  # one alone would be the total less the others: the next smallest goes too
        ([40, 3, 4, 25], {1, 2, 3}, True),  # two that hold 7 together still tell of fewer than 10
        ([40, 9, 9, 25], {1, 2}, True),
        ([0, 0, 12, 40], {0, 1, 2}, True),  # none is fewer than ten too, not a 0 that is told
        ([3], {0}, False),  # nothing else can be withheld: the total is
        ([3, 4], {0, 1}, False),
        ([], set(), True),
    ],
)
def test_a_small_number_is_withheld_with_what_would_give_it_away(
    bases: list[float], hidden: set[int], told: bool
) -> None:
    assert withheld(bases, 10) == (frozenset(hidden), told)


@given(st.lists(st.integers(0, 60), max_size=12), st.integers(1, 30))
def test_no_withheld_number_is_the_total_less_the_others(bases: list[int], least: int) -> None:
    hidden, told = withheld(bases, least)
    assert all(n in hidden for n, size in enumerate(bases) if size < least)
    if hidden and told:
        assert len(hidden) > 1
        assert sum(bases) - sum(size for n, size in enumerate(bases) if n not in hidden) >= least


def test_published_numbers_are_those_that_everyone_who_sees_the_whole_has() -> None:
    of, rules, filters = demonstration(), default_rules(), Filters(TODAY)
    with of.store.reading(Scope.whole(), seconds=300) as reading:
        every = answer(reading, [RATE], ("district",), filters, rules).of_whole_regions.frame
        whole = answer(reading, [RATE], (), filters, rules).value(RATE.key)
    with of.store.reading(Scope.of(OWN), seconds=300) as reading:
        found = published(reading, RATE, filters, rules)
    known = every.set_index("district_code")
    assert OWN not in {each.code for each in found.districts}
    assert len(found.districts) == len(every) - 1
    told = [each for each in found.districts if not each.withheld]
    assert told
    for row in told:
        assert row.value == known.loc[row.code, RATE.key]
        assert row.denominator == known.loc[row.code, f"{RATE.key}.denominator"] >= rules.published.least
    assert all((row.value, row.numerator, row.denominator) == (None,) * 3 for row in found.districts if row.withheld)
    assert found.whole == whole


def test_what_differs_by_little_is_not_told_twice() -> None:
    """Two answers a day or a category apart would tell of the cases between them."""
    rules, day = Published(metrics=(RATE.key,)), date(2026, 3, 18)
    asked = Filters(day)
    assert rules.told(asked, today=day)
    assert rules.told(replace(asked, since=date(2026, 1, 1)), day)
    assert rules.told(replace(asked, since=date(2025, 3, 19)), day)  # twelve months
    assert rules.told(replace(asked, as_of=date(2026, 2, 28)), day)
    assert not rules.told(replace(asked, as_of=date(2026, 2, 27)), day)
    assert not rules.told(replace(asked, since=date(2026, 1, 2)), day)
    assert not rules.told(replace(asked, until=date(2026, 2, 27)), day)
    assert not rules.told(asked.only("category", "教育"), day)
