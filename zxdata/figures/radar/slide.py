"""A native radar on a slide: shares of each spoke's end, so that spokes of different lengths compare."""

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE as KIND

from zxdata.figures.kind import Box
from zxdata.figures.media.slide.chart_style import line, style_chart, value_axis
from zxdata.figures.palette import PAPER
from zxdata.figures.radar import Radar
from zxdata.figures.radar.shares import shares


def draw(figure: Radar, shapes: Any, box: Box) -> Any:
    data = CategoryChartData()
    data.categories = [str(name) for name in figure.frame["name"]]
    for name, column in ((figure.own, "value"), (figure.others, "beside")):
        data.add_series(name, shares(figure, column))
    drawn = shapes.add_chart(KIND.RADAR_MARKERS, *box, data).chart
    style_chart(drawn, legend=True)
    value_axis(drawn.value_axis, "percent", most=1)
    for series, ink in zip(drawn.plots[0].series, (PAPER.accent, PAPER.t3), strict=True):
        line(series, ink, 2)
    return drawn
