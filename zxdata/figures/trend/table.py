"""The table behind a trend: a row a period, a column a series."""

import pandas as pd

from zxdata.figures.grid import Grid, grid_of, wide, with_rests
from zxdata.figures.layout.daily import of_days
from zxdata.figures.trend import Trend


def table(figure: Trend) -> Grid:
    """Aside what a chart needs to draw steps, or the days on which nobody works."""
    frame = figure.frame
    rows = wide(frame, "period", figure.series)
    complete = frame.groupby("period")["complete"].all() if len(frame) else pd.Series(dtype=bool)
    rows["complete"] = rows["period"].map(complete)
    series = [(f"s{n}", figure.palette.word(name), figure.value_format) for n, name in enumerate(figure.series)]
    whole = ("complete", "完整", "flag")
    aside = None
    if figure.step or figure.days_off:
        high = 1.0 if figure.value_format == "percent" else float(frame["value"].max())
        aside = of_days(rows, [*series, whole], figure.days_off, high, lasting=figure.step)
    columns = [("period", "期间", "text"), *series, whole]
    return grid_of(*with_rests(rows, columns, figure.days_off), aside=aside)
