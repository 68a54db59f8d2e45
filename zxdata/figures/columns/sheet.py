"""The chart of columns in a workbook."""

from typing import Any

from zxdata.figures.columns import ColumnsFigure
from zxdata.figures.media.sheet import (
    Placed,
    series,
    upright,
    value_labels,
)


def chart(figure: ColumnsFigure, book: Any, placed: Placed, aside: Placed | None) -> Any:
    drawn = upright(book, figure, {"type": "column"}, figure.value_format)
    shades = [{"fill": {"color": figure.tokens.series(name, 0)}} for name in figure.frame["colour"]]
    drawn.add_series(
        series(placed, "name", "value", points=shades, gap=40, data_labels=value_labels(figure.value_format))
    )
    return drawn
