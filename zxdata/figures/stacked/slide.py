"""Stacked bars on a slide."""

from typing import Any

from pptx.enum.chart import XL_CHART_TYPE as KIND

from zxdata.figures.kind import Box
from zxdata.figures.media.slide.chart_style import (
    fill,
    fitting,
    names_axis,
    style_chart,
    value_axis,
)
from zxdata.figures.media.slide.native import STANDING, chart_of
from zxdata.figures.stacked import Stacked
from zxdata.figures.stacked.table import table


def draw(figure: Stacked, shapes: Any, box: Box) -> Any:
    rows = table(figure)
    standing = len(rows.frame) > STANDING
    kind = KIND.COLUMN_STACKED if standing else KIND.BAR_STACKED
    drawn = chart_of(shapes, box, kind, rows, "name", [f"s{n}" for n in range(len(figure.series))])
    style_chart(drawn, legend=True)
    names_axis(
        drawn.category_axis,
        reverse=not standing,
        standing=standing,
        size=fitting(rows.frame["name"], standing=standing),
    )
    value_axis(drawn.value_axis, figure.value_format)
    drawn.plots[0].gap_width, drawn.plots[0].overlap = 45, 100
    for n, name in enumerate(figure.series):
        fill(drawn.plots[0].series[n], figure.tokens.series(name, n))
    return drawn
