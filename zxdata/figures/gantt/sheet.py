"""The chart of cases on their way in a workbook."""

from typing import Any

from zxdata.figures.gantt import Gantt
from zxdata.figures.gantt.days import spans
from zxdata.figures.media.sheet import Placed, of_days


def chart(figure: Gantt, book: Any, placed: Placed, aside: Placed | None) -> Any:
    assert aside is not None
    return of_days(book, figure, aside, spans(figure))
