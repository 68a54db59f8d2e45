"""The chart of survival curves in a workbook."""

from typing import Any

from zxdata.figures.layout.curves import curves
from zxdata.figures.media.sheet import (
    Placed,
    font,
    legend,
    numbers_axis,
    series,
    upright,
)
from zxdata.figures.palette import PAPER, mixed
from zxdata.figures.survival import Survival


def chart(figure: Survival, book: Any, placed: Placed, aside: Placed | None) -> Any:
    """Steps between the two thin lines of their band; limits dotted, medians as named dots."""
    assert aside is not None
    drawn = upright(book, figure, {"type": "scatter", "subtype": "straight"}, "percent")
    lines = curves(figure)
    for n, line in enumerate(lines):
        colour = figure.tokens.series(figure.series[line.series], line.series)
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
            look["line"] = {"color": PAPER.t2, "width": 1, "dash_type": "round_dot"}
        elif line.role == "band":
            look["line"] = {"color": mixed(PAPER.surface, colour, 0.45), "width": 0.75}
        else:
            look["line"] = {"color": colour, "width": 2 if line.series == 0 else 1.5}
        drawn.add_series(series(aside, f"x{n}", f"y{n}", **look))
    drawn.set_x_axis(numbers_axis("天"))
    drawn.set_legend(legend(*(n for n, line in enumerate(lines) if line.role in ("band", "median"))))
    return drawn
