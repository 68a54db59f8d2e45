"""The table behind an area: a row a day, a column a state."""

from zxdata.figures.area import Area
from zxdata.figures.grid import Grid, grid_of, wide, with_rests
from zxdata.figures.layout.daily import of_days


def table(figure: Area) -> Grid:
    """Aside what a chart needs in which each day lasts until the next."""
    rows = wide(figure.frame, "period", figure.series)
    series = [(f"s{n}", figure.palette.word(name), figure.value_format) for n, name in enumerate(figure.series)]
    high = float(figure.frame.groupby("period")["value"].sum().max()) if len(rows) else 0.0
    aside = of_days(rows, series, figure.days_off, high, lasting=True)
    return grid_of(*with_rests(rows, [("period", "日期", "text"), *series], figure.days_off), aside=aside)
