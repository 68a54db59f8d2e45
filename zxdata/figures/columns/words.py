"""What columns say."""

from collections.abc import Iterator, Sequence

from zxdata.figures.columns import ColumnsFigure
from zxdata.figures.items import Item, Lead, Values, named
from zxdata.figures.media.phrases import FEW, period, value_text


def sentences(figure: ColumnsFigure) -> tuple[str, ...]:
    values = figure.frame["value"].fillna(0)
    if not values.sum():
        return ()
    most = figure.frame[values == values.max()]
    at = "、".join(period(str(name)) for name in most["name"])
    said = f"最多的是{at}，{'各 ' if len(most) > 1 else ''}{value_text(values.max(), figure)}"
    if len(most) > FEW:
        said = f"最多的 {len(most)} 处各 {value_text(values.max(), figure)}"
    return (f"合计 {value_text(values.sum(), figure)}，{said}。",)


def items(figure: ColumnsFigure) -> Iterator[Item]:
    """An item a column, carrying the value it stands for."""
    yield from named(figure.frame, "carries" if "carries" in figure.frame else "name", figure.value_format)


def lead(figure: ColumnsFigure, carried: Sequence[str]) -> Lead | None:
    return Values(tuple((figure.dimension, value) for value in carried)) if figure.dimension else None
