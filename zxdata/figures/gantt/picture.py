"""Cases on their way as a picture."""

from typing import Any

from zxdata.figures.gantt import Gantt
from zxdata.figures.gantt.days import spans
from zxdata.figures.media.picture import of_days


def draw(figure: Gantt, axes: Any) -> None:
    of_days(axes, spans(figure), figure.today)
