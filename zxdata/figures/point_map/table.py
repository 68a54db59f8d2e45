"""The table behind a map of places."""

from zxdata.figures.grid import Grid, grid_of
from zxdata.figures.point_map import PointMap


def table(figure: PointMap) -> Grid:
    """The stations, or where there are too many to mark, how many lie in each cell; beside them the places proposed."""
    sites = grid_of(
        figure.sites,
        ("rank", "次序", "integer"),
        ("name", "建议选址", "text"),
        ("lon", "经度", "degrees"),
        ("lat", "纬度", "degrees"),
    )
    aside = sites if len(figure.sites) else None
    if len(figure.density):
        return grid_of(
            figure.density,
            ("lon", "经度", "degrees"),
            ("lat", "纬度", "degrees"),
            ("count", "阵地数", "integer"),
            aside=aside,
        )
    states = {"active": "活跃", "asleep": "沉睡", "closed": "停用"}
    frame = figure.frame.assign(state=figure.frame["state"].map(states))
    return grid_of(
        frame,
        ("no", "阵地编号", "text"),
        ("name", "名称", "text"),
        ("kind", "类型", "text"),
        ("state", "状态", "text"),
        ("lon", "经度", "degrees"),
        ("lat", "纬度", "degrees"),
        aside=aside,
    )
