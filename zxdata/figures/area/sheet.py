"""The chart of an area in a workbook."""

from typing import Any

from zxdata.figures.area import Area
from zxdata.figures.media.sheet import Placed, legend, series, upright


def chart(figure: Area, book: Any, placed: Placed, aside: Placed | None) -> Any:
    drawn = upright(book, figure, {"type": "area", "subtype": "stacked"}, figure.value_format)
    for n, name in enumerate(figure.series):
        drawn.add_series(series(placed, "period", f"s{n}", figure.tokens.series(name, n)))
    drawn.set_legend(legend())
    return drawn
