"""Amounts as heights."""

from dataclasses import dataclass
from typing import ClassVar

from zxdata.figures.base import Figure
from zxdata.figures.kind import Kind, Slot, by_dimension, nothing_counted, without


@dataclass(frozen=True, eq=False, kw_only=True)
class ColumnsFigure(Figure):
    """Vertical bars. frame: name, value, colour ("" accent, or the key of a state).

    ``dimension``: what a column is one value of ("" for none), ``carries`` in the frame that value.
    """

    needs: ClassVar = {"frame": ("name", "value", "colour")}

    value_format: str
    dimension: str = ""


KIND = Kind(
    record=ColumnsFigure,
    table=Slot(f"{__name__}.table.table"),
    sentences=Slot(f"{__name__}.words.sentences"),
    items=Slot(f"{__name__}.words.items"),
    lead=Slot(f"{__name__}.words.lead"),
    legend=without("A column is named below it; its colour says what its number says."),
    screen=Slot(f"{__name__}.screen.paint"),
    slide=Slot(f"{__name__}.slide.draw"),
    sheet=Slot(f"{__name__}.sheet.chart"),
    picture=Slot(f"{__name__}.picture.draw"),
    native=True,
    spread=by_dimension,
    blank=nothing_counted,
    led_by={"dimension": "Where a click leads: no file is clicked."},
)
