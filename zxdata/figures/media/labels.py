"""How numbers, periods and ticks are written at a mark; text from data can be no markup there."""

import re
from html import escape
from math import ceil
from numbers import Real

import pandas as pd

from zxdata import words

_LATIN = 0.6  # how wide a digit or a Latin letter is beside a Chinese character


def plain(text: object) -> str:
    """Data inside a chart's text: Plotly reads tags there, so the brackets are escaped."""
    return escape(str(text), quote=False)


def wrapped(name: str, most: int) -> str:
    """A name in even lines of at most ``most`` characters; a number or a Latin word stays whole where it is no wider."""
    each = ceil(len(name) / (ceil(len(name) / most) or 1))
    lines = [""]
    for part in re.findall(rf"[0-9A-Za-z.]{{1,{int(most / _LATIN)}}}|.", name):
        if lines[-1] and len(lines[-1]) + len(part) > each:
            lines.append("")
        lines[-1] += part
    return "<br>".join(map(plain, lines))


def number(value: object, value_format: str) -> str:
    """A figure's value with its sign of unit: 0.89 → 89.0%, 58 → 58 天, nothing → —."""
    known = isinstance(value, Real) and not pd.isna(value)
    return words.with_unit(float(value) if known else None, value_format)  # type: ignore[arg-type]


def signed(value: float, value_format: str) -> str:
    return f"+{number(value, value_format)}" if value > 0 else number(value, value_format)


def base(numerator: object, denominator: object) -> str:
    """``918 / 1,031``, or nothing where there is no denominator."""
    return "" if pd.isna(denominator) else f"{number(numerator, 'integer')} / {number(denominator, 'integer')}"  # type: ignore[call-overload]


def tick(value: float, value_format: str) -> str:
    """A tick of an axis: without the unit that stands in the head, 万 from 10,000."""
    if value_format == "percent":
        return f"{value * 100:.0f}"
    if abs(value) >= 10_000:
        return f"{value / 10_000:g} 万".replace("-", "−")
    return f"{value:,g}".replace("-", "−")


def period(text: str, first: bool = False) -> str:
    """``2025-09`` → 9月, ``2025-Q3`` → 三季度, ``2025-09-01`` → 9月1日; a first or a January one names its year."""
    year, _, rest = text.partition("-")
    if len(year) != 4 or not year.isdigit():
        return text
    if not rest:
        return f"{year}年"
    if rest.startswith("Q"):
        return (f"{year}年" if first or rest == "Q1" else "") + f"{'一二三四'[int(rest[1]) - 1]}季度"
    month, _, on = rest.partition("-")
    if on:
        return (f"{year}年" if first else "") + f"{int(month)}月{int(on)}日"
    return (f"{year}年" if first or month == "01" else "") + f"{int(month)}月"
