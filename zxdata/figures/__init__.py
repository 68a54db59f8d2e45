"""Figures: frozen descriptions of what is to be shown. They know no drawing library.

One record a kind of figure; a painter exists for each in ``ui.paint`` and in ``zxdata.export``.
Frames are never changed after construction. Values of rates are fractions from 0 to 1; ``value_format``
says how a painter writes them: ``percent`` (89.0%), ``integer`` (1,369), ``decimal`` (3.7), ``days`` (58 天).
Missing is NaN/None and is drawn as —, never as 0.
"""

from collections.abc import Mapping

from zxdata.figures import area, trend, waterfall
from zxdata.figures.area import Area
from zxdata.figures.base import Choosable, Figure
from zxdata.figures.comparisons import Bars, ColumnsFigure, Funnel, Matrix, Ranking, Stacked
from zxdata.figures.courses import Gantt, Phase, Sankey, Strips, Survival, phases
from zxdata.figures.grid import Grid, TableColumn
from zxdata.figures.kind import Kind
from zxdata.figures.maps import PointMap, RegionMap
from zxdata.figures.numbers import numbers
from zxdata.figures.palette import COLOURS
from zxdata.figures.tables import Board, Findings, Profile, Table
from zxdata.figures.trend import Trend
from zxdata.figures.view import Change, Indicator, View
from zxdata.figures.waterfall import Waterfall

__all__ = [
    "COLOURS",
    "KINDS",
    "Area",
    "Bars",
    "Board",
    "Change",
    "Choosable",
    "ColumnsFigure",
    "Figure",
    "Findings",
    "Funnel",
    "Gantt",
    "Grid",
    "Indicator",
    "Kind",
    "Matrix",
    "Phase",
    "PointMap",
    "Profile",
    "Ranking",
    "RegionMap",
    "Sankey",
    "Stacked",
    "Strips",
    "Survival",
    "Table",
    "TableColumn",
    "Trend",
    "View",
    "Waterfall",
    "numbers",
    "phases",
]

KINDS: Mapping[type[Figure], Kind] = {kind.record: kind for kind in (trend.KIND, area.KIND, waterfall.KIND)}
