"""What one cell says: readers from the text as written to a day, a moment, a number, a yes or no.

Every reader takes text and gives the value or raises BadCell, which says why and what would work. Full-width
digits and punctuation read like their plain twins. Nothing is guessed: a two-digit year, ``3/5/2025`` or
``12万`` is refused.
"""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from unicodedata import normalize

EARLIEST, LATEST = 1900, 2100
LONGEST = 32_767  # characters an Excel cell can hold
LARGEST = 2**31 - 1

CLOCK = r"(?:[T\s]*([0-9]{1,2})[:时]([0-9]{1,2})(?:分|[:分]([0-9]{1,2})(?:\.[0-9]+)?秒?)?)?"
OFFSET = r"\s*(Z|[+-][0-9]{2}:?[0-9]{2})?"
SPELLED = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?" + CLOCK + OFFSET)
COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})" + CLOCK + OFFSET)
SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
SHORT_YEAR = re.compile(r"[0-9]{1,2}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}(?![0-9]).*")
NO_DAY = re.compile(r"[0-9]{4}\s*(?:年|[-/.年]\s*[0-9]{1,2}\s*月?)?")
NUMBER = re.compile(
    r"([+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?)"
    r"\s*(?:人次|人|个|次|件|名|位|条|项|场|分|户|家|°)?"
)
YES = frozenset(("是", "有", "对", "真", "y", "yes", "t", "true", "1", "√", "✓"))
NO = frozenset(("否", "无", "不是", "非", "假", "n", "no", "f", "false", "0", "×", "✗"))
SEPARATORS = re.compile(r"[、；;，,]")
ERRORS = frozenset(("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"))
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(eq=False)
class BadCell(Exception):
    """``reason``: what is wrong with the cell; ``remedy``: what would work."""

    reason: str
    remedy: str


@dataclass(frozen=True)
class Clock:
    """How days are counted in a file: the body's time zone, and the day Excel's serial 0 stands for."""

    zone: tzinfo
    excel_1904: bool = False

    @property
    def origin(self) -> date:
        return date(1904, 1, 1) if self.excel_1904 else date(1899, 12, 30)


def as_text(raw: str | int | float | bool) -> str:
    """A cell as its user sees it: 20250001, not 20250001.0."""
    if isinstance(raw, str):
        return raw.strip()
    if isinstance(raw, bool):
        return "是" if raw else "否"
    return str(int(raw)) if float(raw).is_integer() else repr(raw)


def storable(text: str) -> str:
    """Text that every database takes."""
    if text in ERRORS:
        raise BadCell("公式算出了错误", "请改正公式，或直接填写值")
    if UNSTORABLE.search(text):
        raise BadCell("含有不可见的非法字符（NUL 或残缺的代理字符）", "请重新录入这一格")
    if len(text) > LONGEST:
        raise BadCell(f"有 {len(text)} 个字，超过一格的上限 {LONGEST}", "请缩短；CSV 文件还请检查引号是否成对")
    return text


def moment(text: str, clock: Clock) -> datetime:
    """A moment in the body's time zone; a day without a clock is its local midnight."""
    plain = normalize("NFKC", text).strip()
    if SERIAL.fullmatch(plain):
        days = timedelta(days=float(plain))
        local = datetime.combine(clock.origin, datetime.min.time(), clock.zone) + days
        # A serial counts days in binary fractions: half past nine is a hair off.
        return _in_range((local + timedelta(milliseconds=500)).replace(microsecond=0), text)
    found = SPELLED.fullmatch(plain) or COMPACT.fullmatch(plain)
    if not found:
        raise _no_date(plain)
    *numbers, offset = found.groups()
    year, month, day, hour, minute, second = (int(n or 0) for n in numbers)
    try:
        written = datetime(year, month, day, hour, minute, second, tzinfo=_zone(offset) if offset else clock.zone)
    except ValueError:
        raise BadCell("日历上没有这一天或这一时刻", "请核对年月日和时刻") from None
    return _in_range(written, text).astimezone(clock.zone)


def day(text: str, clock: Clock) -> date:
    """A local calendar day: a stamp with an offset is the day it was here, not the first ten characters."""
    return moment(text, clock).date()


def number(text: str) -> float:
    """A decimal number; thousands separators and a counting word after it (12人) are read over."""
    found = NUMBER.fullmatch(normalize("NFKC", text).strip())
    value = float(found[1].replace(",", "")) if found else math.nan
    if not math.isfinite(value):
        raise BadCell("不是一个数", "请只写阿拉伯数字，例如 1200；万、亿、约数请写成完整的数")
    return value


def integer(text: str) -> int:
    """A whole number from 0 to 2,147,483,647."""
    value = number(text)
    if not value.is_integer():
        raise BadCell("不是整数", "请写整数，例如 12")
    if not 0 <= value <= LARGEST:
        raise BadCell("不在 0 到 2147483647 之间", "请核对这个数")
    return int(value)


def flag(text: str) -> bool:
    """Yes or no."""
    plain = normalize("NFKC", text).strip().lower()
    if plain in YES or plain in NO:
        return plain in YES
    raise BadCell("看不出是还是否", "请填 是 或 否")


def several(text: str) -> list[str]:
    """The values of a list cell, separated by 、；; or ,."""
    return [part.strip() for part in SEPARATORS.split(text) if part.strip()]


def _zone(offset: str) -> timezone:
    if offset == "Z":
        return timezone.utc
    sign, digits = (-1 if offset[0] == "-" else 1), offset[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))


def _in_range(moment: datetime, text: str) -> datetime:
    if not EARLIEST <= moment.year <= LATEST:
        raise BadCell(f"年份不在 {EARLIEST} 到 {LATEST} 之间", "请核对年份")
    return moment


def _no_date(plain: str) -> BadCell:
    remedy = "请写成 2025-03-05 或 2025年3月5日"
    if SHORT_YEAR.fullmatch(plain):
        return BadCell("年份不是四位，无法断定是哪一年", remedy)
    if NO_DAY.fullmatch(plain):
        return BadCell("没有写到日", remedy)
    return BadCell("不是日期", remedy)
