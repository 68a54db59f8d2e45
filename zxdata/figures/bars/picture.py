"""Bars as a picture."""

from typing import Any

import numpy as np

from zxdata import words
from zxdata.figures.bars import Bars
from zxdata.figures.media.picture import annotate, names_down
from zxdata.figures.palette import PAPER


def draw(figure: Bars, axes: Any) -> None:
    y = np.arange(len(figure.frame))
    axes.barh(y, figure.frame["value"].fillna(0), height=0.62, color=PAPER.accent)
    for at, row in enumerate(figure.frame.itertuples()):
        if row.value == row.value and row.value is not None:
            value = words.with_unit(row.value, figure.value_format)
            annotate(axes, "　".join(part for part in (value, str(row.base or "")) if part), (row.value, at))
    names_down(axes, figure.frame["name"])
    axes.xaxis.set_visible(False)
    axes.margins(x=0.22)
