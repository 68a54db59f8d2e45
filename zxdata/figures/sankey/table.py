"""The table behind flows."""

from zxdata.figures.grid import Grid, grid_of
from zxdata.figures.sankey import Sankey

KINDS = {"forward": "前行", "return": "退回改派", "again": "再次"}


def table(figure: Sankey) -> Grid:
    return grid_of(
        figure.frame.assign(kind=figure.frame["kind"].map(KINDS)),
        ("source", "从", "text"),
        ("target", "到", "text"),
        ("value", "件", "integer"),
        ("kind", "走向", "text"),
    )
