"""What stacked bars say."""

from collections.abc import Iterator, Sequence

from zxdata.figures.items import Item, Lead, Values, crossed
from zxdata.figures.media.phrases import counted, value_text
from zxdata.figures.stacked import Stacked
from zxdata.filters import UNFILLED


def sentences(figure: Stacked) -> tuple[str, ...]:
    """What all bars hold of each part; scores, which cannot be added up, as the highest and the lowest bar."""
    if figure.frame.empty:
        return ()
    count = counted(len(set(figure.frame["name"]) - {UNFILLED}), figure)
    if figure.value_format == "integer":
        sums = figure.frame.groupby("series")["value"].sum()
        parts = (f"{figure.palette.word(s)} {value_text(sums.get(s, 0), figure)}" for s in figure.series)
        return (f"{count}合计：{'、'.join(parts)}。",)
    whole = figure.frame.groupby("name", sort=False)["value"].sum()
    ends = (
        f"最{word}的是{name} {value_text(whole[name], figure)}"
        for word, name in (("高", whole.idxmax()), ("低", whole.idxmin()))
    )
    return (f"{count}中{'，'.join(ends)}。",)


def items(figure: Stacked) -> Iterator[Item]:
    """An item a segment."""
    yield from crossed(figure.frame, "name", "series", figure.value_format, figure.palette)


def lead(figure: Stacked, carried: Sequence[str]) -> Lead | None:
    if not figure.dimension:
        return None
    segment = tuple((figure.series_dimension, value) for value in carried[1:] if figure.series_dimension)
    return Values(((figure.dimension, carried[0]), *segment))
