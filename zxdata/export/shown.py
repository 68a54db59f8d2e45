"""A grid as text, for documents whose tables hold no typed cells and have no room for everything."""

from dataclasses import replace
from datetime import date
from typing import Any

from zxdata import words
from zxdata.export.grid import Grid
from zxdata.figures import COLOURS, Figure, PointMap, Table

SHORT, LONG = 15, 60  # half-width characters
NUMBERS = ("integer", "decimal", "coefficient", "percent", "days", "number")


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


def blank(figure: Figure) -> bool:
    """Nothing to show. A map of places may show townships where it lists no station."""
    if isinstance(figure, PointMap):
        return not (len(figure.frame) or len(figure.towns) or len(figure.density))
    return not len(figure.frame)


def without_months(figure: Figure) -> Figure:
    """A list of twelve months in a cell is for a screen and a sheet, not for a slide or a page."""
    if not isinstance(figure, Table):
        return figure
    return replace(figure, columns=tuple(column for column in figure.columns if column.kind != "months"))


def left_out(rows: Grid, shown_rows: int, most_columns: int) -> str:
    """What a table with so many rows and columns does not hold, in words."""
    more = len(rows.frame) - shown_rows
    columns = [column.header for column in rows.columns[most_columns:]]
    parts = ([f"另有 {more:,} 行"] if more > 0 else []) + ([f"未列 {'、'.join(columns)}"] if columns else [])
    return f"{'，'.join(parts)}，见同名 Excel。" if parts else ""


def shares(page: list[list[str]], wide: int) -> list[float]:
    """Shares of a width of ``wide`` half-width characters: short columns get theirs, long ones divide the rest."""
    longest = [max(length(line[n]) for line in page) for n in range(len(page[0]))]
    needed = [min(max(each + 4, 6), LONG) for each in longest]
    if sum(needed) > wide:
        short = sum(each for each in needed if each <= SHORT)
        long = sum(each for each in needed if each > SHORT)
        squeeze = max(wide - short, 0) / long if long else 1
        needed = [each if each <= SHORT else max(round(each * squeeze), 8) for each in needed]
    return [each / sum(needed) for each in needed]


def length(text: str) -> int:
    """In half-width characters."""
    return sum(2 if ord(c) > 0x2E80 else 1 for c in text)
