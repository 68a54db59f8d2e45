"""Cells: what staff really write, read as they mean it, or refused with a reason."""

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zxdata.intake import cells, days
from zxdata.intake.assumptions import Assumptions
from zxdata.intake.cells import BadCell
from zxdata.intake.days import DayConvention

CHINA = DayConvention(ZoneInfo("Asia/Shanghai"))
FULL_WIDTH = str.maketrans("0123456789-/.", "０１２３４５６７８９－／．")
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
SAID = DayConvention(CHINA.zone, assumed=Assumptions(year=2025, order="day", span="last"))
READERS_OF_DAYS = [lambda t, c=c, read=read: read(t, c) for c in (CHINA, SAID) for read in (days.moment, days.limit)]
SPELLINGS = [
    lambda d: d.isoformat(),
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
    lambda d: f"{d:%Y%m%d}",
    lambda d: f"{d.year}年{d.month}月{d.day}号",
    lambda d: f"{d.year}。{d.month}。{d.day}",
    lambda d: f"{d.year} {d.month} {d.day}",
    lambda d: f"{d.year}-{d.month}-{d.day}.",
    lambda d: f"{d.year}年{d.month:02}月{d.day:02}日（周{'一二三四五六日'[d.weekday()]}）",
    lambda d: f"{_spoken_year(d.year)}年{_spoken(d.month)}月{_spoken(d.day)}日",
    lambda d: f" {d.isoformat()} 00:00:00 ",
    lambda d: d.isoformat().translate(FULL_WIDTH),
]


def _spoken_year(year: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))


def _spoken(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{'一二三'[tens - 1]}十") + (
        "一二三四五六七八九"[ones - 1] if ones else ""
    )


@given(DAYS, st.sampled_from(SPELLINGS))
def test_a_day_reads_the_same_in_every_spelling(day, spelling) -> None:  # type: ignore[no-untyped-def]
    assert days.day(spelling(day), CHINA) == day


@given(st.dates(date(1931, 6, 1), date(2100, 12, 31)))
def test_an_excel_serial_is_its_day_in_either_calendar(day: date) -> None:
    assert days.day(str((day - date(1899, 12, 30)).days), CHINA) == day
    assert days.day(str((day - date(1904, 1, 1)).days), DayConvention(CHINA.zone, excel_1904=True)) == day


@given(st.datetimes(datetime(1995, 1, 1), datetime(2100, 1, 1)), st.integers(-12, 14))
def test_a_stamp_with_an_offset_is_the_local_day_of_that_moment(moment: datetime, hours: int) -> None:
    stamp = moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    assert days.moment(stamp.isoformat(), CHINA) == stamp
    assert days.day(stamp.isoformat(), CHINA) == stamp.astimezone(CHINA.zone).date()


@given(st.text() | st.from_regex(r"[0-9年月日./: +-]{1,24}", fullmatch=True))
def test_any_text_is_read_or_refused_and_never_breaks_the_reader(text: str) -> None:
    for read in (cells.number, cells.integer, cells.flag, cells.storable, cells.label, *READERS_OF_DAYS):
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
        ("2025-03-05T09:30:15.250+0800", "2025-03-05 09:30:15.250000"),
        ("２０２５．３．５　９：３０", "2025-03-05 09:30"),
        ("45721.395833333336", "2025-03-05 09:30"),
        ("2025-03-05T01:30Z", "2025-03-05 09:30"),
        ("2025-3-5 上午9:30", "2025-03-05 09:30"),
        ("2025年3月5日（周三）下午3时", "2025-03-05 15:00"),
        ("2025-03-05 24:00", "2025-03-05 23:59:59"),
        ("2025年3月5日9点整", "2025-03-05 09:00"),
        ("20250305", "2025-03-05"),
    ],
)
def test_a_moment_is_read_in_local_time(text: str, local: str) -> None:
    assert days.moment(text, CHINA) == datetime.fromisoformat(local).replace(tzinfo=CHINA.zone)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("25-3-5", "四位"),
        ("25年3月5日", "四位"),
        ("3/5/2025", "3月5日还是5月3日"),
        ("2025年3月", "没有写到日"),
        ("2025", "没有写到日"),
        ("2025-02-29", "日历上没有"),
        ("2025-13-01", "日历上没有"),
        ("1825-03-05", "年份"),
        ("三月五日", "没有写年份"),
        ("3.15", "没有写年份"),
        ("13.5", "不是日期"),
        ("2025.3", "只写到月"),
        ("2025.1", "2025.10"),
        ("2025年", "只写到年"),
        ("2025年8月底前", "写的是期限"),
        ("3月5日至3月8日", "没有写年份"),
        ("2025-03-05至2025-03-08", "起止两个日期"),
        ("2025-03-05 25:00", "日历上没有"),
        ("99999", "年份"),
        ("待定", "不是日期"),
    ],
)
def test_a_doubtful_date_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(BadCell) as refusal:
        days.day(text, CHINA)
    assert reason in refusal.value.reason


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3.15", "2025-03-15"),
        ("3月5日", "2025-03-05"),
        ("1月17日", "2025-01-17"),
        ("5/3/2025", "2025-03-05"),
        ("3月5日至8日", "2025-03-08"),
        ("2025-03-05至2025-03-08", "2025-03-08"),
        ("2024.12.30—1.3", "2024-01-03"),
    ],
)
def test_what_the_clerk_said_of_a_file_settles_its_doubts(text: str, day: str) -> None:
    assert days.day(text, SAID) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "asks"), [("3.15", "year"), ("5/3/2025", "order"), ("2025-03-05至2025-03-08", "span"), ("13/3/2025", "")]
)
def test_a_doubt_says_which_question_it_waits_for(text: str, asks: str) -> None:
    try:
        days.day(text, CHINA)
        assert asks == ""
    except BadCell as bad:
        assert bad.asks == asks


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025年8月底前", "2025-08-31"),
        ("2024年2月底", "2024-02-29"),
        ("8月末以前", "2025-08-31"),
        ("2025年底前", "2025-12-31"),
        ("2025年03月05日前", "2025-03-05"),
        ("6.5", "2025-06-05"),
        ("2025-06-05", "2025-06-05"),
    ],
)
def test_a_limit_is_the_last_day_by_when_something_is_due(text: str, day: str) -> None:
    assert days.limit(text, SAID) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("约30", "约数"),
        ("30余人", "约数"),
        ("85%", "百分数"),
        ("1.2万", "万"),
        ("3-5", "范围"),
        ("两人", "汉字"),
        ("12人次（其中委员3人）", "几个数"),
        ("12.5", "整数"),
        ("-3", "0 到"),
    ],
)
def test_a_count_that_is_none_says_why(text: str, reason: str) -> None:
    with pytest.raises(BadCell) as refusal:
        cells.integer(text)
    assert reason in refusal.value.reason and refusal.value.remedy


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


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ('="0001"', "0001"),
        ("'0001", "0001"),
        ("二_x000D_三", "二\r三"),
        (" 关于“=”的建议 ", "关于“=”的建议"),
        (20250001.0, "20250001"),
        (0.5, "0.5"),
        (True, "是"),
        (False, "否"),
    ],
)
def test_a_cell_is_what_its_user_sees(written: str | float, seen: str) -> None:
    assert cells.as_text(written) == seen


def test_an_error_of_a_formula_and_more_than_a_cell_holds_are_refused() -> None:
    """Microsoft's limit is 32,767 characters."""
    assert cells.storable("好" * 32_767) == "好" * 32_767 and cells.storable("#") == "#"
    for text in ("好" * 32_768, "#REF!"):
        with pytest.raises(BadCell):
            cells.storable(text)


@pytest.mark.parametrize(("text", "times", "value"), [("15.3", 10_000, 153_000), ("2", 100_000_000, 200_000_000)])
def test_a_count_in_ten_thousands_is_told_in_ones(text: str, times: int, value: int) -> None:
    assert cells.integer(text, times) == value


def test_what_binary_fractions_add_is_not_a_part_of_one() -> None:
    assert cells.integer("12.0000004") == 12
    with pytest.raises(BadCell, match="不是整数"):
        cells.integer("12.000004")
