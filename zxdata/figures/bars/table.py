"""The table behind bars."""

from zxdata.figures.bars import Bars
from zxdata.figures.grid import Grid, grid_of


def table(figure: Bars) -> Grid:
    base = [("base", "备注", "text")] if figure.frame["base"].astype(str).str.len().any() else []
    return grid_of(figure.frame, ("name", "名称", "text"), ("value", "值", figure.value_format), *base)
