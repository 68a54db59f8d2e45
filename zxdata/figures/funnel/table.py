"""The table behind a funnel plot."""

from zxdata.figures.funnel import Funnel
from zxdata.figures.grid import Grid, grid_of
from zxdata.figures.media.beyond import words_of

NARROW, WIDE = 0.8, 1.05  # how far the curves of a funnel reach beyond its dots


def table(figure: Funnel) -> Grid:
    """Beside the dots, the curves of the limits where dots lie, and the mean."""
    kind, sizes = figure.value_format, figure.frame["n"].dropna()
    limits = figure.limits
    if len(sizes):
        limits = limits[(limits["n"] >= sizes.min() * NARROW) & (limits["n"] <= sizes.max() * WIDE)]
    aside = grid_of(
        limits.assign(mean=figure.mean),
        ("n", figure.x_title, "integer"),
        ("lower", "控制下限", kind),
        ("upper", "控制上限", kind),
        ("mean", figure.mean_name, kind),
    )
    return grid_of(
        figure.frame.assign(outside=words_of(figure.frame["outside"])),
        ("name", "名称", "text"),
        ("n", figure.x_title, "integer"),
        ("value", "值", kind),
        ("outside", "越限", "text"),
        aside=aside,
    )
