"""What is said of a number beside what it was: in which unit, and whether it is more than chance."""

from datetime import date

import pandas as pd
import pytest
from scipy.stats import norm

from tests.ledger_rows import default_rules
from zxdata.filters import Filters
from zxdata.metrics import metric
from zxdata.metrics.answer import Result
from zxdata.views.change import chance_of_counts, chance_of_shares, change, difference

COMPARING = default_rules().comparing


def answered(key: str, value: float | None, top: float | None = None, bottom: float | None = None) -> Result:
    frame = pd.DataFrame({key: [value], f"{key}.numerator": [top], f"{key}.denominator": [bottom]}, dtype=object)
    return Result((metric(key),), (), Filters(date(2026, 1, 1)), "v1", frame)


@pytest.mark.parametrize(
    ("key", "now", "before", "said"),
    [
        ("proposals.on_time_rate", 0.912, 0.906, "▲ 0.6 百分点"),
        ("proposals.on_time_rate", 0.9, None, "—"),
        ("proposals.handling_days_median", 75, 86, "▼ 11 天"),
        ("consultation.meetings", 7, 7, "持平"),
        ("consultation.meetings", 3, 1, "▲ 2 场"),  # not 200.0%
        ("consultation.meetings", 5, 0, "▲ 5 场"),
        ("consultation.meetings", 19, 20, "▼ 5.0%"),
        ("consultation.meetings_per_10k_people", 0.5, 0.4, "▲ 25.0%"),
        ("consultation.meetings_per_10k_people", 0.5, 0, "—"),
        ("consultation.planned_behind", 4, 0, "▲ 4 项"),
        ("consultation.planned_behind", 40, 25, "▲ 15 项"),
    ],
)
def test_a_difference_is_said_in_its_own_unit_and_in_percent_only_of_what_was_not_small(
    key: str, now: float | None, before: float | None, said: str
) -> None:
    assert difference(metric(key), now, before, COMPARING) == said


@pytest.mark.parametrize(
    ("now", "before", "better"),
    [
        ((45, 50), (30, 50), True),  # 90 % against 60 %, p = 0.0005
        ((31, 50), (30, 50), None),  # 62 % against 60 %: as large a difference comes about by chance
        ((9_100, 10_000), (9_300, 10_000), False),  # two points of many
        ((9_300, 10_000), (9_280, 10_000), None),  # 0.2 points
    ],
)
def test_a_share_is_judged_only_where_it_moved_more_than_by_chance(
    now: tuple[int, int], before: tuple[int, int], better: bool | None
) -> None:
    key = "proposals.on_time_rate"
    after, was = (answered(key, a / n, a, n) for a, n in (now, before))
    assert change("同比", metric(key), after, was, COMPARING).better is better


@pytest.mark.parametrize(("now", "before", "better"), [(131, 100, True), (110, 100, None), (3, 1, None), (0, 9, False)])
def test_a_number_of_cases_is_judged_only_where_it_moved_more_than_by_chance(
    now: int, before: int, better: bool | None
) -> None:
    """131 of 231 have a chance of 0.048, 110 of 210 one of 0.53; 0 of 9 has a chance of 2/512."""
    key = "consultation.meetings"
    assert change("同比", metric(key), answered(key, now), answered(key, before), COMPARING).better is better


def test_what_cannot_be_tested_is_judged_from_two_percent_on() -> None:
    key = "proposals.handling_days_median"
    days = [answered(key, value) for value in (98, 100, 99)]
    assert change("同比", metric(key), days[0], days[1], COMPARING).better is True
    assert change("同比", metric(key), days[2], days[1], COMPARING).better is None


@pytest.mark.parametrize(
    ("now", "before", "better"), [(33, 34, None), (29, 34, None), (28, 34, True), (195, 200, None)]
)
def test_a_stock_is_judged_only_where_more_cases_came_or_went_than_by_chance(
    now: int, before: int, better: bool | None
) -> None:
    """Five heads or five tails of five have a chance of 2/32 = 0.0625, six of six one of 2/64 = 0.031; of 200 six would be
    enough by chance, and 3 % besides.
    """
    key = "party.org_uncovered"
    assert change("同比", metric(key), answered(key, now), answered(key, before), COMPARING).better is better


def test_a_share_of_what_exists_is_judged_from_half_a_point_on() -> None:
    key = "coverage.township_rate"
    shares = [answered(key, value, value * 1000, 1000) for value in (0.906, 0.9, 0.904)]
    assert change("同比", metric(key), shares[0], shares[1], COMPARING).better is True
    assert change("同比", metric(key), shares[2], shares[1], COMPARING).better is None


def test_the_chance_of_two_shares_is_that_of_the_normal_law() -> None:
    """45/50 against 30/50: pooled 0.75, spread 0.0866, z 3.464, two-sided 0.00053."""
    assert chance_of_shares(45, 50, 30, 50) == pytest.approx(0.000532, abs=0.00001)
    assert chance_of_shares(45, 50, 30, 50) == pytest.approx(2 * norm.sf(0.3 / (0.75 * 0.25 * 2 / 50) ** 0.5))
    assert chance_of_shares(30, 50, 30, 50) == 1


def test_the_chance_of_two_numbers_is_counted_on_the_binomial_tree() -> None:
    """10 against 2: twice the paths of twelve throws with two heads or fewer, 2 × (1 + 12 + 66) of 4,096."""
    assert chance_of_counts(10, 2) == pytest.approx(158 / 4096)
    assert chance_of_counts(0, 0) == 1
