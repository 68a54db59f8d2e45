"""Columns as a picture."""

from typing import Any

import numpy as np

from zxdata.figures.columns import ColumnsFigure
from zxdata.figures.media.picture import names_across, numbers

COLUMNS_NAMED = 15


def draw(figure: ColumnsFigure, axes: Any) -> None:
    x = np.arange(len(figure.frame))
    axes.bar(
        x,
        figure.frame["value"].fillna(0),
        width=0.7,
        color=[figure.tokens.series(c, 0) for c in figure.frame["colour"]],
    )
    longest = figure.frame["name"].astype(str).str.len().max()
    names_across(axes, figure.frame["name"], COLUMNS_NAMED if longest <= 5 else COLUMNS_NAMED // 2)
    numbers(axes.yaxis, figure.value_format)
