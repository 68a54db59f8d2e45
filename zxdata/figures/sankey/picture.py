"""Flows as a picture."""

from typing import Any

from matplotlib.patches import Polygon, Rectangle

from zxdata import words
from zxdata.figures.layout.ribbons import NODE, ribbons
from zxdata.figures.media.picture import annotate
from zxdata.figures.palette import PAPER
from zxdata.figures.sankey import Sankey


def draw(figure: Sankey, axes: Any) -> None:
    """What goes back or round again stands out."""
    laid = ribbons(figure)
    for ribbon in laid.ribbons:
        colour, share = (PAPER.t3, 0.35) if ribbon.kind == "forward" else (PAPER.accent, 0.8)
        axes.add_patch(Polygon(ribbon.ring, closed=True, facecolor=colour, alpha=share, linewidth=0))
    for node in laid.nodes:
        axes.add_patch(Rectangle((node.left, node.top), NODE, max(node.height, 0.004), color=PAPER.t2))
        said = f"{node.name} {words.number(node.value, 'integer')}"
        if node.head:
            annotate(axes, said, (node.left, node.top), (0, 5), fontsize=6.5)
        else:
            annotate(axes, said, (node.left + NODE, node.top + node.height / 2), fontsize=6.5)
    axes.set_xlim(0, 1.12)
    axes.set_ylim(1, 0)
    axes.set_axis_off()
