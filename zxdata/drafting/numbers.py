"""The numbers of a text, so that two texts can be held against each other."""

import re
from collections import Counter

_ARABIC = r"\d[\d,]*(?:\.\d+)?"
_SPOKEN = r"[零一二两三四五六七八九十百千]+(?:成|倍|分之[一二三四五六七八九十百]+|万|亿)|[一二两三四五六七八九]?番|翻番|过半|半数|一半|近半|多数"
NUMBER = re.compile(rf"({_ARABIC})(\s*(?:%|百分点|件次|人次|[^\s\d，。、；（）：,.;()%/+-]))?|({_SPOKEN})")
"""A number as it is written, with the unit that follows it; or one in words, which could say what the figures do not."""


def numbers(text: str) -> Counter[str]:
    """Each number with its unit, as often as it stands there."""
    return Counter(_plain(found) for found in NUMBER.finditer(text))


def _plain(found: re.Match[str]) -> str:
    if found[3]:
        return found[3]
    return f"{found[1].replace(',', '')}{(found[2] or '').strip()}"
