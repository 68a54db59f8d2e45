"""A scatter plot."""

from dataclasses import dataclass
from typing import ClassVar

from zxdata.figures.base import Figure
from zxdata.figures.kind import Kind, Slot


@dataclass(frozen=True, eq=False, kw_only=True)
class Scatter(Figure):
    """Two scores of each case against each other. frame: no, name, x, y; all four are there in each row.

    ``x_mean`` and ``y_mean`` part the plot: where both scores lie below their means, a case is weak on both sides.
    ``opens`` is the kind of case whose detail a dot opens ("" for none).
    """

    needs: ClassVar = {"frame": ("no", "name", "x", "y")}

    value_format: str
    x_title: str
    y_title: str
    x_mean: float
    y_mean: float
    opens: str = ""

    @property
    def unit_line(self) -> str:
        return "，".join(filter(None, (f"横轴 {self.x_title}", f"纵轴 {self.y_title}", self.aid)))


KIND = Kind(
    record=Scatter,
    table=Slot(f"{__name__}.table.table"),
    sentences=Slot(f"{__name__}.words.sentences"),
    items=Slot(f"{__name__}.words.items"),
    lead=Slot("zxdata.figures.items.to_case"),
    legend=Slot(f"{__name__}.screen.legend"),
    screen=Slot(f"{__name__}.screen.paint"),
    slide=Slot(f"{__name__}.slide.draw"),
    sheet=Slot(f"{__name__}.sheet.chart"),
    picture=Slot(f"{__name__}.picture.draw"),
    native=True,
    from_table=("x_title", "y_title"),
    led_by={"opens": "Where a click leads: no file is clicked."},
    left_out={
        "sheet": {name: "The sentence beneath the chart tells the means." for name in ("x_mean", "y_mean")},
    },
)
