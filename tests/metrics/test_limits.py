"""Control limits against their definition, summed by hand in exact fractions, and against chance."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest

from zxdata.metrics.limits import binomial_limits, poisson_limits


def limit(n: int, target: Fraction, p: Fraction) -> float:
    """The smallest count reached with probability ``p``, moved back by the share of its own probability too much."""
    below = Fraction(0)
    for count in range(n + 1):
        here = comb(n, count) * target**count * (1 - target) ** (n - count)
        if below + here >= p:
            return float((count - (below + here - p) / here) / n)
        below += here
    return 1.0


@pytest.mark.parametrize("target", [Fraction(1, 20), Fraction(1, 2), Fraction(89, 100)])
@pytest.mark.parametrize("confidence", [Fraction(998, 1000), Fraction(95, 100)])
def test_limits_are_the_interpolated_binomial_quantiles(target: Fraction, confidence: Fraction) -> None:
    sizes = [1, 2, 7, 30, 171]
    lower, upper = binomial_limits(np.array(sizes, dtype=float), float(target), float(confidence))
    tail = (1 - confidence) / 2
    for n, low, high in zip(sizes, lower, upper, strict=True):
        assert low == pytest.approx(min(1, max(0, limit(n, target, tail))), abs=1e-9)
        quantile = 1 if target**n > tail else limit(n, target, 1 - tail)
        assert high == pytest.approx(min(1, max(0, quantile)), abs=1e-9)


def test_all_of_a_few_is_no_exception_where_chance_gives_it_often() -> None:
    """18 of 18 come about with 0.994 ^ 18 = 90 %; 300 of 300 at 0.9 hardly ever."""
    _, upper = binomial_limits(np.array([18.0, 300.0]), 0.994, 0.998)
    assert upper[0] == 1
    assert binomial_limits(np.array([300.0]), 0.9, 0.998)[1][0] < 1


def test_a_larger_district_has_narrower_limits_and_an_empty_one_none() -> None:
    lower, upper = binomial_limits(np.array([0.0, 10, 100, 1000]), 0.9, 0.998)
    assert np.isnan(lower[0]) and np.isnan(upper[0])
    assert (np.diff((upper - lower)[1:]) < 0).all()


@pytest.mark.parametrize("target", [0.0, 1.0])
def test_where_all_or_none_succeed_there_is_no_room_for_chance(target: float) -> None:
    lower, upper = binomial_limits(np.array([5.0]), target, 0.998)
    assert lower[0] == upper[0] == target


def test_exact_limits_hold_what_chance_brings() -> None:
    """Drawn from the limits' own law, about one in 500 lies beyond, and never many more."""
    random = np.random.default_rng(8)
    n = np.full(20_000, 25.0)
    lower, upper = binomial_limits(n, 0.8, 0.998)
    share = random.binomial(25, 0.8, 20_000) / 25
    assert ((share < lower) | (share > upper)).mean() < 0.004
    lower, upper = poisson_limits(n, 4.0, 0.998)
    rate = random.poisson(100, 20_000) / 25
    beyond = ((rate < lower) | (rate > upper)).mean()
    assert 0.0002 < beyond < 0.004


def test_limits_of_events_bracket_the_mean_and_narrow_with_size() -> None:
    sizes = np.array([0.0, 1.0, 10.0, 100.0, 1000.0])
    lower, upper = poisson_limits(sizes, 5.3, 0.998)
    assert np.isnan(lower[0]) and np.isnan(upper[0])
    assert (lower[1:] < 5.3).all() and (upper[1:] > 5.3).all()
    assert (np.diff(upper[1:] - lower[1:]) < 0).all()
