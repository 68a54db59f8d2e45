"""The chart of a scatter plot in a workbook."""

from typing import Any

from zxdata.figures.media.sheet import FORMATS, Placed, numbers_axis, series, upright, value_axis
from zxdata.figures.palette import PAPER
from zxdata.figures.scatter import Scatter
from zxdata.figures.scatter.table import weak


def chart(figure: Scatter, book: Any, placed: Placed, aside: Placed | None) -> Any:
    drawn = upright(book, figure, {"type": "scatter"}, figure.value_format)
    inks = [PAPER.categories[1] if low else PAPER.stage for low in weak(figure)]
    points = [{"fill": {"color": ink}, "border": {"none": True}} for ink in inks]
    marker = {"type": "circle", "size": 5, "fill": {"color": PAPER.stage}, "border": {"none": True}}
    drawn.add_series(series(placed, "x", "y", line={"none": True}, marker=marker, points=points))
    drawn.set_x_axis(numbers_axis(figure.x_title))
    drawn.set_y_axis(value_axis(figure.value_format) | {"num_format": FORMATS[figure.value_format]})
    return drawn
