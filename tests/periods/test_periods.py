"""Months are counted back and forth, and labelled, the same way everywhere."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from zxdata.filters import Filters
from zxdata.metrics.answer import Result
from zxdata.periods import (
    first_of_months,
    label_before,
    month_labels,
    months_after,
    months_before,
    period_label,
    unfinished_month,
    week_of,
    whole_months_before,
)


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2025, 3, 31), 1, date(2025, 2, 28)),
        (date(2024, 3, 30), 1, date(2024, 2, 29)),
        (date(2025, 1, 15), 1, date(2024, 12, 15)),
        (date(2025, 1, 15), 13, date(2023, 12, 15)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
    ],
)
def test_a_day_that_the_earlier_month_has_not_becomes_its_last(day: date, months: int, earlier: date) -> None:
    assert months_before(day, months) == earlier


def test_months_later_are_months_earlier_the_other_way() -> None:
    assert months_after(date(2025, 11, 30), 3) == date(2026, 2, 28)
    assert months_after(date(2025, 12, 1), 1) == date(2026, 1, 1)


def test_the_end_of_a_month_goes_to_the_end_of_another() -> None:
    assert whole_months_before(date(2025, 2, 28), 1) == date(2025, 1, 31)
    assert whole_months_before(date(2025, 3, 30), 1) == date(2025, 2, 28)
    assert whole_months_before(date(2025, 3, 15), 1) == date(2025, 2, 15)


def test_every_month_of_a_stretch_is_listed_once_in_order() -> None:
    first = first_of_months(date(2025, 2, 14), 4)
    assert first == date(2024, 11, 1)
    assert month_labels(first, date(2025, 2, 14)) == ["2024-11", "2024-12", "2025-01", "2025-02"]


def test_the_period_right_before_another_is_written_alike() -> None:
    labels = ("2025-03-01", "2025-01", "2025-09", "2025-Q1", "2025-Q3", "2025")
    assert [label_before(label) for label in labels] == [
        "2025-02-28",
        "2024-12",
        "2025-08",
        "2024-Q4",
        "2025-Q2",
        "2024",
    ]
    assert label_before("未填") == ""


def test_a_month_is_unfinished_until_its_last_day() -> None:
    assert unfinished_month(date(2025, 2, 27)) == "2025-02"
    assert unfinished_month(date(2025, 2, 28)) == ""


def test_a_day_is_labelled_by_its_period() -> None:
    labels = [period_label(date(2025, 9, 30), dimension) for dimension in ("day", "month", "quarter", "year")]
    assert labels == ["2025-09-30", "2025-09", "2025-Q3", "2025"]


def test_of_a_breakdown_only_whole_regions_are_compared() -> None:
    rows = [("九龙坡区", "500107"), ("重庆市本级", "500000"), ("未填", None)]
    frame = pd.DataFrame(rows, columns=["district", "district_code"])
    answered = Result((), ("district",), Filters(date(2025, 9, 30)), "", frame)
    assert answered.of_whole_regions.frame["district"].tolist() == ["九龙坡区"]
    assert replace(answered, frame=frame[:0]).of_whole_regions.frame.empty


def test_a_week_is_from_its_monday_to_its_sunday_over_a_new_year_too() -> None:
    """2026-12-28 is a Monday."""
    week = date(2026, 12, 28), date(2027, 1, 3)
    assert {week_of(day) for day in (*week, date(2026, 12, 31), date(2027, 1, 1))} == {week}
    assert week_of(date(2026, 12, 27))[1] == date(2026, 12, 27) and week_of(date(2027, 1, 4))[0] == date(2027, 1, 4)
