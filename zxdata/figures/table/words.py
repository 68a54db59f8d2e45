"""The rows of a table by name, and where each leads."""

from collections.abc import Iterator, Sequence

import pandas as pd

from zxdata.figures.items import Item, Row
from zxdata.figures.media.names import short
from zxdata.figures.table import Table

LONGEST = 24


def items(figure: Table) -> Iterator[Item]:
    """An item a row, carrying its first cell and the key of the thing or number that it is about ("" for none)."""
    frame = figure.frame
    keys = next((frame[name] for name in ("metric", "code", "no") if name in frame), [""] * len(frame))
    cells = zip(frame[figure.columns[0].name], keys, _called(figure), strict=True)
    for first, key, called in cells:
        yield Item(("" if pd.isna(first) else str(first), "" if pd.isna(key) else str(key)), called)


def lead(figure: Table, carried: Sequence[str]) -> Row:
    return Row(figure.columns[0].name, carried[0], carried[-1])


def _called(table: Table) -> Iterator[str]:
    """A row by its first two words."""
    names = [column.name for column in table.columns if column.kind == "text"][:2] or [table.columns[0].name]
    for cells in zip(*(table.frame[name] for name in names), strict=True):
        yield "　".join(short(str(cell), LONGEST) for cell in cells if pd.notna(cell) and cell != "")
