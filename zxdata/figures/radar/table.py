"""The table behind a radar."""

from zxdata.figures.grid import Grid, grid_of
from zxdata.figures.radar import Radar


def table(figure: Radar) -> Grid:
    return grid_of(
        figure.frame,
        ("name", "方面", "text"),
        ("value", figure.own, figure.value_format),
        ("beside", figure.others, figure.value_format),
        ("full", "上限", figure.value_format),
    )
