"""The chart of a trend in a workbook."""

from typing import Any

from zxdata.figures.media.sheet import Placed, legend, series, upright
from zxdata.figures.trend import Trend


def chart(figure: Trend, book: Any, placed: Placed, aside: Placed | None) -> Any:
    drawn = upright(book, figure, {"type": "line"}, figure.value_format)
    for n, name in enumerate(figure.series):
        line = {"color": figure.tokens.series(name, n), "width": 2.25 if n == 0 else 1.5}
        drawn.add_series(series(placed, "period", f"s{n}", line=line))
    drawn.set_legend(legend())
    drawn.show_blanks_as("gap")
    return drawn
