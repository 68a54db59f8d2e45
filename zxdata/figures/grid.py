"""The table behind a figure, with Chinese headers and typed columns: every file writes this one."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

Column = tuple[str, str, str]  # name in the frame, header, kind


@dataclass(frozen=True)
class TableColumn:
    """kind: text, integer, decimal, coefficient, percent, days, date, degrees, colour, months (list of numbers), flag."""

    name: str
    header: str
    kind: str = "text"
    help: str = ""


@dataclass(frozen=True, eq=False)
class Grid:
    """A row a line, none left out. ``aside``: a second table that only the chart needs."""

    columns: tuple[TableColumn, ...]
    frame: pd.DataFrame
    aside: "Grid | None" = None

    def position(self, name: str) -> int:
        return next(n for n, column in enumerate(self.columns) if column.name == name)


def grid_of(frame: pd.DataFrame, *columns: Column, aside: Grid | None = None) -> Grid:
    """Columns as (name in the frame, header, kind)."""
    chosen = tuple(TableColumn(name, header, kind) for name, header, kind in columns)
    return Grid(chosen, frame[[column.name for column in chosen]].reset_index(drop=True), aside)


def base(frame: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Numerator and denominator, where the value is a rate."""
    if not frame["denominator"].notna().any():
        return []
    return [("numerator", "分子", "integer"), ("denominator", "分母", "integer")]


def wide(frame: pd.DataFrame, index: str, series: tuple[str, ...]) -> pd.DataFrame:
    """One row a name in the frame's order, one column s0, s1 … a series."""
    rows = list(dict.fromkeys(frame[index]))
    found: dict[Any, dict[Any, Any]] = {name: {} for name in rows}
    for name, which, value in frame[[index, "series", "value"]].itertuples(index=False):
        found[name][which] = value
    columns = {f"s{n}": [found[name].get(which) for name in rows] for n, which in enumerate(series)}
    return pd.DataFrame({index: rows, **columns})


def with_rests(frame: pd.DataFrame, columns: list[Column], days_off: frozenset[str]) -> tuple[Any, ...]:
    """The frame and its columns, and whether nobody works on a day, where the days are told apart at all."""
    if not days_off:
        return frame, *columns
    return frame.assign(rest=frame["period"].isin(days_off)), *columns, ("rest", "休息日", "flag")
