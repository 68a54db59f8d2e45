"""The table behind an area: a row a day, a column a state."""

from zxdata.figures.area import Area
from zxdata.figures.grid import Grid, grid_of, wide, with_rests


def table(figure: Area) -> Grid:
    series = ((f"s{n}", figure.palette.word(name), figure.value_format) for n, name in enumerate(figure.series))
    columns = [("period", "日期", "text"), *series]
    return grid_of(*with_rests(wide(figure.frame, "period", figure.series), columns, figure.days_off))
