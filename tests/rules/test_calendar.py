"""Working days against the library that lists the official arrangements."""

from datetime import date, timedelta

import chinese_calendar

from zxdata.rules.calendar import WorkCalendar

CALENDAR = WorkCalendar({})


def test_every_day_from_2004_to_2026_is_what_the_state_council_said() -> None:
    days = [date(2004, 1, 1) + timedelta(days=n) for n in range((date(2026, 12, 31) - date(2004, 1, 1)).days + 1)]
    wrong = [d for d in days if CALENDAR.on(d).workday != chinese_calendar.is_workday(d)]
    assert len(days) == 8401 and not wrong


def test_working_days_left_count_the_days_after_today_up_to_the_due_day() -> None:
    for due, today in (
        (date(2025, 10, 9), date(2025, 9, 30)),
        (date(2025, 2, 10), date(2025, 1, 24)),
        (date(2026, 2, 28), date(2026, 2, 13)),
    ):
        days = (today + timedelta(days=n) for n in range(1, (due - today).days + 1))
        assert CALENDAR.left(due, today) == sum(chinese_calendar.is_workday(d) for d in days)


def test_a_year_without_a_calendar_is_guessed_and_marked() -> None:
    assert not CALENDAR.on(date(2026, 12, 31)).guessed
    spring = CALENDAR.on(date(2027, 2, 8))  # a Monday; whether it is a holiday nobody has said yet
    assert spring.guessed and spring.workday
    told = WorkCalendar({date(2027, 2, 8): False})
    assert not told.on(date(2027, 2, 8)).workday and not told.on(date(2027, 3, 1)).guessed


def test_days_beyond_the_calendar_take_those_of_its_ends() -> None:
    assert CALENDAR.on(date(1989, 12, 30)) == CALENDAR.on(date(1990, 1, 1)) != CALENDAR.on(date(1990, 1, 2))
    assert CALENDAR.on(date(1990, 1, 1)).day == date(1990, 1, 1)
    assert CALENDAR.on(date(2061, 1, 2)).day == CALENDAR.on(date(2060, 12, 31)).day == date(2060, 12, 31)


def test_so_many_working_days_on_is_the_day_on_which_the_last_of_them_falls() -> None:
    """30 September 2025, then eight days off, and a Saturday that made one of them up."""
    now = CALENDAR.on(date(2025, 9, 30)).ordinal
    assert CALENDAR.on(date(2025, 10, 8)).ordinal == now
    days = [CALENDAR.workday_at(now + n) for n in range(5)]
    assert days == [date(2025, 9, 30), *(date(2025, 10, n) for n in (9, 10, 11, 13))]
    assert CALENDAR.workday_at(10**6) == date(2060, 12, 31)
