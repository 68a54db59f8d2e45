"""A trend as a picture."""

from typing import Any

from zxdata.figures.media.picture import over_periods, rests
from zxdata.figures.trend import Trend
from zxdata.figures.trend.table import table


def draw(figure: Trend, axes: Any) -> None:
    """A period not over yet is dotted."""
    rows = table(figure).frame
    whole = rows["complete"].astype(bool)
    for n, name in enumerate(figure.series):
        values = rows[f"s{n}"].astype(float)
        label, colour = figure.palette.word(name), figure.tokens.series(name, n)
        how = {"drawstyle": "steps-mid"} if figure.step else {}
        axes.plot(rows.index, values.where(whole), color=colour, linewidth=1.8 if n == 0 else 1.2, label=label, **how)
        if not whole.iloc[-1] and len(rows) > 1:
            axes.plot(rows.index[-2:], values.iloc[-2:], color=colour, linewidth=1.2, linestyle=":")
    rests(axes, rows["period"], figure.days_off)
    over_periods(axes, rows["period"], figure.value_format)
