"""A league table that is fair to the small."""

from dataclasses import dataclass
from typing import ClassVar

from zxdata.figures.base import Choosable
from zxdata.figures.kind import Kind, Slot, by_dimension, without
from zxdata.figures.layout import heights


@dataclass(frozen=True, eq=False, kw_only=True)
class Ranking(Choosable):
    """Worst first. frame: rank, code, name, value, numerator, denominator, lower, upper, outside, small (bool).

    lower/upper: control limits for that n, NaN where none; outside: a way in ``media.beyond``, "" within them; mean: the
    whole's value; target: the line to be reached.
    """

    needs: ClassVar = {
        "frame": ("rank", "code", "name", "value", "numerator", "denominator", "lower", "upper", "outside", "small")
    }

    value_format: str
    mean: float | None
    mean_name: str = "全市"
    dimension: str = "district"
    target: float | None = None


KIND = Kind(
    record=Ranking,
    table=Slot(f"{__name__}.table.table"),
    sentences=Slot(f"{__name__}.words.sentences"),
    advice=Slot(f"{__name__}.words.advice"),
    urgency=2,
    items=Slot("zxdata.figures.items.of_codes"),
    lead=Slot("zxdata.figures.items.to_place"),
    legend=without("The mean and the target are named at their lines."),
    screen=Slot(f"{__name__}.screen.paint"),
    chosen=Slot(f"{__name__}.screen.chosen"),
    slide=Slot(f"{__name__}.slide.draw"),
    sheet=Slot(f"{__name__}.sheet.chart"),
    picture=Slot(f"{__name__}.picture.draw"),
    native=True,
    grows=True,
    whole=Slot(f"{__name__}.screen.whole_rows"),
    height=lambda figure: heights.of_rows(figure.frame["name"].nunique()),
    weight=lambda figure: 2.6,
    spread=by_dimension,
    from_table=("mean_name", "target"),
    led_by={"dimension": "Where a click leads: no file is clicked."},
    left_out={
        "table": {"selected": "A table ranks all alike."},
        "slide": {"selected": "The sentence above the chart tells it."},
        "sheet": {"selected": "A workbook compares all alike."},
    },
)
