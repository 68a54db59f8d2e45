"""A funnel plot as a picture."""

from typing import Any

from zxdata.figures.funnel import Funnel
from zxdata.figures.funnel.table import table
from zxdata.figures.media.beyond import BEYOND
from zxdata.figures.media.picture import annotate, numbers
from zxdata.figures.palette import PAPER


def draw(figure: Funnel, axes: Any) -> None:
    """Those beyond the limits are named, above or below."""
    limits = table(figure).aside
    assert limits is not None
    for name in ("lower", "upper"):
        axes.plot(limits.frame["n"], limits.frame[name], color=PAPER.axis, linewidth=1)
    axes.axhline(figure.mean, color=PAPER.t3, linewidth=0.8)
    for way, group in figure.frame.groupby("outside"):
        ink = BEYOND[str(way)].ink(PAPER) if way else PAPER.stage
        axes.scatter(group["n"], group["value"], s=20, color=ink, zorder=3)
        for row in group.itertuples() if way else ():
            annotate(axes, str(row.name), (row.n, row.value), (0, 8 if row.value > figure.mean else -8), ha="center")
    axes.set_xlabel(figure.x_title)
    axes.set_xlim(left=0)
    numbers(axes.yaxis, figure.value_format)
