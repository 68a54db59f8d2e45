"""What a grid is, and which figure is laid out how."""

from dataclasses import dataclass
from functools import singledispatch
from typing import Any

import pandas as pd

from zxdata.figures import Figure, TableColumn


@dataclass(frozen=True, eq=False)
class Grid:
    """``columns`` as in ``figures.TableColumn``; ``aside``: a second table that only the chart needs."""

    columns: tuple[TableColumn, ...]
    frame: pd.DataFrame
    aside: "Grid | None" = None

    def position(self, name: str) -> int:
        return next(n for n, column in enumerate(self.columns) if column.name == name)


def laid(frame: pd.DataFrame, *columns: tuple[str, str, str], aside: Grid | None = None) -> Grid:
    """Columns as (name in the frame, header, kind)."""
    chosen = tuple(TableColumn(name, header, kind) for name, header, kind in columns)
    return Grid(chosen, frame[[column.name for column in chosen]].reset_index(drop=True), aside)


@singledispatch
def grid(figure: Figure) -> Grid:
    """The table behind a figure, its rows in the figure's order, none left out; of an unknown kind the bare frame."""
    return laid(figure.frame, *((str(name), str(name), "text") for name in figure.frame.columns))


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
