"""Which kinds of figure have a chart in a workbook."""

from functools import singledispatch
from typing import Any

from zxdata.figures import KINDS, Figure
from zxdata.figures.media.sheet import Placed


@singledispatch
def chart(figure: Figure, book: Any, placed: Placed, aside: Placed | None) -> Any:
    """The chart of a figure, or None."""
    kind = KINDS.get(type(figure))
    return kind.sheet.do(figure, book, placed, aside) if kind and kind.sheet else None


def has_chart(figure: Figure) -> bool:
    kind = KINDS.get(type(figure))
    return bool(kind.sheet) if kind else chart.dispatch(type(figure)) is not chart.dispatch(Figure)
