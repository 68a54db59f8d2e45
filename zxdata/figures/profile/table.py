"""The table behind a profile."""

from zxdata.figures.grid import Grid, laid
from zxdata.figures.profile import Profile


def table(figure: Profile) -> Grid:
    return laid(figure.frame, ("name", "项目", "text"), ("value", "内容", "text"), ("base", "说明", "text"))
