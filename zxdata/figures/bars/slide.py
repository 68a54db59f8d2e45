"""Bars on a slide."""

from typing import Any

from zxdata.figures.bars import Bars
from zxdata.figures.bars.table import table
from zxdata.figures.kind import Box
from zxdata.figures.media.slide.bars import draw_bars


def draw(figure: Bars, shapes: Any, box: Box) -> Any:
    return draw_bars(shapes, box, table(figure), figure.value_format)
