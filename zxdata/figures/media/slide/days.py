"""Stretches of days as stacked bars over dates; today as a line over them."""

from datetime import date
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE as KIND
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import PP_ALIGN
from pptx.util import Emu, Pt

from zxdata import words
from zxdata.figures.grid import Grid
from zxdata.figures.kind import Box
from zxdata.figures.layout.spans import Spans
from zxdata.figures.media.slide.chart_style import (
    fill,
    fitting,
    names_axis,
    plot_area,
    rgb,
    style_chart,
    value_axis,
)
from zxdata.figures.media.slide.native import chart_of
from zxdata.figures.media.slide.shapes import unstyled, write
from zxdata.figures.palette import PAPER

PLOT = (0.36, 0.09, 0.62, 0.84)  # of the chart's box: left, top, width, height
DATES = 'm"月"d"日"'


def draw_days(shapes: Any, box: Box, laid: Spans, grid: Grid, today: date) -> Any:
    """The plot lies at a known place, so that the line of today meets its date."""
    rows = grid.aside
    assert rows is not None
    drawn = chart_of(shapes, box, KIND.BAR_STACKED, rows, "name", [f"s{n}" for n in range(len(laid.series))])
    style_chart(drawn)
    plot_area(drawn, PLOT)
    names_axis(drawn.category_axis, reverse=True, size=fitting(laid.names))
    value_axis(drawn.value_axis, DATES, least=laid.first, most=laid.last)
    drawn.plots[0].gap_width, drawn.plots[0].overlap = 45, 100
    for series, (_, _, colours) in zip(drawn.plots[0].series, laid.series, strict=True):
        fill(series, next((colour for colour in colours if colour), ""))
    _legend(shapes, box, laid.legend)
    if laid.today is not None:
        _today(shapes, box, (laid.today - laid.first) / (laid.last - laid.first), f"今日 {words.short_day(today)}")
    return drawn


def _legend(shapes: Any, box: Box, shades: tuple[tuple[str, str], ...]) -> None:
    """As text: a chart's own legend would name the unseen bars, or count them otherwise in another office."""
    left, top, width, height = box
    drawn = write(shapes, "", (left, top, round(width * 0.8), round(height * PLOT[1] * 0.7)), 11, align=PP_ALIGN.LEFT)
    drawn.name = "图例"
    for name, shade in shades:
        for text, ink in (("■ ", shade), (f"{name}　", PAPER.t2)):
            run = drawn.text_frame.paragraphs[0].add_run()
            run.text = text
            run.font.size, run.font.color.rgb = Pt(11), rgb(ink)


def _today(shapes: Any, box: Box, share: float, said: str) -> None:
    left, top, width, height = box
    x = Emu(round(left + width * (PLOT[0] + PLOT[2] * share)))
    above, below = Emu(round(top + height * PLOT[1])), Emu(round(top + height * (PLOT[1] + PLOT[3])))
    line = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, x, above, x, below)
    line.name = said
    unstyled(line)
    line.line.color.rgb, line.line.width, line.line.dash_style = rgb(PAPER.t1), Pt(1), MSO_LINE.DASH
    write(shapes, said, (x - Emu(600_000), above - Emu(230_000), Emu(1_200_000), Emu(220_000)), 10, "t2")
