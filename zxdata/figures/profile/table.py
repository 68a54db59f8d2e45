"""The table behind a profile."""

from zxdata.figures.grid import Grid, grid_of
from zxdata.figures.profile import Profile


def table(figure: Profile) -> Grid:
    return grid_of(figure.frame, ("name", "项目", "text"), ("value", "内容", "text"), ("base", "说明", "text"))
