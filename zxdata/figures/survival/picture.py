"""Survival curves as a picture."""

from typing import Any

from zxdata.figures.layout.curves import curves
from zxdata.figures.media.picture import annotate, legend, numbers
from zxdata.figures.palette import PAPER
from zxdata.figures.survival import Survival


def draw(figure: Survival, axes: Any) -> None:
    """Steps in their band; limits dotted, medians as named dots."""
    lines = curves(figure)
    for each in lines:
        colour = figure.tokens.series(figure.series[each.series], each.series)
        if each.role == "curve":
            width = 1.8 if each.series == 0 else 1.2
            axes.plot(each.x, each.y, color=colour, linewidth=width, label=each.name)
        elif each.role == "limit":
            axes.plot(each.x, each.y, color=PAPER.t2, linestyle=":", linewidth=1, label=each.name)
        elif each.role == "median":
            axes.plot(each.x, each.y, "o", color=colour, markersize=4)
            shift, side = (-5, "right") if each.left else (5, "left")
            annotate(axes, each.name, (each.x[0], each.y[0]), (shift, 0), ha=side)
    bands = [each for each in lines if each.role == "band"]
    for lower, upper in zip(bands[::2], bands[1::2], strict=True):
        colour = figure.tokens.series(figure.series[lower.series], lower.series)
        axes.fill_between(lower.x, lower.y, upper.y, color=colour, alpha=0.15, linewidth=0)
    axes.set_xlim(left=0)
    axes.set_xlabel("天")
    numbers(axes.yaxis, "percent")
    legend(axes)
