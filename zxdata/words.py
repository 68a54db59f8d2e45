"""Numbers as they are read: thousands, 万, percent, 百分点, days, and — for what is missing."""

import math
from datetime import date

MISSING = "—"
MINUS = "−"
FORMULA_SIGNS = tuple("=+-@＝＋－＠\t\r")


def missing(value: float | None) -> bool:
    return value is None or math.isnan(value)


def number(value: float | None, value_format: str) -> str:
    """The value alone, without its unit: ``89.0``, ``1,369``, ``3.7``, ``58``; a minus is −; missing is —."""
    if value is None or missing(value):
        return MISSING
    if value_format == "percent":
        text = f"{value * 100:,.1f}"
    elif value_format == "decimal":
        text = f"{value:,.1f}"
    elif value_format == "coefficient":
        text = f"{value:.2f}"
    elif value_format == "days":
        text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    else:
        text = f"{value:,.0f}"
    return text.replace("-", MINUS)


def with_unit(value: float | None, value_format: str, unit: str = "") -> str:
    """``89.0%``, ``1,369 件``, ``58 天``; missing is — alone."""
    text = number(value, value_format)
    if text == MISSING:
        return text
    if value_format == "percent":
        return f"{text}%"
    return f"{text} {unit or ('天' if value_format == 'days' else '')}".strip()


def base(numerator: float | None, denominator: float | None, unit: str) -> str:
    """``1,183 / 1,369 件``"""
    return f"{number(numerator, 'integer')} / {number(denominator, 'integer')} {unit}".rstrip()


def day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


def short_day(value: date) -> str:
    return f"{value.month}月{value.day}日"


def arrow(difference: float) -> str:
    return "▲" if difference > 0 else "▼"


def inert(value: object) -> object:
    """Text that a spreadsheet would run as a formula, led by an apostrophe, which an import takes off again."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_SIGNS) else value
