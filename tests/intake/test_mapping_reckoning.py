"""What a mapping reckons of the cells of a row: numbers put together, limits in words, months taken for a day."""

from datetime import date

import pytest

from zxdata.intake.cells import BadCell
from zxdata.intake.mapping.limits import after, day_of_month, is_month, is_span
from zxdata.intake.mapping.numbering import compose
from zxdata.rules.calendar import WorkCalendar


@pytest.mark.parametrize(
    ("template", "cells", "number", "merged"),
    [
        ("{届次}第{案号}号", {"届次": "六届三次", "案号": "第6号（并入第1号）"}, "六届三次第6号", "六届三次第1号"),
        ("{届次}第{案号}号", {"届次": "六届三次", "案号": "0006"}, "六届三次第0006号", ""),
        ("{案号}", {"案号": "20250006"}, "20250006", ""),
        ("{案号}", {"案号": "20250006（已并入20250001）"}, "20250006", "20250001"),
        ("{年份}年第{序号}号", {"年份": "2025", "序号": "2"}, "2025年第2号", ""),
        ("{案号}", {"案号": "第１２号"}, "第12号", ""),
    ],
)
def test_a_number_is_composed_and_a_merger_read(template: str, cells: dict[str, str], number: str, merged: str) -> None:
    found = compose(template, cells.__getitem__)
    assert (found.number, found.merged) == (number, merged)


def test_a_number_without_one_of_its_parts_is_refused() -> None:
    with pytest.raises(BadCell) as bad:
        compose("{届次}第{案号}号", {"届次": "六届三次", "案号": ""}.__getitem__)
    assert (bad.value.reason, bad.value.remedy) == ("编号组不成：这一格是空的", "请填案号")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("三个月", date(2025, 6, 10)),
        ("3个月内", date(2025, 6, 10)),
        ("交办之日起三个月内", date(2025, 6, 10)),
        ("30日", date(2025, 4, 9)),
        ("十五天", date(2025, 3, 25)),
        ("半年", date(2025, 9, 10)),
        ("两周内", date(2025, 3, 24)),
        ("一年", date(2026, 3, 10)),
        ("15个工作日", date(2025, 3, 31)),  # 11 to 14, 17 to 21, 24 to 28 and 31 March
        ("三十五个工作日内", date(2025, 4, 28)),  # 4 April is 清明; 27 April, a Sunday, is worked for 劳动节
    ],
)
def test_a_span_counts_from_the_day_of_assignment(text: str, day: date) -> None:
    assert is_span(text) and after(text, date(2025, 3, 10), WorkCalendar({})) == day


def test_a_span_of_working_days_heeds_the_calendar_of_the_ledger() -> None:
    resting = WorkCalendar({date(2025, 3, 12): False})
    assert after("3个工作日", date(2025, 3, 10), resting) == date(2025, 3, 14)


@pytest.mark.parametrize("text", ["尽快", "3月10日", "2025年8月底前"])
def test_what_is_no_span_is_left_to_the_reader_of_days(text: str) -> None:
    assert not is_span(text)


@pytest.mark.parametrize(
    ("text", "which", "day"),
    [("2025年5月", "月初", "2025-5-1"), ("2025.2", "月末", "2025-2-28"), ("2024年2月份", "月末", "2024-2-29")],
)
def test_a_month_is_taken_for_the_day_that_the_mapping_says(text: str, which: str, day: str) -> None:
    assert is_month(text) and day_of_month(text, which) == day
