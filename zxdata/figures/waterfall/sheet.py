"""The chart of a waterfall in a workbook."""

from typing import Any

from zxdata.figures.media.sheet import Placed, font, series, unseen, upright, value_labels
from zxdata.figures.palette import PAPER
from zxdata.figures.waterfall import Waterfall


def chart(figure: Waterfall, book: Any, placed: Placed, aside: Placed | None) -> Any:
    """Columns on an unseen column, steps with their sign."""
    assert aside is not None
    drawn = upright(book, figure, {"type": "column", "subtype": "stacked"}, figure.value_format)
    drawn.add_series(series(aside, "name", "below", gap=30) | unseen())
    for name, colour, sign in (("whole", "accent", ""), ("rise", "stage", "+"), ("fall", "stage", "−")):
        labels = value_labels(figure.value_format)
        labels["num_format"] = f"{sign}{labels['num_format']}"
        if colour == "accent":
            labels["font"] = font(9) | {"color": PAPER.surface}
        drawn.add_series(series(aside, "name", name, PAPER[colour], data_labels=labels))
    return drawn
