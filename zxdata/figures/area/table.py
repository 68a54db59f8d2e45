"""The table behind an area: a row a day, a column a state."""

from zxdata.figures.area import Area
from zxdata.figures.grid import Grid, laid, wide
from zxdata.figures.palette import COLOURS


def table(figure: Area) -> Grid:
    series = ((f"s{n}", COLOURS[name][1], figure.value_format) for n, name in enumerate(figure.series))
    return laid(wide(figure.frame, "period", figure.series), ("period", "日期", "text"), *series)
