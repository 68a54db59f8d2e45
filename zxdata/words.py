"""Numbers as they are read: thousands, 万, percent, 百分点, days, and — for what is missing."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

MISSING = "—"
MASKED = "＊"  # there is something that the reader has no right to see
MINUS = "−"
_DIGITS = {"decimal": 1, "days": 1, "coefficient": 2}
FORMULA_SIGNS = tuple("=+-@＝＋－＠\t\r")


def missing(value: object) -> bool:
    """None, NaN, NaT, or pandas' NA, which says neither yes nor no when it is compared with itself."""
    try:
        return value is None or bool(value != value)
    except TypeError:
        return True


def rounded(value: float, digits: int = 0) -> str:
    """``1,369``, ``3.3``: as people round, halves away from nought, the number as it is written (3.25), not the
    binary one nearest to it. What rounds to nought has no sign.
    """
    return _rounded(value, digits, 0)


def percent(share: float, digits: int = 1) -> str:
    """``89.0%`` of 0.89."""
    return f"{_rounded(share, digits, 2)}%"


def points(difference: float) -> str:
    """``1.8 百分点``: how far two shares lie apart."""
    return f"{_rounded(abs(difference), 1, 2)} 百分点"


def _rounded(value: float, digits: int, shift: int) -> str:
    exact = Decimal(repr(float(value))).scaleb(shift).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{exact or abs(exact):,f}"


def number(value: float | None, value_format: str) -> str:
    """The value alone, without its unit: ``89.0``, ``1,369``, ``3.7``, ``58``; a minus is −; missing is —."""
    if value is None or missing(value):
        return MISSING
    if value_format == "percent":
        text = percent(value).removesuffix("%")
    else:
        whole = value_format == "days" and float(value).is_integer()
        text = rounded(value, 0 if whole else _DIGITS.get(value_format, 0))
    return text.replace("-", MINUS)


def with_unit(value: float | None, value_format: str, unit: str = "") -> str:
    """``89.0%``, ``1,369 件``, ``58 天``; missing is — alone."""
    text = number(value, value_format)
    if text == MISSING:
        return text
    if value_format == "percent":
        return f"{text}%"
    return f"{text} {unit or ('天' if value_format == 'days' else '')}".strip()


def clause(name: str, value: float | None, value_format: str, unit: str = "") -> str:
    """``采纳率 34.5%``, for a sentence; nothing where it is missing: a sentence leaves out what nobody knows."""
    text = with_unit(value, value_format, unit)
    return "" if text == MISSING else f"{name} {text}"


def joined(*clauses: str, aside: str = "") -> str:
    """A sentence of the clauses that say something, and of what is to be known beside them; nothing where none does."""
    said = "；".join(filter(None, ("，".join(filter(None, clauses)), aside)))
    return f"{said}。" if said else ""


def base(numerator: float | None, denominator: float | None, unit: str) -> str:
    """``1,183 / 1,369 件``"""
    return f"{number(numerator, 'integer')} / {number(denominator, 'integer')} {unit}".rstrip()


def whole(text: str) -> int | None:
    """The number that at most nine of the digits 0–9 write; nothing of any other text, such as ``²`` or ``-3``."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None


def day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


def short_day(value: date) -> str:
    return f"{value.month}月{value.day}日"


def some(names: Sequence[str], most: int) -> str:
    """``甲、乙``, ``甲、乙、丙等 5 个``: the first names, and how many there are where that is more than ``most``."""
    return "、".join(names[:most]) + (f"等 {len(names)} 个" if len(names) > most else "")


def arrow(difference: float) -> str:
    return "▲" if difference > 0 else "▼"


def inert(value: object) -> object:
    """Text that a spreadsheet would run as a formula, spaces before it or not, led by an apostrophe, which an import takes
    off again."""
    runs = isinstance(value, str) and (value.startswith(FORMULA_SIGNS) or value.lstrip().startswith(FORMULA_SIGNS))
    return f"'{value}" if runs else value
