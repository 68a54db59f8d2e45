"""A scatter plot as a picture."""

from typing import Any

from zxdata.figures.media.picture import numbers
from zxdata.figures.palette import PAPER
from zxdata.figures.scatter import Scatter
from zxdata.figures.scatter.table import weak


def draw(figure: Scatter, axes: Any) -> None:
    """Dots in two groups, parted by the two means."""
    frame, low = figure.frame, weak(figure)
    axes.axvline(figure.x_mean, color=PAPER.t3, linewidth=0.8, linestyle="--")
    axes.axhline(figure.y_mean, color=PAPER.t3, linewidth=0.8, linestyle="--")
    for held, ink in ((frame[~low], PAPER.stage), (frame[low], PAPER.categories[1])):
        axes.scatter(held["x"], held["y"], s=14, color=ink, zorder=3)
    axes.set_xlabel(figure.x_title)
    axes.set_ylabel(figure.y_title)
    numbers(axes.xaxis, figure.value_format)
    numbers(axes.yaxis, figure.value_format)
