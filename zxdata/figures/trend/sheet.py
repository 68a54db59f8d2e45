"""The chart of a trend in a workbook."""

from typing import Any

from zxdata.figures.media.sheet import Placed, over_periods, series
from zxdata.figures.trend import Trend


def chart(figure: Trend, book: Any, placed: Placed, aside: Placed | None) -> Any:
    """Over the table or, where its days last or some are days off, over what stands aside of it."""
    rows = aside or placed
    whole, drawn = over_periods(book, figure, {"type": "line"}, rows, figure.value_format, lasting=figure.step)
    for n, name in enumerate(figure.series):
        line = {"color": figure.tokens.series(name, n), "width": 2.25 if n == 0 else 1.5}
        drawn.add_series(series(rows, "period", f"s{n}", line=line))
    whole.show_blanks_as("gap")
    return whole
