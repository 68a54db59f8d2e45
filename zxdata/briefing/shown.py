"""A cell of a grid as text, for documents whose tables hold no typed cells."""

from datetime import date
from typing import Any

from zxdata import words
from zxdata.briefing.grid import Grid
from zxdata.figures import COLOURS

NUMBERS = ("integer", "decimal", "percent", "days", "number")


def shown(value: Any, kind: str) -> str:
    """``89.0%``, ``1,369``, ``■ 红``, ``2025-09-30``; missing is —."""
    if value is None or value != value:
        return words.MISSING
    if kind == "flag":
        return "是" if value else ""
    if kind == "colour":
        return " ".join(COLOURS[value]) if value in COLOURS else str(value)
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, str) or kind not in NUMBERS:
        return str(value)
    if kind == "percent":
        return words.with_unit(float(value), kind)
    if kind == "integer" and not float(value).is_integer():
        kind = "decimal"
    return words.number(float(value), kind)


def lines(rows: Grid) -> list[list[str]]:
    """Header and rows, all as text."""
    kinds = [column.kind for column in rows.columns]
    body = rows.frame.astype(object).itertuples(index=False)
    header = [column.header for column in rows.columns]
    return [header, *([shown(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in body)]
