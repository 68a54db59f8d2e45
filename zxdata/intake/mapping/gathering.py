"""A case over several rows of a sheet, one a unit: its rows gathered into one before it is split."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from zxdata.intake.cells import as_text
from zxdata.intake.mapping.sharing import named
from zxdata.intake.sheets import Row


def gathered(
    rows: Sequence[Row], number: Callable[[Row], str], units: frozenset[int]
) -> list[tuple[Row, tuple[Row, ...]]]:
    """Each row that stands for a case, and the rows that only go on with it.

    Rows below each other of one number are one case where they say the same, or nothing more, but for the units
    (columns ``units``); these are then written into one cell. Rows that say something else stay rows of their own.
    """
    found: list[tuple[Row, tuple[Row, ...]]] = []
    for _, group in groupby(enumerate(rows), key=lambda each: number(each[1]) or each[0]):
        first, *others = (row for _, row in group)
        if others and all(_goes_on(first, row, units) for row in others):
            found.append((_joined(first, others, units), tuple(others)))
        else:
            found += ((row, ()) for row in (first, *others))
    return found


def _goes_on(first: Row, row: Row, units: frozenset[int]) -> bool:
    width = max(len(first.cells), len(row.cells))
    return all(row.cell(at) in ("", first.cell(at)) for at in range(width) if at not in units)


def _joined(first: Row, others: Sequence[Row], units: frozenset[int]) -> Row:
    width = max(len(row.cells) for row in (first, *others))

    def cell(at: int) -> object:
        if at not in units:
            return first.cell(at)
        names = dict.fromkeys(name for row in (first, *others) for name in named(row.cell(at)))
        return "、".join(names) if len(names) > 1 else as_text(first.cell(at)) or "".join(names)

    return replace(first, cells=tuple(cell(at) for at in range(width)))  # type: ignore[misc]
