"""The table behind a waterfall."""

import pandas as pd

from zxdata.figures.grid import Grid, grid_of
from zxdata.figures.waterfall import Waterfall


def table(figure: Waterfall) -> Grid:
    """Beside the steps, what a stacked chart needs to let them float: the height below, and each sort of bar."""
    kind, rows, level = figure.value_format, [], 0.0
    for name, value, standing in figure.frame[["name", "value", "standing"]].itertuples(index=False):
        step = float("nan") if standing else value
        below = 0.0 if standing else min(level, level + value)
        level = value if standing else level + value
        rows.append((name, below, value if standing else None, max(step, 0) or None, max(-step, 0) or None))
    bars = pd.DataFrame(rows, columns=["name", "below", "whole", "rise", "fall"])
    aside = grid_of(
        bars,
        ("name", "名称", "text"),
        ("below", "悬空", kind),
        ("whole", "存量", kind),
        ("rise", "增加", kind),
        ("fall", "减少", kind),
    )
    return grid_of(figure.frame, ("name", "名称", "text"), ("value", "值", kind), aside=aside)
