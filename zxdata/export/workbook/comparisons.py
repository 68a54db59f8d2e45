"""Charts of figures that set one thing beside another."""

from typing import Any

from zxdata.export.workbook.chart import chart
from zxdata.figures import Bars, ColumnsFigure, Funnel, Ranking, Stacked
from zxdata.figures.media.sheet import (
    FORMATS,
    HEIGHT,
    WIDTH,
    Placed,
    font,
    legend,
    lying,
    numbers_axis,
    series,
    told,
    unseen,
    upright,
    value_axis,
)
from zxdata.figures.palette import tokens

COLUMN_WIDTH = 26


@chart.register
def _(figure: Ranking, book: Any, placed: Placed, aside: Placed | None) -> Any:
    """Those beyond their control limit carry the accent. Where there are limits, dots before the band of each."""
    colour = tokens()
    if aside is None:
        shades = [{"fill": {"color": colour["accent" if out else "stage"]}} for out in figure.frame["outside"]]
        drawn = lying(book, figure, len(figure.frame), figure.value_format)
        labels = told(figure.value_format)
        drawn.add_series(series(placed, "name", "value", points=shades, gap=45, data_labels=labels))
        return drawn
    drawn = upright(book, figure, {"type": "column", "subtype": "stacked"}, figure.value_format)
    drawn.add_series(series(aside, "name", "lower", gap=60) | unseen())
    drawn.add_series(series(aside, "name", "band", colour.hair))
    dots = book.add_chart({"type": "line"})
    for name, shade in (("within", "stage"), ("beyond", "accent")):
        marker = {"type": "circle", "size": 6, "fill": {"color": colour[shade]}, "border": {"none": True}}
        dots.add_series(series(aside, "name", name, line={"none": True}, marker=marker))
    if figure.mean is not None:
        dots.add_series(series(aside, "name", "mean", line={"color": colour.t3, "width": 1}))
    drawn.combine(dots)
    drawn.set_legend(legend(0))
    drawn.set_size({"width": max(WIDTH, COLUMN_WIDTH * len(figure.frame)), "height": HEIGHT})
    return drawn


@chart.register
def _(figure: Bars, book: Any, placed: Placed, aside: Placed | None) -> Any:
    drawn = lying(book, figure, len(figure.frame), figure.value_format)
    labels = told(figure.value_format)
    drawn.add_series(series(placed, "name", "value", tokens().accent, gap=45, data_labels=labels))
    return drawn


@chart.register
def _(figure: Stacked, book: Any, placed: Placed, aside: Placed | None) -> Any:
    drawn = lying(book, figure, len(placed.grid.frame), figure.value_format, subtype="stacked")
    for n, name in enumerate(figure.series):
        drawn.add_series(series(placed, "name", f"s{n}", tokens().series(name, n), gap=45))
    drawn.set_legend(legend())
    return drawn


@chart.register
def _(figure: ColumnsFigure, book: Any, placed: Placed, aside: Placed | None) -> Any:
    drawn = upright(book, figure, {"type": "column"}, figure.value_format)
    shades = [{"fill": {"color": tokens().series(name, 0)}} for name in figure.frame["colour"]]
    drawn.add_series(series(placed, "name", "value", points=shades, gap=40, data_labels=told(figure.value_format)))
    return drawn


@chart.register
def _(figure: Funnel, book: Any, placed: Placed, aside: Placed | None) -> Any:
    """Dots before the two curves of the limits and the mean; those beyond are named."""
    assert aside is not None
    drawn = upright(book, figure, {"type": "scatter", "subtype": "straight"}, figure.value_format)
    for name in ("lower", "upper"):
        curve = {"color": tokens().axis, "width": 1}
        drawn.add_series(series(aside, "n", name, line=curve, marker={"type": "none"}))
    mean = {"color": tokens().t3, "width": 1, "dash_type": "dash"}
    drawn.add_series(series(aside, "n", "mean", line=mean, marker={"type": "none"}))
    outside = [bool(out) for out in figure.frame["outside"]]
    shades = [{"fill": {"color": tokens()["accent" if out else "stage"]}, "border": {"none": True}} for out in outside]
    names = {
        "custom": [
            {"value": str(name) if out else "", "delete": not out}
            for name, out in zip(figure.frame["name"], outside, strict=True)
        ],
        "value": True,
        "font": font(9),
        "position": "above",
    }
    marker = {"type": "circle", "size": 6, "fill": {"color": tokens().stage}, "border": {"none": True}}
    drawn.add_series(series(placed, "n", "value", line={"none": True}, marker=marker, points=shades, data_labels=names))
    drawn.set_x_axis(numbers_axis(figure.x_title))
    drawn.set_y_axis(value_axis(figure.value_format) | {"num_format": FORMATS[figure.value_format]})
    return drawn
