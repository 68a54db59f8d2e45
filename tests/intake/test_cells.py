"""Cells: what staff really write, read as they mean it, or refused with a reason."""

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zxdata.intake import cells
from zxdata.intake.cells import BadCell, Clock

CHINA = Clock(ZoneInfo("Asia/Shanghai"))
FULL_WIDTH = str.maketrans("0123456789-/.", "０１２３４５６７８９－／．")
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
SPELLINGS = [
    lambda d: d.isoformat(),
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
    lambda d: f"{d:%Y%m%d}",
    lambda d: f" {d.isoformat()} 00:00:00 ",
    lambda d: d.isoformat().translate(FULL_WIDTH),
]


@given(DAYS, st.sampled_from(SPELLINGS))
def test_a_day_reads_the_same_in_every_spelling(day, spelling) -> None:  # type: ignore[no-untyped-def]
    assert cells.day(spelling(day), CHINA) == day


@given(st.dates(date(1931, 6, 1), date(2100, 12, 31)))
def test_an_excel_serial_is_its_day_in_either_calendar(day: date) -> None:
    assert cells.day(str((day - date(1899, 12, 30)).days), CHINA) == day
    assert cells.day(str((day - date(1904, 1, 1)).days), Clock(CHINA.zone, excel_1904=True)) == day


@given(st.datetimes(datetime(1995, 1, 1), datetime(2100, 1, 1)), st.integers(-12, 14))
def test_a_stamp_with_an_offset_is_the_local_day_of_that_moment(moment: datetime, hours: int) -> None:
    stamp = moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    assert cells.moment(stamp.isoformat(), CHINA) == stamp
    assert cells.day(stamp.isoformat(), CHINA) == stamp.astimezone(CHINA.zone).date()


@given(st.text() | st.from_regex(r"[0-9年月日./: +-]{1,24}", fullmatch=True))
def test_any_text_is_read_or_refused_and_never_breaks_the_reader(text: str) -> None:
    for read in (cells.number, cells.integer, cells.flag, cells.storable, lambda t: cells.moment(t, CHINA)):
        try:
            read(text)
        except BadCell as refusal:
            assert refusal.reason and refusal.remedy


@given(st.integers(0, 2_147_483_647))
def test_a_whole_number_reads_the_same_with_separators_units_and_full_width(n: int) -> None:
    for written in (f"{n}", f"{n:,}", f"{n}人", f"{n:,} 人次", f"{n}.0", str(n).translate(FULL_WIDTH)):
        assert cells.integer(written) == n


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("2022-01-02T23:00:00+00:00", "2022-01-03 07:00"),
        ("2025年3月5日 9时30分", "2025-03-05 09:30"),
        ("2025-03-05T09:30:15.250+0800", "2025-03-05 09:30:15"),
        ("２０２５．３．５　９：３０", "2025-03-05 09:30"),
        ("45721.395833333336", "2025-03-05 09:30"),
        ("2025-03-05T01:30Z", "2025-03-05 09:30"),
        ("20250305", "2025-03-05"),
    ],
)
def test_a_moment_is_read_in_local_time(text: str, local: str) -> None:
    assert cells.moment(text, CHINA) == datetime.fromisoformat(local).replace(tzinfo=CHINA.zone)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("25-3-5", "四位"),
        ("25年3月5日", "四位"),
        ("3/5/2025", "不是日期"),
        ("2025年3月", "没有写到日"),
        ("2025", "没有写到日"),
        ("2025-02-29", "日历上没有"),
        ("2025-13-01", "日历上没有"),
        ("1825-03-05", "年份"),
        ("三月五日", "不是日期"),
        ("2025-03-05 25:00", "日历上没有"),
        ("99999", "年份"),
        ("待定", "不是日期"),
    ],
)
def test_a_doubtful_date_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(BadCell) as refusal:
        cells.day(text, CHINA)
    assert reason in refusal.value.reason


@pytest.mark.parametrize(
    "text", ["12万", "100余", "约5", "12,34", "1 200", "nan", "inf", "1e999", "十二", "50%", "", "-"]
)
def test_a_number_that_is_not_exact_is_refused(text: str) -> None:
    with pytest.raises(BadCell):
        cells.number(text)


@pytest.mark.parametrize("text", ["-1", "1.5", "2147483648"])
def test_a_count_is_whole_not_negative_and_fits(text: str) -> None:
    with pytest.raises(BadCell):
        cells.integer(text)


def test_yes_and_no_in_the_ways_staff_write_them() -> None:
    assert all(cells.flag(text) for text in ("是", "√", "Y", "TRUE", "１"))
    assert not any(cells.flag(text) for text in ("否", "×", "n", "False", "0", "无"))


def test_a_list_cell_takes_every_separator() -> None:
    assert cells.several("江北区、渝北区；北碚区;渝中区,南岸区，") == ["江北区", "渝北区", "北碚区", "渝中区", "南岸区"]


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "长" * 32_768])
def test_text_that_no_database_takes_is_refused(text: str) -> None:
    with pytest.raises(BadCell):
        cells.storable(text)
