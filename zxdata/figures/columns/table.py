"""The table behind columns."""

from zxdata.figures.columns import ColumnsFigure
from zxdata.figures.grid import Grid, grid_of


def table(figure: ColumnsFigure) -> Grid:
    colour = [("colour", "颜色", "colour")] if (figure.frame["colour"] != "").any() else []
    return grid_of(figure.frame, ("name", "名称", "text"), ("value", "值", figure.value_format), *colour)
