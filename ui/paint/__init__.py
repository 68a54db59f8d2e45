"""Figure → Plotly specification: plain dictionaries, every colour and format given by us."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from plotly.io.json import to_json_plotly

from ui.paint.bars import paint_bars, paint_columns, paint_stacked
from ui.paint.funnel import paint_funnel
from ui.paint.gantt import paint_gantt
from ui.paint.map_choice import chosen_region
from ui.paint.matrix import paint_matrix
from ui.paint.ranking import chosen_row, paint_ranking
from ui.paint.region_map import paint_map
from ui.paint.sankey import paint_sankey
from ui.paint.strips import paint_strips
from ui.paint.survival import paint_survival
from zxdata import figures
from zxdata.figures.media.canvas import Look, Spec

PAINTERS: dict[type[figures.Figure], Callable[[Any, Look], Spec]] = {
    figures.RegionMap: paint_map,
    figures.Ranking: paint_ranking,
    figures.Funnel: paint_funnel,
    figures.Bars: paint_bars,
    figures.ColumnsFigure: paint_columns,
    figures.Stacked: paint_stacked,
    figures.Gantt: paint_gantt,
    figures.Survival: paint_survival,
    figures.Matrix: paint_matrix,
    figures.Strips: paint_strips,
    figures.Sankey: paint_sankey,
}
CHOSEN: dict[type[figures.Figure], Callable[[Any, Look], Spec]] = {
    figures.RegionMap: chosen_region,
    figures.Ranking: chosen_row,
}
LENGTHS = {"size", "width", "l", "r", "t", "b", "xshift", "yshift", "height", "ticklen", "standoff"}

__all__ = ["PAINTERS", "Look", "Painted", "Spec", "chosen", "enlarge", "laid", "paint", "painted"]


@dataclass(frozen=True, eq=False)
class Painted:
    """A specification and, once it has been sent, its text."""

    spec: Spec

    @cached_property
    def text(self) -> str:
        return str(to_json_plotly(self.spec))


_PAINTED: WeakKeyDictionary[figures.Figure, dict[Look, Painted]] = WeakKeyDictionary()


def painted(figure: figures.Figure, look: Look) -> Painted:
    """One figure without what is chosen of it, painted once for all who look at it; not to be changed by the caller.

    Raises KeyError for a kind that is not drawn by Plotly (Board, Table).
    """
    looks = _PAINTED.setdefault(figure.common, {})
    if look not in looks:
        painter = PAINTERS.get(type(figure)) or figures.KINDS[type(figure)].screen.do
        looks[look] = Painted(painter(figure.common, look))
    return looks[look]


def chosen(figure: figures.Figure, look: Look) -> Spec:
    """The shapes and annotations that mark what is chosen of a figure."""
    mark = CHOSEN.get(type(figure))
    return mark(figure, look) if mark else {}


def laid(spec: Spec, over: Spec) -> Spec:
    """A specification with more shapes and annotations over it; the given one is left as it is."""
    layout = spec["layout"]
    both = {name: [*layout.get(name, ()), *more] for name, more in over.items()}
    return {**spec, "layout": {**layout, **both}} if both else spec


def paint(figure: figures.Figure, look: Look) -> Spec:
    """The whole specification of one figure; raises KeyError for a kind that is not drawn by Plotly."""
    return laid(painted(figure, look).spec, chosen(figure, look))


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
