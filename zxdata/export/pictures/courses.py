"""Pictures of figures of how things go."""

from typing import Any

import matplotlib.dates as days
import numpy as np
from matplotlib.patches import Polygon, Rectangle

from zxdata import words
from zxdata.export.pictures.axes import draw, height
from zxdata.figures import Gantt, Sankey, Strips, Survival
from zxdata.figures.kind import LEAST
from zxdata.figures.layout.curves import curves
from zxdata.figures.layout.ribbons import NODE, ribbons
from zxdata.figures.layout.spans import EPOCH, spans
from zxdata.figures.media.picture import legend, names_down, numbers, of_rows, told
from zxdata.figures.palette import tokens


@height.register(Gantt)
@height.register(Strips)
def _(figure: Gantt | Strips) -> float:
    return of_rows(figure.frame["no"].nunique())


@height.register
def _(figure: Sankey) -> float:
    return LEAST * 1.3


@draw.register
def _(figure: Survival, axes: Any) -> bool:
    """Steps in their band; limits dotted, medians as named dots."""
    lines = curves(figure)
    for each in lines:
        colour = tokens().series(figure.series[each.series], each.series)
        if each.role == "curve":
            width = 1.8 if each.series == 0 else 1.2
            axes.plot(each.x, each.y, color=colour, linewidth=width, label=each.name)
        elif each.role == "limit":
            axes.plot(each.x, each.y, color=tokens().t2, linestyle=":", linewidth=1, label=each.name)
        elif each.role == "median":
            axes.plot(each.x, each.y, "o", color=colour, markersize=4)
            shift, side = (-5, "right") if each.left else (5, "left")
            told(axes, each.name, (each.x[0], each.y[0]), (shift, 0), ha=side)
    bands = [each for each in lines if each.role == "band"]
    for lower, upper in zip(bands[::2], bands[1::2], strict=True):
        colour = tokens().series(figure.series[lower.series], lower.series)
        axes.fill_between(lower.x, lower.y, upper.y, color=colour, alpha=0.15, linewidth=0)
    axes.set_xlim(left=0)
    axes.set_xlabel("天")
    numbers(axes.yaxis, "percent")
    legend(axes)
    return True


@draw.register(Gantt)
@draw.register(Strips)
def _(figure: Gantt | Strips, axes: Any) -> bool:
    laid, shift = spans(figure), days.date2num(EPOCH)
    left = np.full(len(laid.names), shift)
    for _, lengths, colours in laid.series:
        axes.barh(np.arange(len(laid.names)), lengths, left=left, height=0.62, color=[c or "none" for c in colours])
        left += np.array(lengths)
    for name, colour in laid.legend:
        axes.barh([0], [0], left=[laid.first + shift], color=colour, label=name)
    if laid.today is not None:
        axes.axvline(
            laid.today + shift,
            color=tokens().t2,
            linestyle="--",
            linewidth=0.8,
            label=f"今日 {words.short_day(figure.today)}",
        )
    names_down(axes, laid.names)
    axes.set_xlim(laid.first + shift - 1, laid.last + shift)
    axes.xaxis.set_major_locator(days.AutoDateLocator(minticks=3, maxticks=6))
    axes.xaxis.set_major_formatter(lambda at, _: words.short_day(days.num2date(at)))
    legend(axes)
    return True


@draw.register
def _(figure: Sankey, axes: Any) -> bool:
    """What goes back or round again stands out."""
    laid = ribbons(figure)
    for ribbon in laid.ribbons:
        colour, share = (tokens().t3, 0.35) if ribbon.kind == "forward" else (tokens().accent, 0.8)
        axes.add_patch(Polygon(ribbon.ring, closed=True, facecolor=colour, alpha=share, linewidth=0))
    for node in laid.nodes:
        axes.add_patch(Rectangle((node.left, node.top), NODE, max(node.height, 0.004), color=tokens().t2))
        said = f"{node.name} {words.number(node.value, 'integer')}"
        if node.head:
            told(axes, said, (node.left, node.top), (0, 5), fontsize=6.5)
        else:
            told(axes, said, (node.left + NODE, node.top + node.height / 2), fontsize=6.5)
    axes.set_xlim(0, 1.12)
    axes.set_ylim(1, 0)
    axes.set_axis_off()
    return True
