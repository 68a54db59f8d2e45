"""The chart of stacked bars in a workbook."""

from typing import Any

from zxdata.figures.media.sheet import (
    Placed,
    legend,
    lying,
    series,
)
from zxdata.figures.stacked import Stacked


def chart(figure: Stacked, book: Any, placed: Placed, aside: Placed | None) -> Any:
    drawn = lying(book, figure, len(placed.grid.frame), figure.value_format, subtype="stacked")
    for n, name in enumerate(figure.series):
        drawn.add_series(series(placed, "name", f"s{n}", figure.tokens.series(name, n), gap=45))
    drawn.set_legend(legend())
    return drawn
