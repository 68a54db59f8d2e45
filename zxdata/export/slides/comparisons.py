"""Charts of figures that set one thing beside another."""

from typing import Any

from pptx.enum.chart import XL_CHART_TYPE as KIND
from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE

from zxdata.export.grid import Grid, grid
from zxdata.export.slides.drawing import Box, draw
from zxdata.figures import Bars, ColumnsFigure, Funnel, Ranking, Stacked
from zxdata.figures.media.slide.dress import (
    dots,
    dress,
    fill,
    fitting,
    label,
    line,
    names_axis,
    numbers_axis,
    tell,
    untold,
    value_axis,
)
from zxdata.figures.media.slide.native import STANDING, as_lines, chart_of, plotted
from zxdata.figures.palette import tokens


@draw.register
def _(figure: Ranking, shapes: Any, box: Box) -> Any:
    """Dots before the band of their control limits, solid beyond them; plain bars where there are none."""
    rows = grid(figure)
    outside = [bool(out) for out in figure.frame["outside"]]
    if rows.aside is None:
        drawn = _bars(shapes, box, rows, figure.value_format)
        for n, out in enumerate(outside):
            fill(drawn.plots[0].series[0].points[n], tokens()["accent" if out else "stage"])
        return drawn
    columns = [column.name for column in rows.aside.columns[1:]]
    drawn = chart_of(shapes, box, KIND.COLUMN_STACKED, rows.aside, "name", columns)
    lower, band = list(drawn.plots[0].series)[:2]
    dotted = as_lines(drawn, len(columns) - 2)
    dress(drawn, legend=True)
    untold(drawn, 0)
    names_axis(drawn.category_axis, standing=True, size=fitting(figure.frame["name"], standing=True))
    least = _round_below(float(figure.frame[["lower", "value"]].min().min()), figure.value_format)
    value_axis(drawn.value_axis, figure.value_format, least=least, most=1 if figure.value_format == "percent" else None)
    drawn.plots[0].gap_width, drawn.plots[0].overlap = 60, 100
    fill(lower, "")
    fill(band, tokens().hair)
    within, beyond, *mean = dotted.series
    dots(within, tokens().stage, 8)
    dots(beyond, tokens().accent, 10)
    for n, out in enumerate(outside):
        if out:
            above = figure.mean is None or figure.frame["value"].iloc[n] > figure.mean
            label(beyond.points[n], XL_LABEL_POSITION.ABOVE if above else XL_LABEL_POSITION.BELOW, figure.value_format)
    for series in mean:
        line(series, tokens().t3, 1, XL_MARKER_STYLE.NONE)
    return drawn


@draw.register
def _(figure: Bars, shapes: Any, box: Box) -> Any:
    return _bars(shapes, box, grid(figure), figure.value_format)


@draw.register
def _(figure: Stacked, shapes: Any, box: Box) -> Any:
    rows = grid(figure)
    standing = len(rows.frame) > STANDING
    kind = KIND.COLUMN_STACKED if standing else KIND.BAR_STACKED
    drawn = chart_of(shapes, box, kind, rows, "name", [f"s{n}" for n in range(len(figure.series))])
    dress(drawn, legend=True)
    names_axis(
        drawn.category_axis,
        reverse=not standing,
        standing=standing,
        size=fitting(rows.frame["name"], standing=standing),
    )
    value_axis(drawn.value_axis, figure.value_format)
    drawn.plots[0].gap_width, drawn.plots[0].overlap = 45, 100
    for n, name in enumerate(figure.series):
        fill(drawn.plots[0].series[n], tokens().series(name, n))
    return drawn


@draw.register
def _(figure: ColumnsFigure, shapes: Any, box: Box) -> Any:
    drawn = chart_of(shapes, box, KIND.COLUMN_CLUSTERED, grid(figure), "name", ["value"])
    dress(drawn)
    names_axis(drawn.category_axis, size=10)
    value_axis(drawn.value_axis, figure.value_format)
    drawn.plots[0].gap_width = 40
    tell(drawn.plots[0], figure.value_format, 10)
    for n, colour in enumerate(figure.frame["colour"]):
        fill(drawn.plots[0].series[0].points[n], tokens().series(colour, 0))
    return drawn


@draw.register
def _(figure: Funnel, shapes: Any, box: Box) -> Any:
    """Dots before the two curves of the limits and the mean; those beyond are named, above or below."""
    rows = grid(figure)
    assert rows.aside is not None
    limits, frame = rows.aside.frame, figure.frame[figure.frame["n"].notna() & figure.frame["value"].notna()]
    beyond = frame["outside"].astype(bool)
    groups = (("限内", "stage", frame[~beyond]), ("越限", "accent", frame[beyond]))
    curves = [(column.header, limits["n"], limits[column.name]) for column in rows.aside.columns[1:]]
    drawn = plotted(shapes, box, [*curves, *((name, held["n"], held["value"]) for name, _, held in groups)])
    dress(drawn, legend=True)
    percent, top = figure.value_format == "percent", float(frame["value"].max()) if len(frame) else 1.0
    most = 1.0 if percent else _round_above(max(top, float(limits["upper"].quantile(0.9)) if len(limits) else 0))
    value_axis(drawn.value_axis, figure.value_format, most=most)
    numbers_axis(drawn.category_axis, figure.x_title)
    for n, dash in enumerate((None, None, "dash")):
        line(drawn.plots[0].series[n], tokens()["axis" if dash is None else "t3"], 1.25, XL_MARKER_STYLE.NONE, dash)
    for series, (_, colour, held) in zip(list(drawn.plots[0].series)[3:], groups, strict=True):
        dots(series, tokens()[colour], 8)
        if colour == "accent":
            for n, row in enumerate(held.itertuples()):
                above = row.value > figure.mean
                where = XL_LABEL_POSITION.ABOVE if above else XL_LABEL_POSITION.BELOW
                label(series.points[n], where, text=str(row.name))
    return drawn


def _bars(shapes: Any, box: Box, rows: Grid, value_format: str) -> Any:
    """Horizontal bars, the first row on top; upright from left to right where there are too many."""
    standing = len(rows.frame) > STANDING
    kind = KIND.COLUMN_CLUSTERED if standing else KIND.BAR_CLUSTERED
    drawn = chart_of(shapes, box, kind, rows, "name", ["value"])
    size = fitting(rows.frame["name"], standing=standing)
    dress(drawn)
    names_axis(drawn.category_axis, reverse=not standing, standing=standing, size=size)
    value_axis(drawn.value_axis, value_format, most=1.1 if value_format == "percent" else None)
    drawn.value_axis.visible = False
    drawn.value_axis.has_major_gridlines = False
    drawn.plots[0].gap_width = 45
    fill(drawn.plots[0].series[0], tokens().accent)
    tell(drawn.plots[0], value_format, min(size, 11))
    return drawn


def _round_above(value: float) -> float:
    """The next of 1, 2, 5 × 10ⁿ tenths: 143 → 150."""
    step = 10 ** (len(str(int(value))) - 1) / 2
    return float(-(-value // step) * step)


def _round_below(value: float, value_format: str) -> float:
    """A tenth below, so that dots do not lie on the axis; counts begin at nought."""
    return max(int(value * 10 - 0.2) / 10, 0.0) if value_format == "percent" else 0.0
