"""A grid as text, for documents whose tables hold no typed cells and have no room for everything."""

from datetime import date
from typing import Any

from zxdata import words
from zxdata.figures import Grid
from zxdata.figures.media.phrases import length
from zxdata.rules.palette import Palette

SHORT, LONG = 15, 60  # half-width characters
NUMBERS = ("integer", "decimal", "coefficient", "percent", "days", "number")


def shown(value: Any, kind: str, states: Palette) -> str:
    """``89.0%``, ``1,369``, ``■ 红``, ``2025-09-30``; missing is —."""
    if words.missing(value):
        return words.MISSING
    if kind == "flag":
        return "是" if value else ""
    if kind == "colour":
        return states.sign(str(value))
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, str) or kind not in NUMBERS:
        return str(value)
    if kind == "percent":
        return words.with_unit(float(value), kind)
    if kind == "integer" and not float(value).is_integer():
        kind = "decimal"
    return words.number(float(value), kind)


def lines(rows: Grid, states: Palette) -> list[list[str]]:
    """Header and rows, all as text; ``states``: what the states of cases are called in them."""
    kinds = [column.kind for column in rows.columns]
    body = rows.frame.astype(object).itertuples(index=False)
    header = [column.header for column in rows.columns]
    return [header, *([shown(value, kind, states) for value, kind in zip(row, kinds, strict=True)] for row in body)]


def left_out(rows: Grid, shown_rows: int, most_columns: int) -> str:
    """What a table with so many rows and columns does not hold, in words."""
    more = len(rows.frame) - shown_rows
    columns = [column.header for column in rows.columns[most_columns:]]
    parts = [f"另有 {more:,} 行"] if more > 0 else []
    parts += [f"{'、'.join(f'“{column}”' for column in columns)}列"] if columns else []
    return f"{'和'.join(parts)}没有列出，见驾驶舱这一页导出的 Excel。" if parts else ""


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
