"""The chart of a ranking in a workbook."""

from typing import Any

from zxdata.figures.media.beyond import inks, present
from zxdata.figures.media.sheet import (
    HEIGHT,
    WIDTH,
    Placed,
    legend,
    lying,
    series,
    unseen,
    upright,
    value_labels,
)
from zxdata.figures.ranking import Ranking

COLUMN_WIDTH = 26


def chart(figure: Ranking, book: Any, placed: Placed, aside: Placed | None) -> Any:
    """Those beyond their control limit carry the accent. Where there are limits, dots before the band of each."""
    colour = figure.tokens
    if aside is None:
        shades = [{"fill": {"color": ink}} for ink in inks(figure.frame["outside"], colour, colour.stage)]
        drawn = lying(book, figure, len(figure.frame), figure.value_format)
        labels = value_labels(figure.value_format)
        drawn.add_series(series(placed, "name", "value", points=shades, gap=45, data_labels=labels))
        return drawn
    drawn = upright(book, figure, {"type": "column", "subtype": "stacked"}, figure.value_format)
    drawn.add_series(series(aside, "name", "lower", gap=60) | unseen())
    drawn.add_series(series(aside, "name", "band", colour.hair))
    dots = book.add_chart({"type": "line"})
    held = present(figure.frame["outside"])
    for name, shade in (("within", colour.stage), *((way, beyond.ink(colour)) for way, beyond in held.items())):
        kind = "diamond" if name == "better" else "circle"
        marker = {"type": kind, "size": 6, "fill": {"color": shade}, "border": {"none": True}}
        dots.add_series(series(aside, "name", name, line={"none": True}, marker=marker))
    if figure.mean is not None:
        dots.add_series(series(aside, "name", "mean", line={"color": colour.t3, "width": 1}))
    if figure.target is not None:
        line = {"color": colour.red, "width": 1, "dash_type": "dash"}
        dots.add_series(series(aside, "name", "target", line=line))
    drawn.combine(dots)
    drawn.set_legend(legend(0))
    drawn.set_size({"width": max(WIDTH, COLUMN_WIDTH * len(figure.frame)), "height": HEIGHT})
    return drawn
