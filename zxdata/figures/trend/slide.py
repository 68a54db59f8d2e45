"""A trend as a native line chart."""

from typing import Any

from pptx.enum.chart import XL_CHART_TYPE as KIND
from pptx.enum.chart import XL_MARKER_STYLE

from zxdata.figures.kind import Box
from zxdata.figures.layout.daily import top
from zxdata.figures.media.slide.chart_style import line, over_periods
from zxdata.figures.media.slide.native import over_ground
from zxdata.figures.trend import Trend
from zxdata.figures.trend.table import table


def draw(figure: Trend, shapes: Any, box: Box) -> Any:
    """The stretch to a period that is not over yet is dotted."""
    whole = table(figure)
    rows, columns = whole.aside or whole, [f"s{n}" for n in range(len(figure.series))]
    drawn, lines = over_ground(shapes, box, KIND.LINE, rows, columns, lasting=figure.step)
    over_periods(drawn, len(whole.frame), len(drawn.series), figure.value_format, top(rows))
    going_on = [n for n, complete in enumerate(rows.frame["complete"]) if not complete]
    for n, name in enumerate(figure.series):
        series = lines[n]
        line(series, figure.tokens.series(name, n), 2.75 if n == 0 else 1.75, XL_MARKER_STYLE.NONE)
        for at in going_on:
            line(series.points[at], figure.tokens.series(name, n), 1.75, dash="dot")
    return drawn
