"""Figures that set one thing beside another."""

from dataclasses import dataclass

import pandas as pd

from zxdata.figures.base import Choosable, Figure


@dataclass(frozen=True, eq=False, kw_only=True)
class Ranking(Choosable):
    """Worst first. frame: rank, code, name, value, numerator, denominator, lower, upper, outside (bool), small (bool).

    lower/upper: control limits for that n, NaN where none; mean: the whole's value; target: the line to be reached.
    """

    value_format: str
    mean: float | None
    mean_name: str = "全市"
    dimension: str = "district"
    target: float | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Funnel(Figure):
    """Funnel plot. frame: code, name, n, value, outside (bool). limits: n, lower, upper."""

    value_format: str
    mean: float
    mean_name: str
    limits: pd.DataFrame
    x_title: str
    y_title: str
    dimension: str = "district"

    @property
    def unit_line(self) -> str:
        return "，".join(filter(None, (f"横轴 {self.x_title}", f"纵轴 {self.unit}", self.aid)))


@dataclass(frozen=True, eq=False, kw_only=True)
class Bars(Figure):
    """Horizontal bars in the frame's order. frame: name, value, base (text under or beside, may be "").

    ``dimension``: what a bar is one value of ("" for none), by its name or by the values that ``carries`` in the frame
    lists; frame columns ``metric`` and ``unit``, where they are, name each bar's number and unit. ``selected``: the
    names that are chosen among their siblings.
    """

    value_format: str
    dimension: str = ""
    selected: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class ColumnsFigure(Figure):
    """Vertical bars. frame: name, value, colour ("" accent, or a key of COLOURS).

    ``dimension``: what a column is one value of ("" for none), ``carries`` in the frame that value.
    """

    value_format: str
    dimension: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class Stacked(Figure):
    """Stacked horizontal bars. frame: name, series, value. ``series``: order; keys of COLOURS take their colour.

    ``dimension``, ``selected`` and ``carries`` in the frame: as of Bars; ``series_dimension``: what a segment is one
    value of ("" for none).
    """

    value_format: str
    series: tuple[str, ...]
    dimension: str = ""
    series_dimension: str = ""
    selected: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Matrix(Figure):
    """Numbers by row and column. frame: row, column, value, text (written in the cell), outside (bool: stands out).

    ``rows`` and ``columns``: their order; a column that is a key of COLOURS is tinted by its colour. ``kind``: what
    a row is. ``row_dimension``, ``column_dimension``: what their names are values of ("" for none); ``selected``: the
    rows and columns that are chosen among their siblings. ``option``: the option that a click on a cell sets to
    ``row→column`` where the names are no values ("" for none).
    """

    value_format: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    kind: str
    row_dimension: str = ""
    column_dimension: str = ""
    option: str = ""
    selected: tuple[str, ...] = ()
