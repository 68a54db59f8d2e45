"""What bars say."""

from collections.abc import Iterator, Sequence

from zxdata.figures.bars import Bars
from zxdata.figures.items import Item, Lead, Number, Values, named
from zxdata.figures.media.phrases import FEW, counted, listed, value_text


def sentences(figure: Bars) -> tuple[str, ...]:
    frame = figure.frame
    if frame.empty:
        return ()
    if frame["base"].astype(str).str.len().any() and len(frame) <= 2 * FEW + 1:
        return (f"{'，'.join(_bar(row, figure) for row in frame.itertuples())}。",)
    if len(frame) <= FEW:
        return (f"{listed(frame, figure)}。",)
    return (f"列出的 {counted(len(frame), figure)}中，居前的是{listed(frame.head(FEW), figure)}。",)


def _bar(row: object, figure: Bars) -> str:
    """Its number in its own unit, where it has one, and its base, unless that only repeats the unit."""
    unit = str(getattr(row, "unit", figure.unit))
    value, base = value_text(getattr(row, "value", None), figure, unit), str(getattr(row, "base", "") or "")
    return f"{getattr(row, 'name', '')} {value}{f'（{base}）' if base not in ('', unit) else ''}"


def items(figure: Bars) -> Iterator[Item]:
    """An item a bar, carrying the number it shows, else the values it stands for."""
    carrying = next(name for name in ("metric", "carries", "name") if name in figure.frame)
    yield from named(figure.frame, carrying, figure.value_format)


def lead(figure: Bars, carried: Sequence[str]) -> Lead | None:
    if "metric" in figure.frame:
        return Number(carried[0])
    if figure.crossed:
        return Values(tuple(zip((figure.dimension, figure.crossed), carried, strict=True)))
    return Values(tuple((figure.dimension, value) for value in carried)) if figure.dimension else None
