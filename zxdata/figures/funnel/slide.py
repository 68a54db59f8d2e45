"""A funnel plot on a slide."""

from typing import Any

from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE

from zxdata.figures.funnel import Funnel
from zxdata.figures.funnel.table import table
from zxdata.figures.kind import Box
from zxdata.figures.media.beyond import WITHIN, present
from zxdata.figures.media.slide.chart_style import (
    dots,
    label,
    line,
    numbers_axis,
    style_chart,
    value_axis,
)
from zxdata.figures.media.slide.native import plotted
from zxdata.figures.palette import PAPER


def draw(figure: Funnel, shapes: Any, box: Box) -> Any:
    """Dots before the two curves of the limits and the mean; those beyond are named, above or below."""
    rows = table(figure)
    assert rows.aside is not None
    limits, frame = rows.aside.frame, figure.frame[figure.frame["n"].notna() & figure.frame["value"].notna()]
    groups = [("限内", PAPER.stage, frame[frame["outside"] == WITHIN])]
    for way, beyond in present(frame["outside"]).items():
        groups.append((beyond.word, beyond.ink(PAPER), frame[frame["outside"] == way]))
    curves = [(column.header, limits["n"], limits[column.name]) for column in rows.aside.columns[1:]]
    drawn = plotted(shapes, box, [*curves, *((name, held["n"], held["value"]) for name, _, held in groups)])
    style_chart(drawn, legend=True)
    percent, top = figure.value_format == "percent", float(frame["value"].max()) if len(frame) else 1.0
    most = 1.0 if percent else _round_above(max(top, float(limits["upper"].quantile(0.9)) if len(limits) else 0))
    value_axis(drawn.value_axis, figure.value_format, most=most)
    numbers_axis(drawn.category_axis, figure.x_title)
    for n, dash in enumerate((None, None, "dash")):
        line(drawn.plots[0].series[n], PAPER["axis" if dash is None else "t3"], 1.25, XL_MARKER_STYLE.NONE, dash)
    for position, (series, (_, ink, held)) in enumerate(zip(list(drawn.plots[0].series)[3:], groups, strict=True)):
        dots(series, ink, 8)
        if position:
            for n, row in enumerate(held.itertuples()):
                above = row.value > figure.mean
                where = XL_LABEL_POSITION.ABOVE if above else XL_LABEL_POSITION.BELOW
                label(series.points[n], where, text=str(row.name))
    return drawn


def _round_above(value: float) -> float:
    """The next of 1, 2, 5 × 10ⁿ tenths: 143 → 150."""
    step = 10 ** (len(str(int(value))) - 1) / 2
    return float(-(-value // step) * step)
