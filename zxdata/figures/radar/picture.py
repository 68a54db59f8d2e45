"""A radar as a picture."""

from typing import Any

from zxdata.figures.media.picture import annotate, legend
from zxdata.figures.palette import PAPER
from zxdata.figures.radar import Radar
from zxdata.figures.radar.shares import closed, points, shares


def draw(figure: Radar, axes: Any) -> None:
    for ring in (0.5, 1.0):
        axes.plot(*closed([ring] * len(figure.frame)), color=PAPER.hair, linewidth=0.8)
    for name, column, ink, dash in (
        (figure.others, "beside", PAPER.t3, "--"),
        (figure.own, "value", PAPER.accent, "-"),
    ):
        axes.plot(*closed(shares(figure, column)), dash, color=ink, linewidth=1.4, label=name)
    for name, x, y in zip(figure.frame["name"], *points([1.0] * len(figure.frame)), strict=True):
        annotate(axes, str(name), (x, y), (0, 0), ha="center" if abs(x) < 0.2 else "left" if x > 0 else "right")
    axes.set_aspect("equal")
    axes.set_axis_off()
    legend(axes)
