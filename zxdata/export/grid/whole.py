"""Which figure is laid out how."""

from functools import singledispatch

from zxdata.figures import KINDS, Figure
from zxdata.figures.grid import Grid


@singledispatch
def grid(figure: Figure) -> Grid:
    """The table behind a figure, its rows in the figure's order, none left out."""
    return KINDS[type(figure)].table.do(figure)
