"""The laws of chance against scipy.stats, which the cockpit itself does without."""

import numpy as np
import pytest
from scipy import stats

from zxdata.metrics.chances import Binomial, Poisson, adjusted, chance_of_halves

N = np.repeat([1.0, 2, 7, 30, 171, 5_000], 6)
K = np.array([n * share // 1 for n in (1, 2, 7, 30, 171, 5_000) for share in (-0.5, 0, 0.1, 0.5, 0.98, 1)])


@pytest.mark.parametrize("share", [0.001, 0.05, 0.5, 0.89, 0.9999])
def test_a_binomial_law_is_that_of_scipy(share: float) -> None:
    ours, theirs = Binomial(N, share), stats.binom(N, share)
    np.testing.assert_allclose(ours.at_most(K), theirs.cdf(K), rtol=1e-9, atol=1e-15)
    np.testing.assert_allclose(ours.at_least(K), theirs.sf(K - 1), rtol=1e-9)
    np.testing.assert_allclose(ours.exactly(np.maximum(K, 0)), theirs.pmf(np.maximum(K, 0)), rtol=1e-9)
    for chance in (0.001, 0.025, 0.6, 0.975, 0.999):
        np.testing.assert_array_equal(ours.quantile(chance), theirs.ppf(chance))


@pytest.mark.parametrize("mean", [0.01, 0.7, 12.0, 340.5])
def test_a_poisson_law_is_that_of_scipy(mean: float) -> None:
    counts = np.array([-1.0, 0, 1, 5, 13, 340])
    ours, theirs = Poisson(mean), stats.poisson(mean)
    np.testing.assert_allclose(ours.at_most(counts), theirs.cdf(counts), rtol=1e-9)
    np.testing.assert_allclose(ours.exactly(counts[1:]), theirs.pmf(counts[1:]), rtol=1e-9)
    for chance in (0.001, 0.025, 0.6, 0.975, 0.999):
        assert ours.quantile(chance) == theirs.ppf(chance)


def test_an_uneven_split_is_as_likely_as_the_exact_test_says() -> None:
    for a, b in ((0, 1), (3, 3), (2, 9), (40, 17), (0, 30)):
        assert chance_of_halves(a, b) == pytest.approx(stats.binomtest(a, a + b).pvalue, rel=1e-9)


def test_many_looks_at_once_are_allowed_for_as_scipy_does() -> None:
    chances = np.array([0.04, 0.001, 0.2, 0.2, 0.9, 0.012])
    np.testing.assert_allclose(adjusted(chances), stats.false_discovery_control(chances))
    assert adjusted([]).tolist() == []


def test_nothing_counted_among_none_is_certain_and_one_impossible() -> None:
    assert Binomial(0, 0.3).at_least([0, 1]).tolist() == [1, 0]
