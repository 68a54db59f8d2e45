"""Native Excel charts over the cells of a figure's table: how all of them look."""

from dataclasses import dataclass
from typing import Any

from zxdata.figures.base import Figure
from zxdata.figures.grid import Grid
from zxdata.figures.layout.daily import top
from zxdata.figures.layout.spans import Spans
from zxdata.figures.palette import FONT, PAPER

WIDTH, HEIGHT, ROW_HEIGHT = 560, 340, 19
TEXT_IS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
DATES = {"date_axis": True, "num_format": 'm"月"d"日"', "major_unit": 14, "major_unit_type": "days"}
FORMATS = {"percent": "0%", "integer": "#,##0", "decimal": "0.0", "days": "0"}


@dataclass(frozen=True)
class Placed:
    """A grid in a sheet: its header stands in row ``top`` from column ``left`` on."""

    sheet: str
    grid: Grid
    top: int
    left: int

    def cells(self, name: str) -> list[Any]:
        """The column's cells, as XlsxWriter refers to them; what is empty at their end is left out."""
        at, last = self.left + self.grid.position(name), self.grid.frame[name].last_valid_index()
        return [self.sheet, self.top + 1, at, self.top + 1 + int(last or 0), at]

    def header(self, name: str) -> list[Any]:
        return [self.sheet, self.top, self.left + self.grid.position(name)]


def lying(book: Any, figure: Figure, rows: int, value_format: str, **more: str) -> Any:
    """Horizontal bars, the first row on top."""
    drawn = framed(book.add_chart({"type": "bar", **more}), figure)
    drawn.set_y_axis(names_axis() | {"reverse": True, "major_gridlines": {"visible": False}})
    drawn.set_x_axis(value_axis(value_format) | {"label_position": "none"})
    drawn.set_size({"width": WIDTH, "height": max(HEIGHT, 90 + ROW_HEIGHT * rows)})
    return drawn


def upright(book: Any, figure: Figure, kind: dict[str, str], value_format: str) -> Any:
    drawn = framed(book.add_chart(kind), figure)
    drawn.set_x_axis(names_axis())
    drawn.set_y_axis(value_axis(value_format))
    drawn.set_size({"width": WIDTH, "height": HEIGHT})
    return drawn


def over_periods(
    book: Any, figure: Figure, kind: dict[str, str], rows: Placed, value_format: str, *, lasting: bool
) -> tuple[Any, Any]:
    """A chart over the column ``period``, and the part of it that takes the series of ``kind``. Where days are told apart,
    those on which nobody works are a ground: stretches where days are ``lasting``, else columns; lines lie before it,
    areas are seen through it.
    """
    dated, most = any(column.kind == "date" for column in rows.grid.columns), top(rows.grid)
    below = {"type": "area" if lasting else "column"}
    kinds = [kind] if most is None else [below, kind] if kind["type"] == "line" else [kind, below]
    whole, *more = [upright(book, figure, kinds[0], value_format), *map(book.add_chart, kinds[1:])]
    if dated:
        whole.set_x_axis(names_axis() | DATES)
    if most is not None:
        whole.set_y_axis(value_axis(value_format) | {"max": most})
        ground = whole if kinds[0] is below else more[0]
        shade: dict[str, Any] = {"fill": {"color": PAPER.hair, "transparency": 60}, "border": {"none": True}, "gap": 0}
        ground.add_series(series(rows, "period", "ground", **shade))
        whole.combine(more[0])
    whole.set_legend(legend())
    return whole, more[0] if kinds[0] is below and more else whole


def framed(drawn: Any, figure: Figure) -> Any:
    drawn.set_title({"name": figure.title, "name_font": font(12) | {"bold": True}, "overlay": False})
    drawn.set_legend({"none": True})
    drawn.set_chartarea({"border": {"none": True}})
    return drawn


def names_axis() -> dict[str, Any]:
    return {"num_font": font(9), "line": {"color": PAPER.axis}, "major_tick_mark": "none"}


def value_axis(value_format: str) -> dict[str, Any]:
    most = {"max": 1} if value_format == "percent" else {}
    return most | {
        "num_format": FORMATS[value_format],
        "num_font": font(9),
        "min": 0,
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": PAPER.hair, "width": 0.5}},
    }


def numbers_axis(title: str) -> dict[str, Any]:
    return {
        "name": title,
        "name_font": font(9),
        "num_font": font(9),
        "num_format": "#,##0",
        "min": 0,
        "major_gridlines": {"visible": False},
    }


def series(placed: Placed, names: str, values: str, colour: str = "", **more: Any) -> dict[str, Any]:
    fill = {"fill": {"color": colour}} if colour else {}
    place = {"categories": placed.cells(names), "values": placed.cells(values), "name": placed.header(values)}
    return place | fill | more


def unseen() -> dict[str, Any]:
    return {"fill": {"none": True}, "border": {"none": True}}


def value_labels(value_format: str, **more: Any) -> dict[str, Any]:
    """The value written at the end of its bar."""
    return {"value": True, "num_format": FORMATS[value_format].replace("0%", "0.0%"), "font": font(9)} | more


def legend(*without: int) -> dict[str, Any]:
    return {"position": "top", "font": font(9), "delete_series": list(without)}


def font(size: int) -> dict[str, Any]:
    return {"name": FONT, "size": size, "color": PAPER.t2}


def of_days(book: Any, figure: Figure, aside: Placed, laid: Spans) -> Any:
    """Stretches of days on unseen bars; None where there are none: Excel opens no chart without a series."""
    if not laid.series:
        return None
    drawn = lying(book, figure, len(laid.names), "integer", subtype="stacked")
    for n, (_, _, colours) in enumerate(laid.series):
        shade = next((colour for colour in colours if colour), "")
        bars = series(aside, "name", f"s{n}", shade, gap=45)
        drawn.add_series(bars if shade else bars | unseen() | {"name": " "})
    drawn.set_x_axis(
        {
            "num_format": "yyyy-mm-dd",
            "num_font": font(9),
            "min": laid.first,
            "max": laid.last,
            "major_gridlines": {"visible": True, "line": {"color": PAPER.hair, "width": 0.5}},
        }
    )
    drawn.set_legend(legend())
    return drawn
