"""What stacked bars say."""

from collections.abc import Iterator, Sequence

from zxdata.figures.items import Item, Lead, Values, crossed
from zxdata.figures.media.phrases import counted, value_text
from zxdata.figures.stacked import Stacked
from zxdata.filters import UNFILLED


def sentences(figure: Stacked) -> tuple[str, ...]:
    if figure.frame.empty:
        return ()
    sums = figure.frame.groupby("series")["value"].sum()
    parts = (f"{figure.palette.word(s)} {value_text(sums.get(s, 0), figure)}" for s in figure.series)
    count = len(set(figure.frame["name"]) - {UNFILLED})
    return (f"{counted(count, figure)}合计：{'、'.join(parts)}。",)


def items(figure: Stacked) -> Iterator[Item]:
    """An item a segment."""
    yield from crossed(figure.frame, "name", "series", figure.value_format, figure.palette)


def lead(figure: Stacked, carried: Sequence[str]) -> Lead | None:
    if not figure.dimension:
        return None
    segment = tuple((figure.series_dimension, value) for value in carried[1:] if figure.series_dimension)
    return Values(((figure.dimension, carried[0]), *segment))
