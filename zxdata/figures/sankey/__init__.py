"""What goes from where to where."""

from dataclasses import dataclass
from typing import ClassVar

from zxdata.figures.base import Figure
from zxdata.figures.kind import Kind, Slot, without
from zxdata.figures.layout import heights


@dataclass(frozen=True, eq=False, kw_only=True)
class Sankey(Figure):
    """What goes from where to where. frame: source, target, value, kind (forward, return or again).

    ``option``: the option that a click on a band sets to ``source→target`` ("" for none); ``selected``: that value.
    ``dimension``: what a source is one value of ("" for none); ``metric`` in the frame then is the number of a band.
    """

    needs: ClassVar = {"frame": ("source", "target", "value", "kind")}

    option: str = ""
    dimension: str = ""
    selected: str = ""


KIND = Kind(
    record=Sankey,
    table=Slot(f"{__name__}.table.table"),
    sentences=Slot(f"{__name__}.words.sentences"),
    items=Slot(f"{__name__}.words.items"),
    lead=Slot(f"{__name__}.words.lead"),
    legend=without("Each node is named beside it."),
    screen=Slot(f"{__name__}.screen.paint"),
    slide=Slot(f"{__name__}.slide.draw"),
    sheet=without("Excel has no such chart; the sheet lists every flow."),
    picture=Slot(f"{__name__}.picture.draw"),
    height=lambda figure: heights.LEAST * 1.3,
    led_by={name: "Where a click leads: no file is clicked." for name in ("option", "dimension")},
    screen_only={"selected": "What a reader chose stands among the filters of a file."},
)
