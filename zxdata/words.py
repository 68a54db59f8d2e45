"""Numbers as they are read: thousands, 万, percent, 百分点, days, and — for what is missing."""

import math
from datetime import date

MISSING = "—"
MINUS = "−"


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


# fmt: off
_COUNTED = {"阵地": "个阵地", "乡镇街道": "个镇街", "委员": "人", "监督事项": "件", "提案": "件", "协商活动": "场", "意见建议": "条",
            "走步骤的协商": "场", "已评价建议": "条已评价", "年度计划": "项"}
# fmt: on


def counted(noun: str) -> str:
    """The unit in which rows of that noun are counted: 件 for 提案; the noun itself where none is known."""
    return _COUNTED.get(noun, noun)


def base(numerator: float | None, denominator: float | None, unit: str) -> str:
    """``1,183 / 1,369 件``"""
    return f"{number(numerator, 'integer')} / {number(denominator, 'integer')} {unit}".rstrip()


def day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


def short_day(value: date) -> str:
    return f"{value.month}月{value.day}日"


def arrow(difference: float) -> str:
    return "▲" if difference > 0 else "▼"
