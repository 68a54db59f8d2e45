"""Horizontal bars as a native chart."""

from typing import Any

from pptx.enum.chart import XL_CHART_TYPE as KIND

from zxdata.figures.grid import Grid
from zxdata.figures.kind import Box
from zxdata.figures.media.slide.chart_style import fill, fitting, names_axis, style_chart, tell, value_axis
from zxdata.figures.media.slide.native import STANDING, chart_of
from zxdata.figures.palette import PAPER


def draw_bars(shapes: Any, box: Box, rows: Grid, value_format: str) -> Any:
    """Horizontal bars, the first row on top; upright from left to right where there are too many."""
    standing = len(rows.frame) > STANDING
    kind = KIND.COLUMN_CLUSTERED if standing else KIND.BAR_CLUSTERED
    drawn = chart_of(shapes, box, kind, rows, "name", ["value"])
    size = fitting(rows.frame["name"], standing=standing)
    style_chart(drawn)
    names_axis(drawn.category_axis, reverse=not standing, standing=standing, size=size)
    value_axis(drawn.value_axis, value_format, most=1.1 if value_format == "percent" else None)
    drawn.value_axis.visible = False
    drawn.value_axis.has_major_gridlines = False
    drawn.plots[0].gap_width = 45
    fill(drawn.plots[0].series[0], PAPER.accent)
    tell(drawn.plots[0], value_format, min(size, 11))
    return drawn
