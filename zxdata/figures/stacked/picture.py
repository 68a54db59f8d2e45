"""Stacked bars as a picture."""

from typing import Any

import numpy as np

from zxdata.figures.media.picture import legend, names_down, numbers
from zxdata.figures.stacked import Stacked
from zxdata.figures.stacked.table import table


def draw(figure: Stacked, axes: Any) -> None:
    rows = table(figure).frame
    left = np.zeros(len(rows))
    for n, name in enumerate(figure.series):
        values = rows[f"s{n}"].astype(float).fillna(0).to_numpy()
        label = figure.palette.word(name)
        axes.barh(np.arange(len(rows)), values, left=left, height=0.7, color=figure.tokens.series(name, n), label=label)
        left += values
    names_down(axes, rows["name"])
    numbers(axes.xaxis, figure.value_format)
    legend(axes)
