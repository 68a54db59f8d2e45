"""The table behind a matrix."""

from zxdata.figures.grid import Grid, grid_of, wide
from zxdata.figures.matrix import Matrix


def table(figure: Matrix) -> Grid:
    long = figure.frame.rename(columns={"row": "name", "column": "series"})
    long = long.iloc[long["name"].map({name: n for n, name in enumerate(figure.rows)}).argsort(kind="stable")]
    heads = ((f"s{n}", figure.palette.word(c), figure.value_format) for n, c in enumerate(figure.columns))
    return grid_of(wide(long, "name", figure.columns), ("name", figure.kind, "text"), *heads)
