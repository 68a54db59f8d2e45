"""What only a whole row tells of a day: a span that counts from another day, a month where the mapping says which day."""

import re
from calendar import monthrange
from datetime import date, timedelta
from unicodedata import normalize

from zxdata.intake.mapping.record import FIRST_DAY
from zxdata.periods import months_after
from zxdata.rules.calendar import WorkCalendar

DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
SPAN = re.compile(
    r"(?:自?交办(?:之日)?起)?([0-9]+|[零一二两三四五六七八九十]+|半)(?:个)?(月|工作日|日|天|年|周)(?:内|之内|以内)?"
)
MONTH = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*月?(?:份)?")


def is_span(text: str) -> bool:
    return _span(text) is not None


def after(text: str, start: date, calendar: WorkCalendar) -> date:
    """The last day of a span that begins on ``start``: 三个月, 3个月内, 30日, 半年; 15个工作日 by the calendar."""
    found = _span(text)
    assert found is not None
    amount, unit = found.groups()
    if amount == "半":
        return months_after(start, 6) if unit == "年" else start + timedelta(15)
    count = int(amount) if amount.isdecimal() else _counted(amount)
    if unit == "工作日":
        return calendar.workday_at(calendar.on(start).ordinal + count)
    if unit in "月年":
        return months_after(start, count * (12 if unit == "年" else 1))
    return start + timedelta(count * (7 if unit == "周" else 1))


def is_month(text: str) -> bool:
    """Whether a day is written to its month only."""
    found = MONTH.fullmatch(normalize("NFKC", text).strip())
    return found is not None and 1 <= int(found[2]) <= 12


def day_of_month(text: str, which: str) -> str:
    """2025年5月 → 2025-5-1 or 2025-5-31, as the mapping says."""
    found = MONTH.fullmatch(normalize("NFKC", text).strip())
    assert found is not None
    year, month = int(found[1]), int(found[2])
    return f"{year}-{month}-{1 if which == FIRST_DAY else monthrange(year, month)[1]}"


def _span(text: str) -> re.Match[str] | None:
    found = SPAN.fullmatch("".join(normalize("NFKC", text).split()))
    return found if found and (found[1] != "半" or found[2] in "年月") else None


def _counted(words: str) -> int:
    """A number below a hundred in Chinese digits: 三, 十五, 二十."""
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return int("".join(str(DIGITS[digit]) for digit in ones))
    return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)
