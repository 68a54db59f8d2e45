"""Figure → native Excel chart over the cells of its table. Kinds without a chart in Excel stay tables."""

from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from zxdata.briefing.grid import Grid
from zxdata.briefing.look import FONT, series_colour, tokens
from zxdata.figures import Bars, ColumnsFigure, Figure, Funnel, Ranking, Stacked, Survival, Trend, Waterfall

WIDTH, HEIGHT, ROW_HEIGHT = 560, 340, 19
FORMATS = {"percent": "0%", "integer": "#,##0", "decimal": "0.0", "days": "0"}


@dataclass(frozen=True)
class Placed:
    """A grid in a sheet: its header stands in row ``top`` from column ``left`` on."""

    sheet: str
    grid: Grid
    top: int
    left: int

    def cells(self, name: str) -> list[Any]:
        """The column's cells, as XlsxWriter refers to them."""
        at = self.left + self.grid.position(name)
        return [self.sheet, self.top + 1, at, self.top + len(self.grid.frame), at]

    def header(self, name: str) -> list[Any]:
        return [self.sheet, self.top, self.left + self.grid.position(name)]


@singledispatch
def chart(figure: Figure, book: Any, placed: Placed, aside: Placed | None) -> Any:
    """The chart of a figure, or None."""
    return None


def has_chart(figure: Figure) -> bool:
    return chart.dispatch(type(figure)) is not chart.dispatch(Figure)


@chart.register
def _(figure: Ranking, book: Any, placed: Placed, aside: Placed | None) -> Any:
    """Those beyond their control limit carry the accent."""
    colour = tokens()
    shades = [{"fill": {"color": colour["accent" if out else "stage"]}} for out in placed.grid.frame["outside"]]
    drawn = _bars(book, figure, placed, figure.value_format)
    drawn.add_series(_series(placed, "name", "value", points=shades, gap=45, data_labels=_told(figure.value_format)))
    return drawn


@chart.register
def _(figure: Bars, book: Any, placed: Placed, aside: Placed | None) -> Any:
    drawn = _bars(book, figure, placed, figure.value_format)
    told = _told(figure.value_format)
    drawn.add_series(_series(placed, "name", "value", colour=tokens()["accent"], gap=45, data_labels=told))
    return drawn


@chart.register
def _(figure: Stacked, book: Any, placed: Placed, aside: Placed | None) -> Any:
    drawn = _bars(book, figure, placed, figure.value_format, subtype="stacked")
    for n, name in enumerate(figure.series):
        drawn.add_series(_series(placed, "name", f"s{n}", colour=series_colour(name, n), gap=45))
    drawn.set_legend({"position": "top", "font": _font(9)})
    return drawn


@chart.register
def _(figure: ColumnsFigure, book: Any, placed: Placed, aside: Placed | None) -> Any:
    drawn = _upright(book, figure, {"type": "column"}, figure.value_format)
    shades = [{"fill": {"color": series_colour(name, 0)}} for name in figure.frame["colour"]]
    drawn.add_series(_series(placed, "name", "value", points=shades, gap=40))
    return drawn


@chart.register
def _(figure: Trend, book: Any, placed: Placed, aside: Placed | None) -> Any:
    drawn = _upright(book, figure, {"type": "line"}, figure.value_format)
    for n, name in enumerate(figure.series):
        colour = series_colour(name, n)
        drawn.add_series(_series(placed, "period", f"s{n}", line={"color": colour, "width": 2.25 if n == 0 else 1.5}))
    drawn.set_legend({"position": "top", "font": _font(9)})
    drawn.show_blanks_as("gap")
    return drawn


@chart.register
def _(figure: Waterfall, book: Any, placed: Placed, aside: Placed | None) -> Any:
    """Columns on an unseen column."""
    assert aside is not None
    drawn = _upright(book, figure, {"type": "column", "subtype": "stacked"}, figure.value_format)
    drawn.add_series(_series(aside, "name", "below", fill={"none": True}, border={"none": True}, gap=30))
    drawn.add_series(_series(aside, "name", "whole", colour=tokens()["accent"]))
    drawn.add_series(_series(aside, "name", "step", colour=tokens()["stage"]))
    return drawn


@chart.register
def _(figure: Funnel, book: Any, placed: Placed, aside: Placed | None) -> Any:
    assert aside is not None
    drawn = _upright(book, figure, {"type": "scatter", "subtype": "straight"}, figure.value_format)
    for name in ("lower", "upper"):
        line = {"color": tokens()["axis"], "width": 1}
        drawn.add_series(_series(aside, "n", name, line=line, marker={"type": "none"}))
    marker = {"type": "circle", "size": 6, "fill": {"color": tokens()["accent"]}, "border": {"none": True}}
    names = {"custom": [{"value": name if out else "", "delete": not out} for name, out in _outside(placed)],
             "value": True, "font": _font(9), "position": "above"}  # fmt: skip
    drawn.add_series(_series(placed, "n", "value", line={"none": True}, marker=marker, data_labels=names))
    drawn.set_x_axis({"name": figure.x_title, "name_font": _font(9), "num_font": _font(9), "min": 0,
                      "major_gridlines": {"visible": False}})  # fmt: skip
    return drawn


@chart.register
def _(figure: Survival, book: Any, placed: Placed, aside: Placed | None) -> Any:
    assert aside is not None
    drawn = _upright(book, figure, {"type": "scatter", "subtype": "straight"}, "percent")
    for n, name in enumerate(figure.series):
        line = {"color": series_colour(name, n), "width": 2 if n == 0 else 1.5}
        drawn.add_series(_series(aside, f"days{n}", f"share{n}", line=line, marker={"type": "none"}) | {"name": name})
    drawn.set_x_axis({"name": "交办后天数", "name_font": _font(9), "num_font": _font(9), "min": 0,
                      "major_gridlines": {"visible": False}})  # fmt: skip
    drawn.set_legend({"position": "top", "font": _font(9)})
    return drawn


def _bars(book: Any, figure: Figure, placed: Placed, value_format: str, **more: str) -> Any:
    """Horizontal bars, the first row on top."""
    drawn = _framed(book.add_chart({"type": "bar", **more}), figure)
    drawn.set_y_axis(_names() | {"reverse": True, "major_gridlines": {"visible": False}})
    drawn.set_x_axis(_values(value_format) | {"label_position": "none"})
    drawn.set_size({"width": WIDTH, "height": max(HEIGHT, 90 + ROW_HEIGHT * len(placed.grid.frame))})
    return drawn


def _upright(book: Any, figure: Figure, kind: dict[str, str], value_format: str) -> Any:
    drawn = _framed(book.add_chart(kind), figure)
    drawn.set_x_axis(_names())
    drawn.set_y_axis(_values(value_format))
    drawn.set_size({"width": WIDTH, "height": HEIGHT})
    return drawn


def _framed(drawn: Any, figure: Figure) -> Any:
    drawn.set_title({"name": figure.title, "name_font": _font(12) | {"bold": True}, "overlay": False})
    drawn.set_legend({"none": True})
    drawn.set_chartarea({"border": {"none": True}})
    return drawn


def _names() -> dict[str, Any]:
    return {"num_font": _font(9), "line": {"color": tokens()["axis"]}, "major_tick_mark": "none"}


def _values(value_format: str) -> dict[str, Any]:
    most = {"max": 1} if value_format == "percent" else {}
    return most | {"num_format": FORMATS[value_format], "num_font": _font(9), "min": 0, "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": tokens()["hair"], "width": 0.5}}}  # fmt: skip


def _series(placed: Placed, names: str, values: str, colour: str = "", **more: Any) -> dict[str, Any]:
    fill = {"fill": {"color": colour}} if colour else {}
    place = {"categories": placed.cells(names), "values": placed.cells(values), "name": placed.header(values)}
    return place | fill | more


def _told(value_format: str) -> dict[str, Any]:
    """The value written at the end of its bar."""
    return {"value": True, "num_format": FORMATS[value_format].replace("0%", "0.0%"), "font": _font(9)}


def _font(size: int) -> dict[str, Any]:
    return {"name": FONT, "size": size, "color": tokens()["t2"]}


def _outside(placed: Placed) -> list[tuple[str, bool]]:
    frame = placed.grid.frame
    return list(zip(frame["name"].astype(str), frame["outside"].astype(bool), strict=True))
