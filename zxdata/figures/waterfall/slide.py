"""A waterfall as a native chart."""

from typing import Any

from pptx.enum.chart import XL_CHART_TYPE as KIND
from pptx.util import Pt

from zxdata.figures.kind import Box
from zxdata.figures.media.slide.chart_style import LABELS, fill, names_axis, rgb, style_chart, value_axis
from zxdata.figures.media.slide.native import chart_of
from zxdata.figures.palette import PAPER
from zxdata.figures.waterfall import Waterfall
from zxdata.figures.waterfall.table import table


def draw(figure: Waterfall, shapes: Any, box: Box) -> Any:
    """Columns on an unseen column, steps with their sign."""
    rows = table(figure).aside
    assert rows is not None
    drawn = chart_of(shapes, box, KIND.COLUMN_STACKED, rows, "name", ["below", "whole", "rise", "fall"])
    style_chart(drawn)
    names_axis(drawn.category_axis)
    value_axis(drawn.value_axis, figure.value_format)
    drawn.plots[0].gap_width, drawn.plots[0].overlap = 30, 100
    below, *bars = drawn.plots[0].series
    fill(below, "")
    for series, colour, ink, sign in zip(
        bars, ("accent", "stage", "stage"), ("surface", "t1", "t1"), ("", "+", "−"), strict=True
    ):
        fill(series, PAPER[colour])
        labels = series.data_labels
        labels.show_value, labels.number_format_is_linked = True, False
        labels.number_format = f"{sign}{LABELS[figure.value_format]}"
        labels.font.size, labels.font.color.rgb = Pt(10), rgb(PAPER[ink])
    return drawn
