"""From a whole to what is left of it."""

from dataclasses import dataclass
from typing import ClassVar

from zxdata.figures.base import Figure
from zxdata.figures.kind import Kind, Slot, nothing_counted, without


@dataclass(frozen=True, eq=False, kw_only=True)
class Waterfall(Figure):
    """Standing amounts and steps. frame: name, value, standing (bool); steps are signed.

    A frame column ``metric`` names the number whose rows a click on the step opens.
    """

    needs: ClassVar = {"frame": ("name", "value", "standing")}

    value_format: str


KIND = Kind(
    record=Waterfall,
    table=Slot(f"{__name__}.table.table"),
    sentences=Slot(f"{__name__}.words.sentences"),
    items=Slot(f"{__name__}.words.items"),
    lead=Slot("zxdata.figures.items.to_number"),
    legend=without("Each column is named below it."),
    screen=Slot(f"{__name__}.screen.paint"),
    slide=Slot(f"{__name__}.slide.draw"),
    sheet=Slot(f"{__name__}.sheet.chart"),
    picture=Slot(f"{__name__}.picture.draw"),
    blank=nothing_counted,
    native=True,
)
