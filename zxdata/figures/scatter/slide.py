"""A scatter plot on a slide."""

from typing import Any

from zxdata.figures.kind import Box
from zxdata.figures.media.slide.chart_style import dots, line, numbers_axis, style_chart, value_axis
from zxdata.figures.media.slide.native import plotted
from zxdata.figures.palette import PAPER
from zxdata.figures.scatter import Scatter
from zxdata.figures.scatter.table import OTHER, WEAK, weak


def draw(figure: Scatter, shapes: Any, box: Box) -> Any:
    """The two means as lines, and the dots in two groups."""
    frame, low = figure.frame, weak(figure)
    (left, right), (bottom, top) = ((frame[axis].min(), frame[axis].max()) for axis in ("x", "y"))
    means = [
        (f"{figure.x_title}平均", (figure.x_mean, figure.x_mean), (bottom, top)),
        (f"{figure.y_title}平均", (left, right), (figure.y_mean, figure.y_mean)),
    ]
    groups = [(WEAK, frame[low]), (OTHER, frame[~low])]
    drawn = plotted(shapes, box, [*means, *((name, held["x"], held["y"]) for name, held in groups)])
    style_chart(drawn, legend=True)
    value_axis(drawn.value_axis, figure.value_format, least=None)
    drawn.value_axis.has_title = True
    drawn.value_axis.axis_title.text_frame.text = figure.y_title
    numbers_axis(drawn.category_axis, figure.x_title)
    drawn.category_axis.minimum_scale = None
    series = list(drawn.plots[0].series)
    for each in series[:2]:
        line(each, PAPER.t3, 1, dash="dash")
    for each, ink in zip(series[2:], (PAPER.categories[1], PAPER.stage), strict=True):
        dots(each, ink, 6)
    return drawn
