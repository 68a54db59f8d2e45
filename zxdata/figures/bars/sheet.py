"""The chart of bars in a workbook."""

from typing import Any

from zxdata.figures.bars import Bars
from zxdata.figures.media.sheet import (
    Placed,
    lying,
    series,
    value_labels,
)
from zxdata.figures.palette import PAPER


def chart(figure: Bars, book: Any, placed: Placed, aside: Placed | None) -> Any:
    drawn = lying(book, figure, len(figure.frame), figure.value_format)
    labels = value_labels(figure.value_format)
    drawn.add_series(series(placed, "name", "value", PAPER.accent, gap=45, data_labels=labels))
    return drawn
