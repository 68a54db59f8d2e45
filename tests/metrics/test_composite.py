"""Composite indices worked out by hand: scores, weights, what is missing, ranks and how firm they are."""

import numpy as np
import pytest
from scipy.stats import rankdata

from zxdata.metrics.composite.weighing import rank_ranges, ranks, scored, weighed
from zxdata.rules.evaluation import Part

NOTHING = float("nan")


def part(**more: object) -> Part:
    return Part.model_validate({"metric": "voices.handled_rate", "weight": 1} | more)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"zero": 0.5, "full": 1}, [0, 0, 50, 100, NOTHING]),
        ({"zero": 1, "full": 0.5}, [100, 100, 50, 0, NOTHING]),
        ({"normalise": "range"}, [0, 100 / 3, 200 / 3, 100, NOTHING]),
        ({"normalise": "range", "zero": 1, "full": 0}, [100, 200 / 3, 100 / 3, 0, NOTHING]),
        ({"normalise": "rank"}, [0, 100 / 3, 200 / 3, 100, NOTHING]),
    ],
)
def test_a_part_scores_by_a_line_by_the_range_or_by_the_rank_of_the_peers(
    rule: dict[str, object], expected: list[float]
) -> None:
    values = np.array([0.25, 0.5, 0.75, 1.0, NOTHING])
    np.testing.assert_allclose(scored(part(**rule), values), expected)


def test_peers_who_are_equal_share_a_rank_and_half_the_points_between_them() -> None:
    values = np.array([1.0, 2.0, 2.0, 3.0])
    np.testing.assert_allclose(scored(part(normalise="rank"), values), [0, 50, 50, 100])
    np.testing.assert_array_equal(ranks(values), rankdata(-values, method="min"))
    np.testing.assert_allclose(scored(part(normalise="range"), np.array([7.0, 7.0])), [50, 50])


def test_what_is_missing_is_left_out_and_never_nothing() -> None:
    scores = np.array([[100, 50, NOTHING], [100, NOTHING, NOTHING], [NOTHING, 10, 20]])
    whole, known = weighed(scores, np.array([2.0, 1.0, 1.0]))
    np.testing.assert_allclose(known, [0.75, 0.5, 0.5])
    # (2·100 + 1·50) ÷ 3; half of the weight or less is too little to say.
    np.testing.assert_allclose(whole, [250 / 3, NOTHING, NOTHING])


def test_who_is_first_in_every_part_is_first_under_any_weights() -> None:
    best, worst = rank_ranges(np.array([[90.0, 90.0], [50.0, 40.0], [10.0, 80.0]]), [1, 1])
    assert (best[0], worst[0]) == (1, 1)
    # Weighing the second part three times as much as the first puts the third before the second, and back.
    assert (best[1], worst[1], best[2], worst[2]) == (2, 3, 2, 3)
    again = rank_ranges(np.array([[90.0, 90.0], [50.0, 40.0], [10.0, 80.0]]), [1, 1])
    np.testing.assert_array_equal(best, again[0])


def test_who_has_no_score_has_no_rank() -> None:
    best, worst = rank_ranges(np.array([[90.0], [NOTHING]]), [1])
    assert best[0] == worst[0] == 1 and np.isnan(best[1]) and np.isnan(worst[1])
