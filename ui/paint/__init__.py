"""Figure → Plotly specification: plain dictionaries, every colour and format given by us."""

from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from ui.paint.area import paint_area
from ui.paint.bars import paint_bars, paint_columns, paint_stacked
from ui.paint.funnel import paint_funnel
from ui.paint.gantt import paint_gantt
from ui.paint.look import Look, Spec
from ui.paint.matrix import paint_matrix
from ui.paint.ranking import paint_ranking
from ui.paint.region_map import paint_map
from ui.paint.sankey import paint_sankey
from ui.paint.strips import paint_strips
from ui.paint.survival import paint_survival
from ui.paint.trend import paint_trend
from ui.paint.waterfall import paint_waterfall
from zxdata import figures

PAINTERS: dict[type[figures.Figure], Callable[[Any, Look], Spec]] = {
    figures.RegionMap: paint_map,
    figures.Ranking: paint_ranking,
    figures.Funnel: paint_funnel,
    figures.Trend: paint_trend,
    figures.Bars: paint_bars,
    figures.ColumnsFigure: paint_columns,
    figures.Stacked: paint_stacked,
    figures.Waterfall: paint_waterfall,
    figures.Gantt: paint_gantt,
    figures.Survival: paint_survival,
    figures.Area: paint_area,
    figures.Matrix: paint_matrix,
    figures.Strips: paint_strips,
    figures.Sankey: paint_sankey,
}
_PAINTED: WeakKeyDictionary[figures.Figure, dict[Look, Spec]] = WeakKeyDictionary()
LENGTHS = {"size", "width", "l", "r", "t", "b", "xshift", "yshift", "height", "ticklen", "standoff"}

__all__ = ["PAINTERS", "Look", "Spec", "enlarge", "paint"]


def paint(figure: figures.Figure, look: Look) -> Spec:
    """The specification of one figure, drawn once for all who look at it; not to be changed by the caller.

    Raises KeyError for a kind that is not drawn by Plotly (Board, Table).
    """
    painted = _PAINTED.setdefault(figure, {})
    if look not in painted:
        painted[look] = PAINTERS[type(figure)](figure, look)
    return painted[look]


def enlarge(spec: Any, factor: float, within: str = "") -> Any:
    """The same specification with every length in px multiplied: a wall is drawn for 1080 rows and then scaled.

    A browser's zoom around a chart would be applied twice, so the figure is scaled instead of its box.
    """
    if isinstance(spec, list):
        return [enlarge(item, factor, within) for item in spec]
    if not isinstance(spec, dict):
        return spec
    kind = spec.get("type", within)
    scaled: Spec = {}
    for key, value in spec.items():
        if key in LENGTHS and isinstance(value, int | float) and not (key == "width" and kind == "bar"):
            scaled[key] = value * factor
        elif key == "shadow":
            scaled[key] = [_wider(one, factor) for one in value] if isinstance(value, list) else _wider(value, factor)
        else:
            scaled[key] = enlarge(value, factor, "") if key not in ("x", "y", "text", "customdata") else value
    return scaled


def _wider(shadow: str, factor: float) -> str:
    return " ".join(_longer(word, factor) for word in shadow.split(" "))


def _longer(word: str, factor: float) -> str:
    return f"{float(word[:-2]) * factor:g}px" if word.endswith("px") else word
