"""A funnel plot."""

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from zxdata.figures.base import Figure
from zxdata.figures.kind import Kind, Slot, by_dimension, without


@dataclass(frozen=True, eq=False, kw_only=True)
class Funnel(Figure):
    """Funnel plot. frame: code, name, n, value, outside (a way in ``media.beyond`` or nothing). limits: n, lower, upper."""

    needs: ClassVar = {"frame": ("code", "name", "n", "value", "outside"), "limits": ("n", "lower", "upper")}

    value_format: str
    mean: float
    mean_name: str
    limits: pd.DataFrame
    x_title: str
    y_title: str
    dimension: str = "district"

    @property
    def unit_line(self) -> str:
        return "，".join(filter(None, (f"横轴 {self.x_title}", f"纵轴 {self.unit}", self.aid)))


KIND = Kind(
    record=Funnel,
    table=Slot(f"{__name__}.table.table"),
    sentences=Slot(f"{__name__}.words.sentences"),
    items=Slot("zxdata.figures.items.of_codes"),
    lead=Slot("zxdata.figures.items.to_place"),
    legend=without("Those beyond the limits are named at their dots."),
    screen=Slot(f"{__name__}.screen.paint"),
    slide=Slot(f"{__name__}.slide.draw"),
    sheet=Slot(f"{__name__}.sheet.chart"),
    picture=Slot(f"{__name__}.picture.draw"),
    native=True,
    spread=by_dimension,
    from_table=("limits", "mean", "mean_name"),
    led_by={"dimension": "Where a click leads: no file is clicked."},
    left_out={
        **{
            medium: {"y_title": "The unit line beneath the title tells it."}
            for medium in ("table", "slide", "sheet", "picture")
        },
        "sentences": {
            name: "A sentence tells who lies beyond the limits."
            for name in ("limits", "mean", "mean_name", "x_title", "y_title")
        },
    },
)
