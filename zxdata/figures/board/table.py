"""The table behind a board."""

import pandas as pd

from zxdata.figures.board import Board
from zxdata.figures.grid import Grid, grid_of
from zxdata.rules.palette import ORDER


def table(figure: Board) -> Grid:
    counts = pd.DataFrame(
        [(c, figure.counts.get(c), figure.changes.get(c)) for c in ORDER if c in figure.counts],
        columns=["colour", "count", "change"],
    )
    aside = grid_of(
        counts,
        ("colour", "颜色", "colour"),
        ("count", "件数", "integer"),
        ("change", figure.compared_with or "变化", "integer"),
    )
    order = figure.frame["colour"].map({state: n for n, state in enumerate(ORDER)})
    frame = figure.frame.iloc[order.argsort(kind="stable")]
    return grid_of(
        frame,
        ("colour", "颜色", "colour"),
        ("no", "编号", "text"),
        ("name", "题目", "text"),
        ("region", "区划", "text"),
        ("reason", "原因", "text"),
        ("days", "工作日", "text"),
        aside=aside,
    )
