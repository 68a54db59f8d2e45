"""Kaplan–Meier against a published trial and against exact fractions."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zxdata.metrics.survival import Curve, curve

# Freireich and others, 1963: weeks to relapse under 6-MP; 0 where still in remission when last seen.
# fmt: off
REMISSIONS = [
    (6, 1), (6, 1), (6, 1), (6, 0), (7, 1), (9, 0), (10, 1), (10, 0), (11, 0), (13, 1), (16, 1), (17, 0), (19, 0),
    (20, 0), (22, 1), (23, 1), (25, 0), (32, 0), (32, 0), (34, 0), (35, 0),
]
# fmt: on
# lifelines 0.30.0: share still in remission, lower and upper limit of 95 %.
# fmt: off
LIFELINES = {
    6: (0.857143, 0.619718, 0.951552), 7: (0.806723, 0.563147, 0.922809), 10: (0.752941, 0.503200, 0.889362),
    13: (0.690196, 0.431610, 0.849066), 16: (0.627451, 0.367511, 0.804912), 22: (0.537815, 0.267779, 0.746791),
    23: (0.448179, 0.188052, 0.680143), 35: (0.448179, 0.188052, 0.680143),
}
# fmt: on

lives = st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=40)


def of(lived: list[tuple[int, int]] | list[tuple[int, bool]]) -> Curve:
    days, ended = (np.array(column, dtype=float) for column in zip(*lived, strict=True))
    return curve(days, ended, 1 - ended)


def test_the_remissions_of_1963_come_out_as_published() -> None:
    found = of(REMISSIONS)
    assert found.quantile(0.5) == 23 and found.quantile(0.25) == 13 and found.quantile(0.9) is None
    at = {int(d): n for n, d in enumerate(found.days)}
    for day, expected in LIFELINES.items():
        n = at[day]
        assert (found.open_share[n], found.lower[n], found.upper[n]) == pytest.approx(expected, abs=1e-6)
    assert found.at_risk[0] == 21


@given(lives)
def test_shares_and_quantiles_are_those_of_exact_fractions(lived: list[tuple[int, bool]]) -> None:
    found, share = of(lived), Fraction(1)
    reached: dict[Fraction, int] = {}
    for n, day in enumerate(found.days):
        at_risk, ended = sum(d >= day for d, _ in lived), sum(d == day and e for d, e in lived)
        share *= 1 - Fraction(ended, at_risk)
        assert found.open_share[n] == pytest.approx(float(share)) and found.at_risk[n] == at_risk
        for q in (Fraction(1, 2), Fraction(9, 10)):
            if share <= 1 - q:
                reached.setdefault(q, int(day))
    assert [found.quantile(float(q)) for q in (Fraction(1, 2), Fraction(9, 10))] == [
        reached.get(Fraction(1, 2)),
        reached.get(Fraction(9, 10)),
    ]


@given(lives)
def test_the_band_holds_the_curve_and_stays_between_none_and_all(lived: list[tuple[int, bool]]) -> None:
    found = of(lived)
    assert (found.lower <= found.open_share + 1e-12).all() and (found.upper >= found.open_share - 1e-12).all()
    assert (found.lower >= 0).all() and (found.upper <= 1).all()


def test_where_all_have_ended_the_quantile_is_the_plain_one() -> None:
    assert of([(d, 1) for d in (5, 1, 4, 2, 3)]).quantile(0.5) == 3


def test_nothing_watched_gives_an_empty_curve() -> None:
    none = np.array([])
    assert curve(none, none, none).quantile(0.5) is None
