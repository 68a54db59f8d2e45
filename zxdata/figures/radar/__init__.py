"""How someone stands in each part of their work, beside those they belong to."""

from dataclasses import dataclass
from typing import ClassVar

from zxdata.figures.base import Figure
from zxdata.figures.kind import Kind, Slot, without


@dataclass(frozen=True, eq=False, kw_only=True)
class Radar(Figure):
    """A spoke a row, in the frame's order. frame: name, value, beside, full.

    ``full`` is the end of a spoke, NaN where nothing limits it: the larger of its two values then. ``own`` and ``others``
    say whose ``value`` and ``beside`` are.
    """

    needs: ClassVar = {"frame": ("name", "value", "beside", "full")}

    value_format: str
    own: str
    others: str


KIND = Kind(
    record=Radar,
    table=Slot(f"{__name__}.table.table"),
    sentences=Slot(f"{__name__}.words.sentences"),
    items=without("Its parts are clicked in the list of records beside it."),
    legend=Slot(f"{__name__}.words.legend"),
    screen=Slot(f"{__name__}.screen.paint"),
    slide=Slot(f"{__name__}.slide.draw"),
    sheet=Slot(f"{__name__}.sheet.chart"),
    picture=Slot(f"{__name__}.picture.draw"),
    native=True,
    height=lambda figure: 2.8,
    from_table=("own", "others", "value_format"),
)
