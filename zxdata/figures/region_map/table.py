"""The table behind a map of regions."""

from zxdata.figures.grid import Grid, base, grid_of
from zxdata.figures.region_map import RegionMap


def table(figure: RegionMap) -> Grid:
    kind = figure.value_format
    return grid_of(
        figure.frame,
        ("code", "代码", "text"),
        ("name", "区划", "text"),
        ("value", figure.value_name, kind),
        *base(figure.frame),
        ("red", "红", "integer"),
        ("yellow", "黄", "integer"),
    )
