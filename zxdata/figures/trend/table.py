"""The table behind a trend: a row a period, a column a series."""

import pandas as pd

from zxdata.figures.grid import Grid, grid_of, wide, with_rests
from zxdata.figures.trend import Trend


def table(figure: Trend) -> Grid:
    frame = figure.frame
    rows = wide(frame, "period", figure.series)
    complete = frame.groupby("period")["complete"].all() if len(frame) else pd.Series(dtype=bool)
    rows["complete"] = rows["period"].map(complete)
    series = ((f"s{n}", figure.palette.word(name), figure.value_format) for n, name in enumerate(figure.series))
    columns = [("period", "期间", "text"), *series, ("complete", "完整", "flag")]
    return grid_of(*with_rests(rows, columns, figure.days_off))
