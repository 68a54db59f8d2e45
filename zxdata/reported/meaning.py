"""What the words of a published figure mean: the numbers that they allow, and the days that they are about."""

import re
from datetime import date, timedelta

MORE, FEWER, ROUGHLY, AT_LEAST = "余多逾超", "近", ("约", "左右", "平均"), ("以上", "上", "不少于")
ROUGH = 0.1
Days = tuple[date | None, date | None]
_DAY = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:底|份)?)?")
_HALVES = {"上半年": (1, 6), "下半年": (7, 12)}
_QUARTERS = {name: (3 * n + 1, 3 * n + 3) for n, name in enumerate(("一季度", "二季度", "三季度", "四季度"))}
_WHOLE = ("累计", "截至目前", "不限")


def bounds(value: str, qualifier: str) -> tuple[float, float] | None:
    """The numbers that the published words allow: 81 → 81 to 81, 150余 → 150 to 159, 3-5 → 3 to 5; None if no number."""
    numbers = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", value.replace(",", ""))]
    if not numbers:
        return None
    if len(numbers) == 2:
        return numbers[0], numbers[1]
    number = numbers[0]
    zeros = len(value) - len(value.rstrip("0")) if value.isdecimal() else 0
    step = 10.0 ** min(zeros, max(len(value) - 1, 0))
    if any(word in qualifier for word in AT_LEAST):
        return number, float("inf")
    if any(word in qualifier for word in MORE):
        return number, number + max(step - 1, 0)
    if FEWER in qualifier:
        return number - max(step / 10, 1), number
    if any(word in qualifier for word in ROUGHLY):
        return number * (1 - ROUGH), number * (1 + ROUGH)
    return number, number


def days(period: str) -> Days | None:
    """First and last day of a period as published: 2025年, 2025年上半年, 2025年9月, 2021年6月-2022年9月底, 截至2022年, 累计.

    None as a day: open on that side. None where the words do not say which days they are about (今年以来, 去年, 未写,
    2021年以来: until when, only the day of the report would tell).
    """
    text = period.replace("年度", "年").strip()
    if text in _WHOLE:
        return None, None
    if text.startswith("截至") and (whole := _DAY.fullmatch(text.removeprefix("截至"))):
        return None, _last(whole)
    for part, (first, last) in {**_HALVES, **_QUARTERS}.items():
        if found := re.fullmatch(rf"(\d{{4}})年第?{part}", text):
            return date(int(found[1]), first, 1), _end(int(found[1]), last)
    begin, dash, end = re.sub(r"^(\d{4})-", r"\1年-", re.sub("[—–~至]", "-", text)).partition("-")
    since, until = _DAY.fullmatch(begin), _DAY.fullmatch(end if dash else begin)
    if not since or not until:
        return None
    return date(int(since[1]), int(since[2] or 1), 1), _last(until)


def _last(found: re.Match[str]) -> date:
    return _end(int(found[1]), int(found[2] or 12))


def _end(year: int, month: int) -> date:
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
