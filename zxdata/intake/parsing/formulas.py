"""Formulas of which no value was stored: the simple ones are worked out, the others stay formulas.

Simple is: cells of the same sheet, numbers and quoted text under + - * / and &, with brackets, and EDATE.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

TOKEN = re.compile(
    r'\s*(?:(\$?[A-Z]{1,3}\$?[0-9]{1,7})(?![A-Z0-9(])|([0-9]+\.?[0-9]*)|"((?:[^"]|"")*)"|(EDATE)|(.))', re.S
)
DEEPEST = 20
Cell = Callable[[str], Any]  # "D2" → what the cell holds


class NotSimple(Exception):
    pass


def worked_out(formula: str, cell: Cell) -> Any:
    """The value; raises NotSimple."""
    if len(formula) > 200:
        raise NotSimple
    try:
        reader = _Reader([found.groups() for found in TOKEN.finditer(formula.strip())], cell)
        value = reader.joined()
    except (ArithmeticError, OverflowError, ValueError, TypeError, RecursionError) as fault:
        raise NotSimple from fault
    if reader.left:
        raise NotSimple
    return value


class _Reader:
    """Reads tokens from the front: & binds loosest, then + and -, then * and /."""

    def __init__(self, tokens: list[tuple[str | Any, ...]], cell: Cell) -> None:
        self.left = tokens
        self._cell = cell
        self._depth = 0

    def joined(self) -> Any:
        value = self._sum()
        while self._take("&"):
            value = f"{_text(value)}{_text(self._sum())}"
        return value

    def _sum(self) -> Any:
        value = self._product()
        while sign := self._take("+", "-"):
            other = self._product()
            value = _moved(value, other) if sign == "+" else _less(value, other)
        return value

    def _product(self) -> Any:
        value = self._one()
        while sign := self._take("*", "/"):
            other = _number(self._one())
            value = _number(value) * other if sign == "*" else _number(value) / other
        return value

    def _one(self) -> Any:
        self._depth += 1
        if not self.left or self._depth > DEEPEST:
            raise NotSimple
        reference, number, quoted, function, sign = self.left.pop(0)
        if reference:
            return self._cell(reference.replace("$", ""))
        if number:
            return float(number) if "." in number else int(number)
        if quoted is not None:
            return quoted.replace('""', '"')
        if function:
            return self._edate()
        if sign == "-":
            return -_number(self._one())
        if sign == "(":
            value = self.joined()
            self._need(")")
            return value
        raise NotSimple

    def _edate(self) -> date:
        self._need("(")
        start = self.joined()
        self._need(",")
        months = int(_number(self.joined()))
        self._need(")")
        if not isinstance(start, date):
            raise NotSimple
        years, month = divmod(start.month - 1 + months, 12)
        year = start.year + years
        return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))

    def _take(self, *signs: str) -> str | None:
        if self.left and self.left[0][4] in signs:
            return str(self.left.pop(0)[4])
        return None

    def _need(self, sign: str) -> None:
        if not self._take(sign):
            raise NotSimple


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotSimple
    return value


def _moved(value: Any, other: Any) -> Any:
    if isinstance(other, date):
        value, other = other, value
    if isinstance(value, date):
        return value + timedelta(days=_number(other))
    return _number(value) + _number(other)


def _less(value: Any, other: Any) -> Any:
    if isinstance(value, date) and isinstance(other, date):
        return (_day(value) - _day(other)).days
    return value - timedelta(days=_number(other)) if isinstance(value, date) else _number(value) - _number(other)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _text(value: Any) -> str:
    if isinstance(value, date):
        raise NotSimple  # Excel would join its serial number
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
