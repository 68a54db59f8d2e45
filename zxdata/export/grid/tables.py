"""The tables behind figures that are read."""

import pandas as pd

from zxdata.export.grid.whole import grid
from zxdata.figures import COLOURS, Board, Profile, Table
from zxdata.figures.grid import Grid, laid


@grid.register
def _(figure: Board) -> Grid:
    counts = pd.DataFrame(
        [(c, figure.counts.get(c), figure.changes.get(c)) for c in COLOURS if c in figure.counts],
        columns=["colour", "count", "change"],
    )
    aside = laid(
        counts,
        ("colour", "颜色", "colour"),
        ("count", "件数", "integer"),
        ("change", figure.compared_with or "变化", "integer"),
    )
    order = figure.frame["colour"].map({state: n for n, state in enumerate(COLOURS)})
    frame = figure.frame.iloc[order.argsort(kind="stable")]
    return laid(
        frame,
        ("colour", "颜色", "colour"),
        ("no", "编号", "text"),
        ("name", "题目", "text"),
        ("region", "区划", "text"),
        ("reason", "原因", "text"),
        ("days", "工作日", "text"),
        aside=aside,
    )


@grid.register
def _(figure: Profile) -> Grid:
    return laid(figure.frame, ("name", "项目", "text"), ("value", "内容", "text"), ("base", "说明", "text"))


@grid.register
def _(figure: Table) -> Grid:
    """A list of twelve months in one cell becomes twelve columns."""
    frame, columns = figure.frame.copy(), []
    for column in figure.columns:
        if column.kind != "months":
            columns.append((column.name, column.header, column.kind))
            continue
        lists = [each if isinstance(each, (list, tuple)) else [] for each in frame[column.name]]
        for n in range(max((len(each) for each in lists), default=0)):
            name = f"{column.name}.{n}"
            frame[name] = [each[n] if n < len(each) else None for each in lists]
            columns.append((name, f"{column.header} {n + 1}", "integer"))
    return laid(frame, *columns)
