"""An area as a native chart."""

from typing import Any

from pptx.enum.chart import XL_CHART_TYPE as KIND

from zxdata.figures.area import Area
from zxdata.figures.area.table import table
from zxdata.figures.kind import Box
from zxdata.figures.media.slide.chart_style import fill, over_periods
from zxdata.figures.media.slide.native import chart_of


def draw(figure: Area, shapes: Any, box: Box) -> Any:
    columns = [f"s{n}" for n in range(len(figure.series))]
    rows = table(figure)
    drawn = chart_of(shapes, box, KIND.AREA_STACKED, rows, "period", columns)
    over_periods(drawn, len(rows.frame), len(figure.series), figure.value_format)
    for n, name in enumerate(figure.series):
        fill(drawn.plots[0].series[n], figure.tokens.series(name, n))
    return drawn
