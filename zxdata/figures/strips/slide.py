"""Cases as bands of days on a slide."""

from typing import Any

from zxdata.figures.kind import Box
from zxdata.figures.media.slide.days import draw_days
from zxdata.figures.strips import Strips
from zxdata.figures.strips.days import spans
from zxdata.figures.strips.table import table


def draw(figure: Strips, shapes: Any, box: Box) -> Any:
    return draw_days(shapes, box, spans(figure), table(figure), figure.today)
