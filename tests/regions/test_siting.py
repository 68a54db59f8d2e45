"""The plan for the next stations is the best there is, and says so only when it is."""

from itertools import combinations

import numpy as np
import pytest

from zxdata.siting import locate


def _covered(weights: list[float], pairs: list[tuple[int, int]], chosen: tuple[int, ...]) -> float:
    return sum(weights[d] for d in {demand for site, demand in pairs if site in chosen})


@pytest.mark.parametrize("seed", range(40))
def test_the_optimum_of_small_cases_equals_brute_force(seed: int) -> None:
    random = np.random.default_rng(seed)
    sites, k = int(random.integers(4, 13)), int(random.integers(1, 5))
    weights = random.integers(0, 30, 20).astype(float).tolist()
    pairs = [(s, d) for s in range(sites) for d in range(20) if random.random() < 0.22]
    best = max(_covered(weights, pairs, chosen) for chosen in combinations(range(sites), min(k, sites)))
    plan = locate(weights, pairs, sites, k, seconds=10)
    assert plan.gain == pytest.approx(best)
    assert _covered(weights, pairs, plan.sites) == pytest.approx(best)
    assert plan.gap == pytest.approx(0)
    assert len(plan.sites) <= k


def test_taking_the_largest_first_is_not_always_best() -> None:
    """Site 0 reaches most at once, but 1 and 2 together reach all."""
    pairs = [(0, 1), (0, 2), (0, 3), (0, 4), (1, 0), (1, 1), (1, 2), (2, 3), (2, 4), (2, 5)]
    plan = locate([1.0] * 6, pairs, 3, 2, seconds=10)
    assert sorted(plan.sites) == [1, 2]
    assert plan.gains == (3.0, 3.0)


def test_gains_add_up_and_never_grow() -> None:
    random = np.random.default_rng(3)
    weights = random.integers(1, 9, 60).astype(float).tolist()
    pairs = [(s, d) for s in range(30) for d in range(60) if random.random() < 0.1]
    plan = locate(weights, pairs, 30, 12, seconds=10)
    assert list(plan.gains) == sorted(plan.gains, reverse=True)
    assert sum(plan.gains) == _covered(weights, pairs, plan.sites)


def test_a_site_that_adds_nothing_is_left_out() -> None:
    plan = locate([5.0, 0.0], [(0, 0), (1, 0), (2, 1)], 3, 3, seconds=10)
    assert plan.gains == (5.0,)
    assert len(plan.sites) == 1


def test_nothing_to_cover_is_no_plan() -> None:
    assert locate([0.0, 0.0], [(0, 0), (1, 1)], 2, 2, seconds=10).sites == ()
    assert locate([3.0], [], 1, 2, seconds=10).gap == 0


def test_out_of_time_there_is_still_a_plan_and_an_honest_gap() -> None:
    random = np.random.default_rng(5)
    weights = random.integers(1, 99, 1500).astype(float).tolist()
    pairs = [(int(s), int(d)) for s in range(400) for d in random.choice(1500, 25, replace=False)]
    plan = locate(weights, pairs, 400, 20, seconds=0.01)
    assert len(plan.sites) == 20
    assert plan.gain == pytest.approx(_covered(weights, pairs, plan.sites))
    assert plan.bound <= sum(weights)
    assert 0 <= plan.gap < 1
    assert plan.bound >= plan.gain
