"""Cases as bands of days as a picture."""

from typing import Any

from zxdata.figures.media.picture import of_days
from zxdata.figures.strips import Strips
from zxdata.figures.strips.days import spans


def draw(figure: Strips, axes: Any) -> None:
    of_days(axes, spans(figure), figure.today)
