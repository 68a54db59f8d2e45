"""Amounts as lengths."""

from dataclasses import dataclass
from typing import ClassVar

from zxdata.figures.base import Figure
from zxdata.figures.kind import Kind, Slot, by_dimension, no_values, without
from zxdata.figures.layout import heights


@dataclass(frozen=True, eq=False, kw_only=True)
class Bars(Figure):
    """Horizontal bars in the frame's order. frame: name, value, base (text under or beside, may be "").

    ``dimension``: what a bar is one value of ("" for none), by its name or by the values that ``carries`` in the frame
    lists; ``crossed``: the second dimension of a bar that is one value of each of two, which ``carries`` then holds in
    their order; frame columns ``metric`` and ``unit``, where they are, name each bar's number and unit. ``selected``: the
    names that are chosen among their siblings.
    """

    needs: ClassVar = {"frame": ("name", "value", "base")}

    value_format: str
    dimension: str = ""
    crossed: str = ""
    selected: tuple[str, ...] = ()


KIND = Kind(
    record=Bars,
    table=Slot(f"{__name__}.table.table"),
    sentences=Slot(f"{__name__}.words.sentences"),
    items=Slot(f"{__name__}.words.items"),
    lead=Slot(f"{__name__}.words.lead"),
    legend=without("Each bar is named before it."),
    screen=Slot(f"{__name__}.screen.paint"),
    slide=Slot(f"{__name__}.slide.draw"),
    sheet=Slot(f"{__name__}.sheet.chart"),
    picture=Slot(f"{__name__}.picture.draw"),
    blank=no_values,
    native=True,
    grows=True,
    height=lambda figure: heights.of_rows(figure.frame["name"].nunique()),
    weight=lambda figure: 0.5 + 0.12 * min(len(figure.frame), 9),
    spread=by_dimension,
    led_by=dict.fromkeys(("dimension", "crossed"), "Where a click leads: no file is clicked."),
    screen_only={"selected": "What a reader chose stands among the filters of a file."},
)
