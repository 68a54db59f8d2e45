"""What a matrix says."""

from collections.abc import Iterator, Sequence

import pandas as pd

from zxdata.figures.items import Choice, Item, Lead, Values, crossed
from zxdata.figures.matrix import Matrix
from zxdata.figures.media.phrases import FEW, period, value_text
from zxdata.rules.palette import ORDER


def sentences(figure: Matrix) -> tuple[str, ...]:
    """What stands out, else the largest."""
    frame = figure.frame[figure.frame["value"] > 0]
    if frame.empty:
        return ()
    outside = frame[frame["outside"].astype(bool)].sort_values("value", ascending=False)
    if len(outside):
        more = f"等 {len(outside)} 处" if len(outside) > FEW else ""
        return (f"框出的有{_cells(outside.head(FEW), figure)}{more}。",)
    return (f"最多的是{_cells(frame.nlargest(FEW, 'value'), figure)}。",)


def _cells(frame: pd.DataFrame, figure: Matrix) -> str:
    return "、".join(
        f"{_word(r.row, figure)}—{_word(r.column, figure)} {value_text(r.value, figure)}" for r in frame.itertuples()
    )


def _word(name: str, figure: Matrix) -> str:
    return figure.palette.word(name) if name in ORDER else period(name)


def items(figure: Matrix) -> Iterator[Item]:
    """An item a cell."""
    yield from crossed(figure.frame, "row", "column", figure.value_format, figure.palette)


def lead(figure: Matrix, carried: Sequence[str]) -> Lead | None:
    if figure.option:
        return Choice(figure.option, "→".join(carried))
    if not figure.row_dimension:
        return None
    column = tuple((figure.column_dimension, value) for value in carried[1:] if figure.column_dimension)
    return Values(((figure.row_dimension, carried[0]), *column))
