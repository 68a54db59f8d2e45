"""Columns on a slide."""

from typing import Any

from pptx.enum.chart import XL_CHART_TYPE as KIND

from zxdata.figures.columns import ColumnsFigure
from zxdata.figures.columns.table import table
from zxdata.figures.kind import Box
from zxdata.figures.media.slide.chart_style import (
    fill,
    names_axis,
    style_chart,
    tell,
    value_axis,
)
from zxdata.figures.media.slide.native import chart_of


def draw(figure: ColumnsFigure, shapes: Any, box: Box) -> Any:
    drawn = chart_of(shapes, box, KIND.COLUMN_CLUSTERED, table(figure), "name", ["value"])
    style_chart(drawn)
    names_axis(drawn.category_axis, size=10)
    value_axis(drawn.value_axis, figure.value_format)
    drawn.plots[0].gap_width = 40
    tell(drawn.plots[0], figure.value_format, 10)
    for n, colour in enumerate(figure.frame["colour"]):
        fill(drawn.plots[0].series[0].points[n], figure.tokens.series(colour, 0))
    return drawn
