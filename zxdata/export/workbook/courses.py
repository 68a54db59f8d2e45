"""Charts of figures of how things go."""

from typing import Any

from zxdata.export.curves import curves
from zxdata.export.look import mixed, series_colour, tokens
from zxdata.export.spans import spans
from zxdata.export.workbook.chart import (
    Placed,
    chart,
    font,
    legend,
    lying,
    numbers_axis,
    series,
    told,
    unseen,
    upright,
)
from zxdata.figures import Area, Gantt, Strips, Survival, Trend, Waterfall


@chart.register
def _(figure: Trend, book: Any, placed: Placed, aside: Placed | None) -> Any:
    drawn = upright(book, figure, {"type": "line"}, figure.value_format)
    for n, name in enumerate(figure.series):
        line = {"color": series_colour(name, n), "width": 2.25 if n == 0 else 1.5}
        drawn.add_series(series(placed, "period", f"s{n}", line=line))
    drawn.set_legend(legend())
    drawn.show_blanks_as("gap")
    return drawn


@chart.register
def _(figure: Area, book: Any, placed: Placed, aside: Placed | None) -> Any:
    drawn = upright(book, figure, {"type": "area", "subtype": "stacked"}, figure.value_format)
    for n, name in enumerate(figure.series):
        drawn.add_series(series(placed, "period", f"s{n}", series_colour(name, n)))
    drawn.set_legend(legend())
    return drawn


@chart.register
def _(figure: Waterfall, book: Any, placed: Placed, aside: Placed | None) -> Any:
    """Columns on an unseen column, steps with their sign."""
    assert aside is not None
    drawn = upright(book, figure, {"type": "column", "subtype": "stacked"}, figure.value_format)
    drawn.add_series(series(aside, "name", "below", gap=30) | unseen())
    for name, colour, sign in (("whole", "accent", ""), ("rise", "stage", "+"), ("fall", "stage", "−")):
        labels = told(figure.value_format)
        labels["num_format"] = f"{sign}{labels['num_format']}"
        if colour == "accent":
            labels["font"] = font(9) | {"color": tokens()["surface"]}
        drawn.add_series(series(aside, "name", name, tokens()[colour], data_labels=labels))
    return drawn


@chart.register
def _(figure: Survival, book: Any, placed: Placed, aside: Placed | None) -> Any:
    """Steps between the two thin lines of their band; limits dotted, medians as named dots."""
    assert aside is not None
    drawn = upright(book, figure, {"type": "scatter", "subtype": "straight"}, "percent")
    lines = curves(figure)
    for n, line in enumerate(lines):
        colour = series_colour(figure.series[line.series], line.series)
        look: dict[str, Any] = {"marker": {"type": "none"}}
        if line.role == "median":
            look = {
                "line": {"none": True},
                "marker": {"type": "circle", "size": 7, "fill": {"color": colour}},
                "data_labels": {
                    "series_name": True,
                    "value": False,
                    "font": font(9),
                    "position": "left" if line.left else "right",
                },
            }
        elif line.role == "limit":
            look["line"] = {"color": tokens()["t2"], "width": 1, "dash_type": "round_dot"}
        elif line.role == "band":
            look["line"] = {"color": mixed(tokens()["surface"], colour, 0.45), "width": 0.75}
        else:
            look["line"] = {"color": colour, "width": 2 if line.series == 0 else 1.5}
        drawn.add_series(series(aside, f"x{n}", f"y{n}", **look))
    drawn.set_x_axis(numbers_axis("天"))
    drawn.set_legend(legend(*(n for n, line in enumerate(lines) if line.role in ("band", "median"))))
    return drawn


@chart.register(Gantt)
@chart.register(Strips)
def _(figure: Gantt | Strips, book: Any, placed: Placed, aside: Placed | None) -> Any:
    """Stretches of days on unseen bars."""
    assert aside is not None
    laid = spans(figure)
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
            "major_gridlines": {"visible": True, "line": {"color": tokens()["hair"], "width": 0.5}},
        }
    )
    drawn.set_legend(legend())
    return drawn
