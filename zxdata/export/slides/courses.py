"""Charts of figures of how things go."""

from typing import Any

from pptx.enum.chart import XL_CHART_TYPE as KIND
from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.util import Pt

from zxdata.export.curves import Line, curves
from zxdata.export.grid import grid
from zxdata.export.look import mixed, series_colour, tokens
from zxdata.export.slides.drawing import Box, draw
from zxdata.export.slides.dress import (
    LABELS,
    dots,
    dress,
    fill,
    label,
    line,
    names_axis,
    numbers_axis,
    rgb,
    untold,
    value_axis,
)
from zxdata.export.slides.native import chart_of, plotted
from zxdata.figures import Area, Survival, Trend, Waterfall

PERIODS_NAMED = 16


@draw.register
def _(figure: Trend, shapes: Any, box: Box) -> Any:
    """The stretch to a period that is not over yet is dotted."""
    rows = grid(figure)
    drawn = chart_of(shapes, box, KIND.LINE, rows, "period", [f"s{n}" for n in range(len(figure.series))])
    _over_time(drawn, figure)
    going_on = [n for n, complete in enumerate(rows.frame["complete"]) if not complete]
    for n, name in enumerate(figure.series):
        series = drawn.plots[0].series[n]
        line(series, series_colour(name, n), 2.75 if n == 0 else 1.75, XL_MARKER_STYLE.NONE)
        for at in going_on:
            line(series.points[at], series_colour(name, n), 1.75, dash="dot")
    return drawn


@draw.register
def _(figure: Area, shapes: Any, box: Box) -> Any:
    columns = [f"s{n}" for n in range(len(figure.series))]
    drawn = chart_of(shapes, box, KIND.AREA_STACKED, grid(figure), "period", columns)
    _over_time(drawn, figure)
    for n, name in enumerate(figure.series):
        fill(drawn.plots[0].series[n], series_colour(name, n))
    return drawn


@draw.register
def _(figure: Waterfall, shapes: Any, box: Box) -> Any:
    """Columns on an unseen column, steps with their sign."""
    rows = grid(figure).aside
    assert rows is not None
    drawn = chart_of(shapes, box, KIND.COLUMN_STACKED, rows, "name", ["below", "whole", "rise", "fall"])
    dress(drawn)
    names_axis(drawn.category_axis)
    value_axis(drawn.value_axis, figure.value_format)
    drawn.plots[0].gap_width, drawn.plots[0].overlap = 30, 100
    below, *bars = drawn.plots[0].series
    fill(below, "")
    for series, colour, ink, sign in zip(
        bars, ("accent", "stage", "stage"), ("surface", "t1", "t1"), ("", "+", "−"), strict=True
    ):
        fill(series, tokens()[colour])
        labels = series.data_labels
        labels.show_value, labels.number_format_is_linked = True, False
        labels.number_format = f"{sign}{LABELS[figure.value_format]}"
        labels.font.size, labels.font.color.rgb = Pt(10), rgb(tokens()[ink])
    return drawn


@draw.register
def _(figure: Survival, shapes: Any, box: Box) -> Any:
    """Steps between the two thin lines of their band; limits dotted, medians as named dots."""
    lines = curves(figure)
    drawn = plotted(shapes, box, [(each.name, each.x, each.y) for each in lines])
    dress(drawn, legend=True)
    untold(drawn, *(n for n, each in enumerate(lines) if each.role in ("band", "median")))
    value_axis(drawn.value_axis, "percent", most=1)
    numbers_axis(drawn.category_axis, "天")
    for series, each in zip(drawn.plots[0].series, lines, strict=True):
        _curve(series, each, series_colour(figure.series[each.series], each.series))
    return drawn


def _curve(series: Any, each: Line, colour: str) -> None:
    if each.role == "median":
        dots(series, colour, 9)
        label(series.points[0], XL_LABEL_POSITION.LEFT if each.left else XL_LABEL_POSITION.RIGHT, text=each.name)
    elif each.role == "limit":
        line(series, tokens()["t2"], 1.25, XL_MARKER_STYLE.NONE, "sysDot")
    elif each.role == "band":
        line(series, mixed(tokens()["surface"], colour, 0.45), 0.75, XL_MARKER_STYLE.NONE)
    else:
        line(series, colour, 2.5 if each.series == 0 else 1.75, XL_MARKER_STYLE.NONE)


def _over_time(drawn: Any, figure: Trend | Area) -> None:
    periods = figure.frame["period"].nunique()
    dress(drawn, legend=len(figure.series) > 1)
    names_axis(drawn.category_axis, size=10, every=-(-periods // PERIODS_NAMED))
    value_axis(drawn.value_axis, figure.value_format, most=1 if figure.value_format == "percent" else None)
