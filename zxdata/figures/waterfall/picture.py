"""A waterfall as a picture."""

from typing import Any

import numpy as np

from zxdata import words
from zxdata.figures.media.picture import annotate, names_across
from zxdata.figures.palette import PAPER
from zxdata.figures.waterfall import Waterfall
from zxdata.figures.waterfall.table import table


def draw(figure: Waterfall, axes: Any) -> None:
    rows = table(figure).aside
    assert rows is not None
    frame = rows.frame.astype({name: float for name in ("below", "whole", "rise", "fall")}).fillna(0)
    x = np.arange(len(frame))
    axes.bar(x, frame["whole"], width=0.7, color=PAPER.accent)
    axes.bar(x, frame["rise"] + frame["fall"], bottom=frame["below"], width=0.7, color=PAPER.stage)
    for at, (value, top) in enumerate(zip(figure.frame["value"], frame.sum(axis=1, numeric_only=True), strict=True)):
        if value == value:
            annotate(axes, words.number(value, figure.value_format), (at, top), (0, 2), ha="center", va="bottom")
    names_across(axes, frame["name"], len(frame))
    axes.yaxis.set_visible(False)
