"""The chart of cases as bands of days in a workbook."""

from typing import Any

from zxdata.figures.media.sheet import Placed, of_days
from zxdata.figures.strips import Strips
from zxdata.figures.strips.days import spans


def chart(figure: Strips, book: Any, placed: Placed, aside: Placed | None) -> Any:
    assert aside is not None
    return of_days(book, figure, aside, spans(figure))
