"""What is known of one thing."""

from dataclasses import dataclass
from typing import ClassVar

from zxdata.figures.base import Figure
from zxdata.figures.kind import Kind, Slot, without


@dataclass(frozen=True, eq=False, kw_only=True)
class Profile(Figure):
    """What is known of one thing. frame: name, value, base (texts ready to show)."""

    needs: ClassVar = {"frame": ("name", "value", "base")}


KIND = Kind(
    record=Profile,
    table=Slot(f"{__name__}.table.table"),
    sentences=without("Its lines are sentences already."),
    items=without("Nothing in it can be clicked."),
    legend=without("It has no colours."),
    screen=without("Lines of text are laid out by the page itself."),
    slide=without("What is read has no chart."),
    sheet=without("What is read has no chart."),
    picture=without("What is read has no chart."),
    surface="card",
)
