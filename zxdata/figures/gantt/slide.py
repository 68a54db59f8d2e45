"""Cases on their way on a slide."""

from typing import Any

from zxdata.figures.gantt import Gantt
from zxdata.figures.gantt.days import spans
from zxdata.figures.gantt.table import table
from zxdata.figures.kind import Box
from zxdata.figures.media.slide.days import draw_days


def draw(figure: Gantt, shapes: Any, box: Box) -> Any:
    return draw_days(shapes, box, spans(figure), table(figure), figure.today)
