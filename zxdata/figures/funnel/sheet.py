"""The chart of a funnel plot in a workbook."""

from typing import Any

from zxdata.figures.funnel import Funnel
from zxdata.figures.media.beyond import inks
from zxdata.figures.media.sheet import (
    FORMATS,
    Placed,
    font,
    numbers_axis,
    series,
    upright,
    value_axis,
)
from zxdata.figures.palette import PAPER


def chart(figure: Funnel, book: Any, placed: Placed, aside: Placed | None) -> Any:
    """Dots before the two curves of the limits and the mean; those beyond are named."""
    assert aside is not None
    drawn = upright(book, figure, {"type": "scatter", "subtype": "straight"}, figure.value_format)
    for name in ("lower", "upper"):
        curve = {"color": PAPER.axis, "width": 1}
        drawn.add_series(series(aside, "n", name, line=curve, marker={"type": "none"}))
    mean = {"color": PAPER.t3, "width": 1, "dash_type": "dash"}
    drawn.add_series(series(aside, "n", "mean", line=mean, marker={"type": "none"}))
    outside = figure.frame["outside"]
    shades = [{"fill": {"color": ink}, "border": {"none": True}} for ink in inks(outside, PAPER, PAPER.stage)]
    names = {
        "custom": [
            {"value": str(name) if out else "", "delete": not out}
            for name, out in zip(figure.frame["name"], outside, strict=True)
        ],
        "value": True,
        "font": font(9),
        "position": "above",
    }
    marker = {"type": "circle", "size": 6, "fill": {"color": PAPER.stage}, "border": {"none": True}}
    drawn.add_series(series(placed, "n", "value", line={"none": True}, marker=marker, points=shades, data_labels=names))
    drawn.set_x_axis(numbers_axis(figure.x_title))
    drawn.set_y_axis(value_axis(figure.value_format) | {"num_format": FORMATS[figure.value_format]})
    return drawn
