"""Survival curves on a slide."""

from typing import Any

from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE

from zxdata.figures.kind import Box
from zxdata.figures.layout.curves import Line, curves
from zxdata.figures.media.slide.chart_style import (
    dots,
    label,
    line,
    numbers_axis,
    style_chart,
    untold,
    value_axis,
)
from zxdata.figures.media.slide.native import plotted
from zxdata.figures.palette import PAPER, mixed
from zxdata.figures.survival import Survival


def draw(figure: Survival, shapes: Any, box: Box) -> Any:
    """Steps between the two thin lines of their band; limits dotted, medians as named dots."""
    lines = curves(figure)
    drawn = plotted(shapes, box, [(each.name, each.x, each.y) for each in lines])
    style_chart(drawn, legend=True)
    untold(drawn, *(n for n, each in enumerate(lines) if each.role in ("band", "median")))
    value_axis(drawn.value_axis, "percent", most=1)
    numbers_axis(drawn.category_axis, "天")
    for series, each in zip(drawn.plots[0].series, lines, strict=True):
        _curve(series, each, figure.tokens.series(figure.series[each.series], each.series))
    return drawn


def _curve(series: Any, each: Line, colour: str) -> None:
    if each.role == "median":
        dots(series, colour, 9)
        label(series.points[0], XL_LABEL_POSITION.LEFT if each.left else XL_LABEL_POSITION.RIGHT, text=each.name)
    elif each.role == "limit":
        line(series, PAPER.t2, 1.25, XL_MARKER_STYLE.NONE, "sysDot")
    elif each.role == "band":
        line(series, mixed(PAPER.surface, colour, 0.45), 0.75, XL_MARKER_STYLE.NONE)
    else:
        line(series, colour, 2.5 if each.series == 0 else 1.75, XL_MARKER_STYLE.NONE)
