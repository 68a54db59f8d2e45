"""Figure → native, editable chart with its workbook. Kinds that are no chart in Office answer None."""

from functools import singledispatch
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE as KIND
from pptx.enum.chart import XL_MARKER_STYLE as MARKER
from pptx.util import Pt

from zxdata.briefing.grid import Grid, grid
from zxdata.briefing.look import series_colour, tokens
from zxdata.briefing.slides.chart_data import Categories, Points
from zxdata.briefing.slides.dress import dress, fill, line, names_axis, rgb, tell, value_axis
from zxdata.briefing.spans import Spans, spans
from zxdata.figures import (
    Area,
    Bars,
    ColumnsFigure,
    Figure,
    Funnel,
    Gantt,
    Ranking,
    Stacked,
    Strips,
    Survival,
    Trend,
    Waterfall,
)

Box = tuple[int, int, int, int]
PERIODS_NAMED = 16


@singledispatch
def chart(figure: Figure, shapes: Any, box: Box) -> Any:
    """The chart of a figure placed in ``box`` (left, top, width, height in EMU), or None where the kind has none."""
    return None


@chart.register
def _(figure: Ranking, shapes: Any, box: Box) -> Any:
    """Those beyond their control limit carry the accent."""
    drawn = _bars(shapes, box, grid(figure), figure.value_format)
    for n, outside in enumerate(figure.frame["outside"]):
        fill(drawn.plots[0].series[0].points[n], tokens()["accent" if outside else "stage"])
    return drawn


@chart.register
def _(figure: Bars, shapes: Any, box: Box) -> Any:
    return _bars(shapes, box, grid(figure), figure.value_format)


@chart.register
def _(figure: Stacked, shapes: Any, box: Box) -> Any:
    rows = grid(figure)
    drawn = _series_chart(shapes, box, KIND.BAR_STACKED, rows, "name", len(figure.series))
    size = _fitting(len(rows.frame))
    dress(drawn, legend=True)
    names_axis(drawn.category_axis, reverse=True, size=size)
    value_axis(drawn.value_axis, figure.value_format)
    drawn.plots[0].gap_width, drawn.plots[0].overlap = 45, 100
    for n, name in enumerate(figure.series):
        fill(drawn.plots[0].series[n], series_colour(name, n))
    return drawn


@chart.register
def _(figure: ColumnsFigure, shapes: Any, box: Box) -> Any:
    drawn = _series_chart(shapes, box, KIND.COLUMN_CLUSTERED, grid(figure), "name", 1, "value")
    dress(drawn)
    names_axis(drawn.category_axis, size=10)
    value_axis(drawn.value_axis, figure.value_format)
    drawn.plots[0].gap_width = 40
    tell(drawn.plots[0], figure.value_format, 10)
    for n, colour in enumerate(figure.frame["colour"]):
        fill(drawn.plots[0].series[0].points[n], series_colour(colour, 0))
    return drawn


@chart.register
def _(figure: Trend, shapes: Any, box: Box) -> Any:
    drawn = _series_chart(shapes, box, KIND.LINE, grid(figure), "period", len(figure.series))
    _over_time(drawn, figure)
    for n, name in enumerate(figure.series):
        line(drawn.plots[0].series[n], series_colour(name, n), 2.75 if n == 0 else 1.75, MARKER.NONE)
    return drawn


@chart.register
def _(figure: Area, shapes: Any, box: Box) -> Any:
    drawn = _series_chart(shapes, box, KIND.AREA_STACKED, grid(figure), "period", len(figure.series))
    _over_time(drawn, figure)
    for n, name in enumerate(figure.series):
        fill(drawn.plots[0].series[n], series_colour(name, n))
    return drawn


@chart.register
def _(figure: Waterfall, shapes: Any, box: Box) -> Any:
    """Columns on an unseen column."""
    rows = grid(figure).aside
    assert rows is not None
    drawn = _series_chart(shapes, box, KIND.COLUMN_STACKED, rows, "name", 3)
    dress(drawn)
    names_axis(drawn.category_axis)
    value_axis(drawn.value_axis, figure.value_format)
    drawn.plots[0].gap_width, drawn.plots[0].overlap = 30, 100
    for series, colour in zip(drawn.plots[0].series, ("", tokens()["accent"], tokens()["stage"]), strict=True):
        fill(series, colour)
        if colour:
            series.data_labels.show_value = True
            series.data_labels.number_format_is_linked, series.data_labels.number_format = False, "#,##0;−#,##0;"
            series.data_labels.font.size = Pt(10)
            series.data_labels.font.color.rgb = rgb(tokens()["surface" if colour == tokens()["accent"] else "t1"])
    return drawn


@chart.register
def _(figure: Funnel, shapes: Any, box: Box) -> Any:
    data = Points()
    for name, label in (("lower", "控制下限"), ("upper", "控制上限")):
        _add_points(data, label, figure.limits["n"], figure.limits[name])
    frame = figure.frame[figure.frame["n"].notna() & figure.frame["value"].notna()]
    groups = [("限内", "stage", frame[~frame["outside"].astype(bool)]),
              ("越限", "accent", frame[frame["outside"].astype(bool)])]  # fmt: skip
    for name, _, held in groups:
        _add_points(data, name, held["n"], held["value"])
    drawn = shapes.add_chart(KIND.XY_SCATTER_LINES_NO_MARKERS, *box, data).chart
    _two_numbers(drawn, figure.value_format, figure.x_title, legend=True)
    for n in (0, 1):
        line(drawn.plots[0].series[n], tokens()["axis"], 1.25, MARKER.NONE)
    for series, (_, colour, held) in zip(list(drawn.plots[0].series)[2:], groups, strict=True):
        line(series, "", 0, MARKER.CIRCLE)
        series.marker.size = 8
        fill(series.marker, tokens()[colour])
        series.marker.format.line.fill.background()
        if colour == "accent":
            for n, name in enumerate(held["name"]):
                series.points[n].data_label.text_frame.text = str(name)
    return drawn


@chart.register
def _(figure: Survival, shapes: Any, box: Box) -> Any:
    """Steps, as pairs of points."""
    steps, data = grid(figure).aside, Points()
    assert steps is not None
    for n, name in enumerate(figure.series):
        _add_points(data, name, steps.frame[f"days{n}"], steps.frame[f"share{n}"])
    drawn = shapes.add_chart(KIND.XY_SCATTER_LINES_NO_MARKERS, *box, data).chart
    _two_numbers(drawn, "percent", "天", legend=True)
    for n, name in enumerate(figure.series):
        line(drawn.plots[0].series[n], series_colour(name, n), 2.5 if n == 0 else 1.75, MARKER.NONE)
    return drawn


@chart.register
def _(figure: Gantt, shapes: Any, box: Box) -> Any:
    return _spans(shapes, box, spans(figure))


@chart.register
def _(figure: Strips, shapes: Any, box: Box) -> Any:
    return _spans(shapes, box, spans(figure))


def _spans(shapes: Any, box: Box, laid: Spans) -> Any:
    """Stretches of days on an unseen bar that reaches to the first of them."""
    data = Categories()
    data.categories = laid.names
    for name, lengths, _ in laid.series:
        data.add_series(name, lengths)
    drawn = shapes.add_chart(KIND.BAR_STACKED, *box, data).chart
    dress(drawn, legend=all(len(_shades(colours)) < 2 for *_, colours in laid.series))
    names_axis(drawn.category_axis, reverse=True, size=_fitting(len(laid.names)))
    value_axis(drawn.value_axis, 'yyyy"-"mm"-"dd', least=laid.first)
    drawn.plots[0].gap_width, drawn.plots[0].overlap = 45, 100
    for series, (_, _, colours) in zip(drawn.plots[0].series, laid.series, strict=True):
        fill(series, next((colour for colour in colours if colour), ""))
        if len(_shades(colours)) > 1:
            for n, colour in enumerate(colours):
                fill(series.points[n], colour)
    return drawn


def _shades(colours: tuple[str, ...]) -> set[str]:
    return set(colours) - {""}


def _bars(shapes: Any, box: Box, rows: Grid, value_format: str) -> Any:
    """Horizontal bars, the first row on top."""
    drawn = _series_chart(shapes, box, KIND.BAR_CLUSTERED, rows, "name", 1, "value")
    size = _fitting(len(rows.frame))
    dress(drawn)
    names_axis(drawn.category_axis, reverse=True, size=size)
    value_axis(drawn.value_axis, value_format, most=1.1 if value_format == "percent" else None)
    drawn.value_axis.visible = False
    drawn.value_axis.has_major_gridlines = False
    drawn.plots[0].gap_width = 45
    fill(drawn.plots[0].series[0], tokens()["accent"])
    tell(drawn.plots[0], value_format, size)
    return drawn


def _series_chart(shapes: Any, box: Box, kind: Any, rows: Grid, names: str, count: int, first: str = "") -> Any:
    """A chart of the grid's column ``names`` and the ``count`` columns from ``first`` (or the next one) on."""
    start = rows.position(first) if first else rows.position(names) + 1
    data = Categories()
    data.categories = [str(name) for name in rows.frame[names]]
    for column in rows.columns[start : start + count]:
        data.add_series(column.header, [None if v is None or v != v else float(v) for v in rows.frame[column.name]])
    return shapes.add_chart(kind, *box, data).chart


def _over_time(drawn: Any, figure: Trend | Area) -> None:
    dress(drawn, legend=True)
    names_axis(drawn.category_axis, size=10, every=-(-figure.frame["period"].nunique() // PERIODS_NAMED))
    value_axis(drawn.value_axis, figure.value_format, most=1 if figure.value_format == "percent" else None)


def _two_numbers(drawn: Any, value_format: str, x_title: str, *, legend: bool = False) -> None:
    dress(drawn, legend=legend)
    value_axis(drawn.value_axis, value_format, most=1 if value_format == "percent" else None)
    value_axis(drawn.category_axis, "#,##0")
    drawn.category_axis.has_major_gridlines = False
    drawn.category_axis.has_title = True
    drawn.category_axis.axis_title.text_frame.text = x_title


def _add_points(data: Points, name: str, x: Any, y: Any) -> None:
    series = data.add_series(name)
    for here, there in zip(x, y, strict=True):
        if here == here and there == there and there is not None:
            series.add_data_point(float(here), float(there))


def _fitting(rows: int) -> float:
    """Type size in points at which so many names stand under each other."""
    return max(6.5, min(12.0, 260 / max(rows, 1)))
