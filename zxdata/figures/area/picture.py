"""An area as a picture."""

from typing import Any

from zxdata.figures.area import Area
from zxdata.figures.area.table import table
from zxdata.figures.media.picture import over_periods, rests


def draw(figure: Area, axes: Any) -> None:
    rows = table(figure).frame
    values = [rows[f"s{n}"].astype(float).fillna(0) for n in range(len(figure.series))]
    axes.stackplot(
        rows.index,
        *values,
        colors=[figure.tokens.series(s, n) for n, s in enumerate(figure.series)],
        labels=[figure.palette.word(s) for s in figure.series],
    )
    rests(axes, rows["period"], figure.days_off)
    over_periods(axes, rows["period"], figure.value_format)
