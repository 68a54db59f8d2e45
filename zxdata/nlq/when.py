"""Times in words: 今年, 上季度, 三月份, 2025年上半年, 近12个月, 截至上周五, 六届四次以来 → days, seen from today."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from zxdata.nlq.model import When
from zxdata.periods import months_before, week_of

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
YEAR = (
    r"(?:(?:19|20)\d{2}年(?:度)?|[一二][九〇零][〇零一二三四五六七八九]{2}年(?:度)?|(?<!\d)\d{2}年(?!内|来|间|以)"
    r"|今年|本年度|本年|去年|上年度|上一年|上年|前年|明年|后年)"
)
PART = (
    r"(?:上半年|下半年|年初|年中|年底|年末|第?[一二三四1-4]季度|前[一二三两123]季度|q[1-4]"
    rf"|前{N}个?月|{N}月(?:份)?(?:上旬|中旬|下旬|底|末|初|{N}[日号])?)"
)
MONTH = r"(?:本月份?|这个月|当月|上个?月份?|上上个?月)(?:上旬|中旬|下旬|底|末|初|" + N + r"[日号])?"
QUARTER = r"(?:本季度?|这个?季度|当季|上个?季度|上季)(?:末|底)?"
WEEK = r"(?:本周|这周|这个?星期|这一周|本星期|上上周|上个?星期|上个?礼拜|上一?周)(?:[一二三四五六日天]|末)?"
DAY = r"(?:今天|今日|昨天|昨日|前天|当天)"
ISO = r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{4}[./]\d{1,2}[./]\d{1,2}|\d{4}-\d{1,2}(?!\d)|\d{4}年\d{1,2}月\d{1,2}[日号]?)"
RECENT = rf"(?:近|最近|过去|这|前|最近的)(?:的)?(?:{N}(?:个)?(?:月|季度|星期|周|天|日|年)|半年|半个月)(?:以?来|内|里)?"
POINT = rf"(?:{ISO}|{YEAR}(?:底|末|初)|(?:{YEAR}的?)?(?:{PART})|{YEAR}|{MONTH}|{QUARTER}|{WEEK}|{DAY})"
SESSION = r"[一二三四五六七八九十]{1,3}届[一二三四五六七八九十]{1,2}次(?:全体?会议|会议|全会)?"

_AS_OF = re.compile(rf"(?:截至|截止到?|截到|到)({POINT})(?:为止|止|时)?(?!期)")
_SPAN = re.compile(rf"(?:从|自)?({POINT})(?:到|至|—|-|~|～)({POINT}|今|现在|目前|{N}月份?|{N})(?:止|为止|期间)?")
_MONTHS = re.compile(rf"({YEAR})?(?:的)?({N})月?(?:到|至|—|-|~|～)({N})月(?:份)?")
_SINCE = re.compile(rf"(?:从|自)?({POINT})(?:以来|起|之后|以后|至今|后|开始)")
_BEFORE = re.compile(rf"(?:在)?({POINT})(?:以前|之前|前)")
_SESSION_SINCE = re.compile(rf"(?:自|从)?({SESSION})(?:以来|之后|以后|后|至今|起)")
_TERM = re.compile(r"(?:自|从)?(?:本届|这一届|这届)(?:政协)?(?:以来|至今|任期内|任期|期间|内)?")
_RECENT = re.compile(RECENT)
_POINT = re.compile(rf"{POINT}(?:以内|期间|全年|全月|一年|年内|内|里|间)?")
_EARLY = re.compile(r"(?:今年|年初|开年)以来|年内|年初至今|今年内|今年至今|今年到现在|今年以来")


def times(text: str, today: date) -> Iterator[tuple[int, int, When]]:
    """Each time that a text may name: where it begins and ends, and what it means; several may lie over each other."""
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], When | None]], ...] = (
        (_EARLY, lambda _, day: When(date(day.year, 1, 1), day)),
        (_SESSION_SINCE, lambda m, _: When(session=_plain_session(m[1]))),
        (_TERM, lambda _, __: When(term=True)),
        (_AS_OF, _as_of),
        (_SPAN, _between),
        (_MONTHS, _months),
        (_SINCE, _from),
        (_BEFORE, _until),
        (_RECENT, _recent),
        (_POINT, _during),
    )
    for pattern, read in readers:
        for found in pattern.finditer(text):
            when = read(found, today)
            if when is not None:
                yield found.start(), found.end(), when


def number(text: str) -> int:
    """``十二`` or ``12`` as a number."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if ten:
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    value = 0
    for sign in text:
        value = value * 10 + _DIGITS[sign]
    return value


def _plain_session(text: str) -> str:
    return re.sub(r"次.*", "次", text)


def _days(text: str, today: date, near: date | None = None) -> tuple[date, date] | None:
    """The first and last day that a point in time covers; None where there is no such day.

    ``near``: the day on which the other end of a span begins, whose year is meant where none is said.
    """
    text = text.replace("的", "")
    if found := re.fullmatch(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?", text):
        return _one(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})", text):
        return _month(int(found[1]), int(found[2]))
    if text in ("今天", "今日", "当天"):
        return today, today
    if text in ("昨天", "昨日", "前天"):
        day = today - timedelta(days=2 if text == "前天" else 1)
        return day, day
    if re.fullmatch(WEEK, text):
        return _week(text, today)
    if found := re.fullmatch(r"(本月份?|这个月|当月|上上个?月|上个?月份?)(.*)", text):
        back = 2 if "上上" in found[1] else 1 if "上" in found[1] else 0
        first = months_before(today.replace(day=1), back)
        return _part_of_month(first, found[2])
    if found := re.fullmatch(r"(本季度?|这个?季度|当季|上个?季度|上季)(末|底)?", text):
        first = today.replace(month=today.month - (today.month - 1) % 3, day=1)
        first = months_before(first, 3) if "上" in found[1] else first
        return _cut(first, _end(months_before(first, -2)), found[2])
    year, rest = _year(text, today)
    rest = f"年{rest}" if rest in ("底", "末", "初") else rest
    return _part(year, rest, today, near)


def _year(text: str, today: date) -> tuple[int | None, str]:
    found = re.match(YEAR, text)
    if not found:
        return None, text
    said, rest = found[0], text[found.end() :]
    named = {"今": 0, "本": 0, "去": -1, "上": -1, "前": -2, "明": 1, "后": 2}
    if said[0] in named:
        return today.year + named[said[0]], rest
    digits = said.rstrip("年度")
    year = int(digits) if digits.isdecimal() else number(digits)
    return (year + 2000 if year < 100 else year), rest


def _part(year: int | None, part: str, today: date, near: date | None) -> tuple[date, date] | None:
    """A part of a year; where no year is said the latest such part that has begun."""
    if not part:
        return None if year is None else (date(year, 1, 1), date(year, 12, 31))
    for candidate in (
        (year,) if year is not None else (near.year, near.year + 1) if near else (today.year, today.year - 1)
    ):
        found = _within_year(candidate, part)
        if found is None:
            return None
        begun = found[0] <= today if near is None else found[0] >= near
        if year is not None or begun:
            return found
    return found


def _within_year(year: int, part: str) -> tuple[date, date] | None:
    if part in ("上半年", "年中"):
        return _cut(date(year, 1, 1), date(year, 6, 30), "末" if part == "年中" else None)
    if part == "下半年":
        return date(year, 7, 1), date(year, 12, 31)
    if part in ("年底", "年末"):
        return date(year, 12, 31), date(year, 12, 31)
    if part == "年初":
        return date(year, 1, 1), date(year, 1, 1)
    if found := re.fullmatch(r"(?:第?([一二三四1-4])季度|q([1-4]))", part):
        quarter = number(found[1] or found[2])
        return date(year, quarter * 3 - 2, 1), _end(date(year, quarter * 3, 1))
    if found := re.fullmatch(r"前([一二三两123])季度", part):
        return date(year, 1, 1), _end(date(year, number(found[1]) * 3, 1))
    if found := re.fullmatch(rf"前({N})个?月", part):
        last = number(found[1])
        return (date(year, 1, 1), _end(date(year, last, 1))) if 1 <= last <= 12 else None
    if found := re.fullmatch(rf"({N})月(?:份)?(.*)", part):
        first = _month(year, number(found[1]))
        return _part_of_month(first[0], found[2]) if first else None
    return None


def _part_of_month(first: date, part: str) -> tuple[date, date] | None:
    last = _end(first)
    if part in ("", "份"):
        return first, last
    if part in ("底", "末"):
        return last, last
    if part == "初":
        return first, first
    if part in ("上旬", "中旬", "下旬"):
        begin = {"上旬": 1, "中旬": 11, "下旬": 21}[part]
        return first.replace(day=begin), last if part == "下旬" else first.replace(day=begin + 9)
    return _one(first.year, first.month, number(part[:-1]))


def _week(text: str, today: date) -> tuple[date, date]:
    monday, _ = week_of(today)
    monday -= timedelta(days=14 if "上上" in text else 7 if "上" in text else 0)
    day = re.search(r"(?:周|星期|礼拜)([一二三四五六日天])$", text)
    if day:
        found = monday + timedelta(days="一二三四五六日".index(day[1].replace("天", "日")))
        return found, found
    last = monday + timedelta(days=6)
    return (monday + timedelta(days=5), last) if text.endswith("末") else (monday, last)


def _month(year: int, month: int) -> tuple[date, date] | None:
    if not 1 <= month <= 12 or not 1 <= year <= 9998:
        return None
    return date(year, month, 1), _end(date(year, month, 1))


def _one(year: int, month: int, day: int) -> tuple[date, date] | None:
    try:
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def _end(first: date) -> date:
    return months_before(first, -1) - timedelta(days=1)


def _cut(first: date, last: date, at_end: str | None) -> tuple[date, date]:
    return (last, last) if at_end else (first, last)


def _as_of(found: re.Match[str], today: date) -> When | None:
    days = _days(found[1], today)
    return None if days is None else When(as_of=days[1], ahead=days[0] > today)


def _during(found: re.Match[str], today: date) -> When | None:
    text = re.sub(r"(?:以内|期间|全年|全月|一年|年内|内|里|间)$", "", found[0])
    days = _days(text, today)
    if days is None:
        return None
    if re.search(r"(?:年底|年末|年度末|年初|年中|月底|月末|季度末|季末|季度底)$", text):
        return When(as_of=days[1], ahead=days[0] > today)
    return _period(*days, today)


def _between(found: re.Match[str], today: date) -> When | None:
    first = _days(found[1], today)
    if first is None:
        return None
    if found[2] in ("今", "现在", "目前"):
        return _period(first[0], today, today)
    last_text = found[2]
    if re.fullmatch(N, last_text):
        if not re.search(r"月份?$|\d$", found[1]):
            return None
        last_text += "月"
    last = _days(last_text, today, near=first[0])
    return None if last is None or last[1] < first[0] else _period(first[0], last[1], today)


def _months(found: re.Match[str], today: date) -> When | None:
    """``2026年1-3月``"""
    first = _days(f"{found[1] or ''}{found[2]}月", today)
    last = _days(f"{found[1] or ''}{found[3]}月", today, near=None if found[1] or first is None else first[0])
    return _period(first[0], last[1], today) if first and last and first[0] <= last[1] else None


def _from(found: re.Match[str], today: date) -> When | None:
    days = _days(found[1], today)
    if days is None:
        return None
    after = found[0].endswith(("之后", "以后", "后")) and not found[0].endswith("以来")
    return _period(days[1] + timedelta(days=1) if after and days[0] == days[1] else days[0], today, today)


def _until(found: re.Match[str], today: date) -> When | None:
    days = _days(found[1], today)
    return None if days is None else When(until=days[0] - timedelta(days=1))


def _recent(found: re.Match[str], today: date) -> When | None:
    """Whole calendar months, as the filters' 近12个月; days and weeks to the day."""
    text = found[0]
    if "半年" in text:
        return When(months_before(today.replace(day=1), 5), today)
    if "半个月" in text:
        return When(today - timedelta(days=14), today)
    count = re.search(rf"({N})(?:个)?(月|季度|星期|周|天|日|年)", text)
    if count is None or not number(count[1]) or number(count[1]) > 400:
        return None
    n, unit = number(count[1]), count[2]
    if unit in ("月", "季度", "年"):
        months = n * {"月": 1, "季度": 3, "年": 12}[unit]
        return None if months > 240 else When(months_before(today.replace(day=1), months - 1), today)
    return When(today - timedelta(days=n * (7 if unit in ("星期", "周") else 1) - 1), today)


def _period(first: date, last: date, today: date) -> When:
    return When(first, min(last, today) if first <= today else last, ahead=first > today)
