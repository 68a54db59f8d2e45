"""Charts of figures of how things go."""

from typing import Any

from zxdata.export.workbook.chart import chart
from zxdata.figures import Gantt, Strips, Survival
from zxdata.figures.layout.curves import curves
from zxdata.figures.layout.spans import spans
from zxdata.figures.media.sheet import (
    Placed,
    font,
    legend,
    lying,
    numbers_axis,
    series,
    unseen,
    upright,
)
from zxdata.figures.palette import mixed, tokens


@chart.register
def _(figure: Survival, book: Any, placed: Placed, aside: Placed | None) -> Any:
    """Steps between the two thin lines of their band; limits dotted, medians as named dots."""
    assert aside is not None
    drawn = upright(book, figure, {"type": "scatter", "subtype": "straight"}, "percent")
    lines = curves(figure)
    for n, line in enumerate(lines):
        colour = tokens().series(figure.series[line.series], line.series)
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
            look["line"] = {"color": tokens().t2, "width": 1, "dash_type": "round_dot"}
        elif line.role == "band":
            look["line"] = {"color": mixed(tokens().surface, colour, 0.45), "width": 0.75}
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
            "major_gridlines": {"visible": True, "line": {"color": tokens().hair, "width": 0.5}},
        }
    )
    drawn.set_legend(legend())
    return drawn
