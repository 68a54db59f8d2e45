"""Days and moments as people write them.

Nothing is guessed: what a reader cannot know (the year of 3月5日, which number of 3/5/2025 is the month, which end
of a span is meant) is taken from ``Assumptions``, where the clerk said it for the file, or asked (``BadCell.asks``).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from unicodedata import normalize

from zxdata.intake.assumptions import NOTHING, Assumptions
from zxdata.intake.cells import BadCell

EARLIEST, LATEST = 1900, 2100
REMEDY = "请写成 2025-03-05 或 2025年3月5日"

# fmt: off
NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")
SPOKEN_YEAR = re.compile(r"[〇零一二三四五六七八九]{4}(?=年)")
SPOKEN = re.compile(r"[一二三四五六七八九十]{1,3}(?=[月日号])")
# fmt: on
ASIDE = re.compile(r"\((?:周|星期|礼拜)[一二三四五六日天]\)|(?:周|星期|礼拜)[一二三四五六日天]")
HALF = re.compile(r"(上午|下午|晚上|早上|中午|凌晨)\s*([0-9]{1,2})")
CLOCK = r"(?:[T\s]*([0-9]{1,2})[:时点]([0-9]{1,2})?(?:分|[:分]([0-9]{1,2})(?:\.([0-9]{1,6})[0-9]*)?秒?)?整?)?"
OFFSET = r"\s*(Z|[+-][0-9]{2}:?[0-9]{2})?"
DAY = r"([0-9]{4})\s*[-/.。年 ]\s*([0-9]{1,2})\s*[-/.。月 ]\s*([0-9]{1,2})\s*[日号]?"
SPELLED = re.compile(DAY + r"\.?" + CLOCK + OFFSET)
COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})" + CLOCK + OFFSET)
YEARLESS = re.compile(r"([0-9]{1,2})\s*(?:[-/.。]|月)\s*([0-9]{1,2})\s*[日号]?" + CLOCK)
SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
YEAR_LAST = re.compile(r"([0-9]{1,2})\s*[-/.]\s*([0-9]{1,2})\s*[-/.]\s*([0-9]{4})" + CLOCK)
SPAN = re.compile(r"(.{3,}?)\s*(?:至|到|—+|~|--+)\s*(.{2,})")
SHORT_YEAR = re.compile(r"[0-9]{1,2}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}(?![0-9]).*")
NO_DAY = re.compile(r"([0-9]{4})\s*(?:年|[-/.年]\s*([0-9]{1,2})\s*月?)?(?:份)?")
BEFORE = re.compile(r"(?:之前|以前|前)$")
MONTH_END = re.compile(r"(?:([0-9]{4})\s*[-/.年]\s*)?([0-9]{1,2})\s*月\s*(?:底|末|份?底)")
YEAR_END = re.compile(r"(?:([0-9]{4})\s*)?年\s*(?:底|末)")


@dataclass(frozen=True)
class DayConvention:
    """How days are counted in a file: the body's time zone, the day Excel's serial 0 stands for, what was said."""

    zone: tzinfo
    excel_1904: bool = False
    assumed: Assumptions = NOTHING

    @property
    def origin(self) -> date:
        return date(1904, 1, 1) if self.excel_1904 else date(1899, 12, 30)


def moment(text: str, clock: DayConvention) -> datetime:
    """A moment in the body's time zone; a day without a clock is its local midnight. Raises BadCell, with what it asks."""
    plain = _plain(text)
    if SERIAL.fullmatch(plain):
        days = timedelta(days=float(plain))
        local = datetime.combine(clock.origin, datetime.min.time(), clock.zone) + days
        # A serial counts days in binary fractions: half past nine is a hair off.
        return _in_range((local + timedelta(milliseconds=500)).replace(microsecond=0))
    if found := SPELLED.fullmatch(plain) or COMPACT.fullmatch(plain):
        *numbers, offset = found.groups()
        return _at(numbers, _zone(offset) if offset else clock.zone).astimezone(clock.zone)
    if found := YEARLESS.fullmatch(plain):
        return _at([str(_year(found, clock)), *found.groups()], clock.zone)
    if found := YEAR_LAST.fullmatch(plain):
        return _year_last(found, clock)
    if found := SPAN.fullmatch(plain):
        return _of_span(found[1], found[2], clock)
    raise _no_date(plain)


def day(text: str, clock: DayConvention) -> date:
    """A local calendar day: a stamp with an offset is the day it was here, not the first ten characters."""
    return moment(text, clock).date()


def limit(text: str, clock: DayConvention) -> date:
    """The last day by when something is due: 8月底前 is the last of August, 3月5日前 that day. Raises as ``moment``."""
    plain = BEFORE.sub("", _plain(text)).strip()
    if found := MONTH_END.fullmatch(plain):
        year, month = int(found[1] or _assumed_year(clock)), int(found[2])
        if not 1 <= month <= 12:
            raise BadCell("日历上没有这个月", "请核对月份")
        return _in_range(datetime(year, month, monthrange(year, month)[1])).date()
    if found := YEAR_END.fullmatch(plain):
        return date(int(found[1] or _assumed_year(clock)), 12, 31)
    return day(plain, clock)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """In half width, without the day of the week, spoken numerals as digits, hours of the afternoon from 12."""
    plain = normalize("NFKC", text).strip()
    plain = ASIDE.sub("", plain)
    plain = SPOKEN_YEAR.sub(lambda found: found[0].translate(NUMERALS), plain)
    plain = SPOKEN.sub(lambda found: str(_spoken(found[0])), plain)
    return HALF.sub(_hour, plain).strip()


def _spoken(numeral: str) -> int:
    """十 → 10, 二十一 → 21."""
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int(numeral.translate(NUMERALS))
    return (int(tens.translate(NUMERALS)) if tens else 1) * 10 + (int(ones.translate(NUMERALS)) if ones else 0)


def _hour(found: re.Match[str]) -> str:
    hour = int(found[2])
    later = found[1] in ("下午", "晚上") or (found[1] == "中午" and hour < 11)
    return f" {hour + 12 if later and hour < 12 else hour}"


def _at(numbers: list[str | None], zone: tzinfo) -> datetime:
    """Year, month, day, hour, minute, second and its fraction; 24:00 is the last second of the day that is written."""
    *whole, fraction = numbers
    year, month, date_, hour, minute, second = (int(number or 0) for number in whole)
    if hour == 24 and not minute and not second:
        hour, minute, second = 23, 59, 59
    try:
        return _in_range(datetime(year, month, date_, hour, minute, second, int(f"{fraction or 0:0<6}"), tzinfo=zone))
    except ValueError:
        raise BadCell("日历上没有这一天或这一时刻", "请核对年月日和时刻") from None


def _year(found: re.Match[str], clock: DayConvention) -> int:
    """The year that was said; first what cannot be a day in any year is refused."""
    month, date_ = int(found[1]), int(found[2])
    if not (1 <= month <= 12 and 1 <= date_ <= monthrange(2024, month)[1]):
        raise BadCell("不是日期", REMEDY)
    return _assumed_year(clock)


def _assumed_year(clock: DayConvention) -> int:
    if clock.assumed.year is None:
        raise BadCell("没有写年份", "请写全年月日，或说明这个文件里的日期是哪一年（命令行 --year）", "year")
    return clock.assumed.year


def _year_last(found: re.Match[str], clock: DayConvention) -> datetime:
    first, second, year, *rest = found.groups()
    month_first, day_first = int(first) <= 12, int(second) <= 12
    if month_first and day_first and first != second:
        if clock.assumed.order is None:
            ways = f"{int(first)}月{int(second)}日还是{int(second)}月{int(first)}日"
            remedy = f"{REMEDY}，或说明月和日哪个在前（命令行 --order month|day）"
            raise BadCell(f"看不出是{ways}", remedy, "order")
        month_first = clock.assumed.order == "month"
    month, date_ = (first, second) if month_first else (second, first)
    return _at([year, month, date_, *rest], clock.zone)


def _of_span(first: str, last: str, clock: DayConvention) -> datetime:
    """One of two days; the second may leave out the year and month of the first."""
    begun = moment(first, clock)
    if begun.year and (found := re.fullmatch(r"(?:([0-9]{1,2})\s*[月.])?\s*([0-9]{1,2})\s*[日号]?", last)):
        last = f"{begun.year}-{found[1] or begun.month}-{found[2]}"
    ended = moment(last, clock)
    if clock.assumed.span is None:
        remedy = "请只写一个日期，或说明起止日期以哪一天为准（命令行 --span first|last）"
        raise BadCell("写了起止两个日期", remedy, "span")
    return begun if clock.assumed.span == "first" else ended


def _zone(offset: str) -> timezone:
    if offset == "Z":
        return timezone.utc
    sign, digits = (-1 if offset[0] == "-" else 1), offset[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))


def _in_range(moment: datetime) -> datetime:
    if not EARLIEST <= moment.year <= LATEST:
        raise BadCell(f"年份不在 {EARLIEST} 到 {LATEST} 之间", "请核对年份")
    return moment


def _no_date(plain: str) -> BadCell:
    if SHORT_YEAR.fullmatch(plain):
        return BadCell("年份不是四位，无法断定是哪一年", REMEDY)
    if found := NO_DAY.fullmatch(plain):
        lost = f"（{plain} 也可能原是 {plain}0）" if re.fullmatch(r"[0-9]{4}\.1", plain) else ""
        return BadCell("只写到年，没有写到日" if found[2] is None else f"只写到月，没有写到日{lost}", REMEDY)
    if BEFORE.search(plain) or MONTH_END.search(plain) or YEAR_END.search(plain):
        return BadCell("写的是期限，不是哪一天", REMEDY)
    return BadCell("不是日期", REMEDY)
