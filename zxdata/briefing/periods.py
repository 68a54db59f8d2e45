"""Periods that briefings are written for: a month, a quarter, a year."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from zxdata.errors import WrongUse

_WRITTEN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?")
_QUARTERS = "一二三四"


@dataclass(frozen=True)
class Period:
    """``2025年第三季度``: its first and last day."""

    name: str
    since: date
    until: date


def period(text: str) -> Period:
    """``2025-09``, ``2025-Q3`` or ``2025``; raises WrongUse."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None or int(found[1]) < 1949:
        raise WrongUse(f"“{text}”不是期间；月写 2025-09，季写 2025-Q3，年写 2025。")
    year = int(found[1])
    if found[2]:
        first, last, name = int(found[2]) * 3 - 2, int(found[2]) * 3, f"{year}年第{_QUARTERS[int(found[2]) - 1]}季度"
    elif found[3]:
        first = last = int(found[3])
        name = f"{year}年{first}月"
    else:
        first, last, name = 1, 12, f"{year}年"
    return Period(name, date(year, first, 1), date(year, last, monthrange(year, last)[1]))
