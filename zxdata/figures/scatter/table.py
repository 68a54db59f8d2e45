"""The table behind a scatter plot."""

from typing import Any

import pandas as pd

from zxdata.figures.grid import Grid, grid_of
from zxdata.figures.scatter import Scatter

WEAK, OTHER = "两项都低于平均", "其余"


def weak(figure: Scatter) -> "pd.Series[Any]":
    """Which rows lie below both means."""
    return (figure.frame["x"] < figure.x_mean) & (figure.frame["y"] < figure.y_mean)


def table(figure: Scatter) -> Grid:
    return grid_of(
        figure.frame.assign(weak=[WEAK if low else "" for low in weak(figure)]),
        ("no", "编号", "text"),
        ("name", "名称", "text"),
        ("x", figure.x_title, figure.value_format),
        ("y", figure.y_title, figure.value_format),
        ("weak", "位置", "text"),
    )
