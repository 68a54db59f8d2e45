"""The table behind stacked bars."""

from zxdata.figures.grid import Grid, grid_of, wide
from zxdata.figures.stacked import Stacked


def table(figure: Stacked) -> Grid:
    words = {name: figure.palette.word(name) for name in figure.series}
    series = ((f"s{n}", words[name], figure.value_format) for n, name in enumerate(figure.series))
    return grid_of(wide(figure.frame, "name", figure.series), ("name", "名称", "text"), *series)
