"""An area as a native chart."""

from typing import Any

from pptx.enum.chart import XL_CHART_TYPE as KIND

from zxdata.figures.area import Area
from zxdata.figures.area.table import table
from zxdata.figures.kind import Box
from zxdata.figures.layout.daily import top
from zxdata.figures.media.slide.chart_style import fill, over_periods
from zxdata.figures.media.slide.native import over_ground


def draw(figure: Area, shapes: Any, box: Box) -> Any:
    """What is counted of a day lasts until the next."""
    whole = table(figure)
    rows, columns = whole.aside or whole, [f"s{n}" for n in range(len(figure.series))]
    drawn, areas = over_ground(shapes, box, KIND.AREA_STACKED, rows, columns, lasting=True)
    over_periods(drawn, len(whole.frame), len(drawn.series), figure.value_format, top(rows))
    for n, name in enumerate(figure.series):
        fill(areas[n], figure.tokens.series(name, n))
    return drawn
