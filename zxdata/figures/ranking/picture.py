"""A ranking as a picture."""

from typing import Any

import numpy as np

from zxdata import words
from zxdata.figures.media.beyond import inks
from zxdata.figures.media.picture import mean_line, names_down, numbers
from zxdata.figures.palette import PAPER
from zxdata.figures.ranking import Ranking


def draw(figure: Ranking, axes: Any) -> None:
    """Dots, with the control band of each where it has one; the worst on top."""
    frame = figure.frame
    y = np.arange(len(frame))
    if frame["lower"].notna().any():
        axes.hlines(y, frame["lower"], frame["upper"], color=PAPER.hair, linewidth=5)
    face = inks(frame["outside"], PAPER, PAPER.surface)
    edge = inks(frame["outside"], PAPER, PAPER.accent)
    axes.scatter(frame["value"], y, s=22, c=face, edgecolors=edge, linewidths=1, zorder=3)
    if figure.mean is not None:
        mean_line(axes, figure.mean_name, figure.mean, figure.value_format)
    if figure.target is not None:
        axes.axvline(figure.target, color=figure.tokens.red, linewidth=0.8, linestyle="--")
        axes.set_title(f"目标 {words.with_unit(figure.target, figure.value_format)}", fontsize=8, loc="left")
    for chosen in np.flatnonzero(frame["code"] == figure.selected):
        axes.axhspan(chosen - 0.5, chosen + 0.5, color=PAPER.hair, alpha=0.45, linewidth=0, zorder=0)
    names_down(axes, frame["name"])
    numbers(axes.xaxis, figure.value_format)
