"""The chart of an area in a workbook."""

from typing import Any

from zxdata.figures.area import Area
from zxdata.figures.media.sheet import Placed, over_periods, series

STACKED = {"type": "area", "subtype": "stacked"}


def chart(figure: Area, book: Any, placed: Placed, aside: Placed | None) -> Any:
    """What is counted of a day lasts until the next."""
    rows = aside or placed
    whole, drawn = over_periods(book, figure, STACKED, rows, figure.value_format, lasting=True)
    for n, name in enumerate(figure.series):
        drawn.add_series(series(rows, "period", f"s{n}", figure.tokens.series(name, n)))
    return whole
