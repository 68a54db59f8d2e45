"""A ranking on a slide."""

from typing import Any

from pptx.enum.chart import XL_CHART_TYPE as KIND
from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE

from zxdata.figures.kind import Box
from zxdata.figures.media.beyond import inks, present
from zxdata.figures.media.slide.bars import draw_bars
from zxdata.figures.media.slide.chart_style import (
    dots,
    fill,
    fitting,
    label,
    line,
    names_axis,
    style_chart,
    untold,
    value_axis,
)
from zxdata.figures.media.slide.native import as_lines, chart_of
from zxdata.figures.palette import PAPER
from zxdata.figures.ranking import Ranking
from zxdata.figures.ranking.table import table


def draw(figure: Ranking, shapes: Any, box: Box) -> Any:
    """Dots before the band of their control limits, solid beyond them; plain bars where there are none."""
    rows = table(figure)
    outside = figure.frame["outside"]
    if rows.aside is None:
        drawn = draw_bars(shapes, box, rows, figure.value_format)
        for n, ink in enumerate(inks(outside, PAPER, PAPER.stage)):
            fill(drawn.plots[0].series[0].points[n], ink)
        return drawn
    columns = [column.name for column in rows.aside.columns[1:]]
    drawn = chart_of(shapes, box, KIND.COLUMN_STACKED, rows.aside, "name", columns)
    lower, band = list(drawn.plots[0].series)[:2]
    dotted = as_lines(drawn, len(columns) - 2)
    style_chart(drawn, legend=True)
    untold(drawn, 0)
    names_axis(drawn.category_axis, standing=True, size=fitting(figure.frame["name"], standing=True))
    least = _round_below(float(figure.frame[["lower", "value"]].min().min()), figure.value_format)
    value_axis(drawn.value_axis, figure.value_format, least=least, most=1 if figure.value_format == "percent" else None)
    drawn.plots[0].gap_width, drawn.plots[0].overlap = 60, 100
    fill(lower, "")
    fill(band, PAPER.hair)
    ways = present(outside)
    within, *others = dotted.series
    dots(within, PAPER.stage, 8)
    for (way, beyond), series in zip(ways.items(), others, strict=False):
        dots(series, beyond.ink(PAPER), 10)
        for n in (n for n, out in enumerate(outside) if out == way):
            above = figure.mean is None or figure.frame["value"].iloc[n] > figure.mean
            label(series.points[n], XL_LABEL_POSITION.ABOVE if above else XL_LABEL_POSITION.BELOW, figure.value_format)
    for name, series in zip(columns[3 + len(ways) :], others[len(ways) :], strict=True):
        ink, dash = (figure.tokens.red, "dash") if name == "target" else (PAPER.t3, None)
        line(series, ink, 1, XL_MARKER_STYLE.NONE, dash)
    return drawn


def _round_below(value: float, value_format: str) -> float:
    """A tenth below, so that dots do not lie on the axis; counts begin at nought."""
    return max(int(value * 10 - 0.2) / 10, 0.0) if value_format == "percent" else 0.0
