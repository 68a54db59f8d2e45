"""Figures: frozen descriptions of what is to be shown, and what each kind of them can do in each medium.

A folder a kind: its record and its ``Kind``; ``KINDS[type(figure)]`` finds it, ``kind_of`` for a figure at hand. Frames
are never changed after construction. Values of rates are fractions from 0 to 1; ``value_format`` says how they are
written: ``percent`` (89.0%), ``integer`` (1,369), ``decimal`` (3.7), ``days`` (58 天). Missing is NaN/None and is drawn
as —, never as 0.
"""

from collections.abc import Mapping

from zxdata.figures import (
    area,
    bars,
    board,
    columns,
    findings,
    funnel,
    gantt,
    matrix,
    point_map,
    profile,
    radar,
    ranking,
    region_map,
    sankey,
    scatter,
    stacked,
    strips,
    survival,
    table,
    trend,
    waterfall,
)
from zxdata.figures.area import Area
from zxdata.figures.bars import Bars
from zxdata.figures.base import Choosable, Figure
from zxdata.figures.board import Board
from zxdata.figures.columns import ColumnsFigure
from zxdata.figures.findings import Findings
from zxdata.figures.funnel import Funnel
from zxdata.figures.gantt import Gantt, Phase, phases
from zxdata.figures.grid import Grid, TableColumn
from zxdata.figures.kind import Kind
from zxdata.figures.matrix import Matrix
from zxdata.figures.point_map import PointMap
from zxdata.figures.profile import Profile
from zxdata.figures.radar import Radar
from zxdata.figures.ranking import Ranking
from zxdata.figures.region_map import RegionMap
from zxdata.figures.sankey import Sankey
from zxdata.figures.scatter import Scatter
from zxdata.figures.stacked import Stacked
from zxdata.figures.strips import Strips
from zxdata.figures.survival import Survival
from zxdata.figures.table import Table
from zxdata.figures.trend import Trend
from zxdata.figures.view import Change, Indicator, View
from zxdata.figures.waterfall import Waterfall

__all__ = [
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
    "Radar",
    "Ranking",
    "RegionMap",
    "Sankey",
    "Scatter",
    "Stacked",
    "Strips",
    "Survival",
    "Table",
    "TableColumn",
    "Trend",
    "View",
    "Waterfall",
    "kind_of",
    "numbers",
    "phases",
    "sentences_of",
    "table_of",
]

KINDS: Mapping[type[Figure], Kind] = {
    kind.record: kind
    for kind in (
        trend.KIND,
        area.KIND,
        waterfall.KIND,
        sankey.KIND,
        survival.KIND,
        gantt.KIND,
        strips.KIND,
        radar.KIND,
        ranking.KIND,
        funnel.KIND,
        scatter.KIND,
        bars.KIND,
        columns.KIND,
        stacked.KIND,
        matrix.KIND,
        region_map.KIND,
        point_map.KIND,
        board.KIND,
        profile.KIND,
        table.KIND,
        findings.KIND,
    )
}


def kind_of(figure: Figure) -> Kind:
    return KINDS[type(figure)]


def table_of(figure: Figure) -> Grid:
    """The table behind a figure, its rows in the figure's order, none left out."""
    return kind_of(figure).table.do(figure)


def sentences_of(figure: Figure) -> tuple[str, ...]:
    """Whole sentences on one figure; none for a kind that only a table can say, or where there is nothing."""
    kind = kind_of(figure)
    return kind.sentences.do(figure) if kind.sentences else ()


def numbers(figure: Figure) -> tuple[str, ...]:
    """The keys of the metrics that a figure shows: its own, those of its series or states, of its bars or steps, of its
    columns (whose names may be none).
    """
    return tuple(dict.fromkeys(key for key in kind_of(figure).numbers(figure) if key))
