"""The radar in a workbook, over the cells of its table."""

from typing import Any

from zxdata.figures.media.sheet import HEIGHT, WIDTH, Placed, framed, legend, series
from zxdata.figures.palette import PAPER
from zxdata.figures.radar import Radar


def chart(figure: Radar, book: Any, placed: Placed, aside: Placed | None) -> Any:
    drawn = framed(book.add_chart({"type": "radar", "subtype": "with_markers"}), figure)
    for column, ink in (("value", PAPER.accent), ("beside", PAPER.t3)):
        drawn.add_series(series(placed, "name", column, line={"color": ink, "width": 2}))
    drawn.set_legend(legend())
    drawn.set_size({"width": WIDTH, "height": HEIGHT})
    return drawn
