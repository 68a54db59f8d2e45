"""The rows of any kind of file as they are handed on."""

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from .limits import Limits, Refused

LONGEST = 1 << 63  # beyond, JSON's readers take a whole number for a fraction


def numbered(
    rows: Iterable[list[Any]], limits: Limits, instead: Mapping[tuple[int, int], Any] | None = None
) -> Iterator[list[Any]]:
    """``[row number, cells]`` of rows that hold anything, and the places of cells that are more than their value.

    ``instead``: (row, column from 0) → what stands there.
    """
    marked = instead or {}
    touched = {row for row, _ in marked}
    count = 0
    for number, row in enumerate(rows, start=1):
        cells = [plain(cell) for cell in row]
        if number in touched:
            cells = [marked.get((number, at), cell) for at, cell in enumerate(cells)]
        while cells and isinstance(cells[-1], str) and not cells[-1].strip():
            cells.pop()
        if cells:
            count += 1
            if count > limits.rows:
                raise Refused(f"超过 {limits.rows} 行；请拆成几个文件")
            special = (
                [at for at, cell in enumerate(cells) if isinstance(cell, list | dict)] if number in touched else []
            )
            yield [number, cells, special] if special else [number, cells]


def plain(cell: Any) -> str | int | float | bool:
    """A value that JSON knows; a day and a moment as their ISO text, what is no number (NaN) as its name."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return _moment(cell)
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    if isinstance(cell, float):
        if not math.isfinite(cell):
            return repr(cell)
        return int(cell) if cell.is_integer() and abs(cell) < LONGEST else cell
    if isinstance(cell, int) and not -LONGEST <= cell < LONGEST:
        return str(cell)
    return cell  # type: ignore[no-any-return]


def _moment(cell: datetime) -> str:
    """A workbook counts days in binary fractions: half past nine is a hair off."""
    whole = (cell + timedelta(milliseconds=500)).replace(microsecond=0) if cell.microsecond else cell
    return whole.isoformat(sep=" ") if whole.time() != time() else whole.date().isoformat()
