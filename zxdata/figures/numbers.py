"""Which numbers a figure shows."""

from collections.abc import Iterator

from zxdata.figures.base import Figure
from zxdata.figures.tables import Board, Table
from zxdata.figures.trend import Trend


def numbers(figure: Figure) -> tuple[str, ...]:
    """The keys of their metrics: the figure's own, those of its series or states, of its bars or steps, of its columns
    (whose names may be none).
    """
    return tuple(dict.fromkeys(key for key in _named(figure) if key))


def _named(figure: Figure) -> Iterator[str]:
    yield figure.metric
    if isinstance(figure, Trend):
        yield from figure.metrics
    if isinstance(figure, Board):
        yield from figure.metrics.values()
    if "metric" in figure.frame:
        yield from figure.frame["metric"].dropna()
    if isinstance(figure, Table):
        yield from (column.name for column in figure.columns)
