"""The rows of any kind of file as they are handed on."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from .limits import Limits, Refused


def numbered(
    rows: Iterable[list[Any]], limits: Limits, instead: Mapping[tuple[int, int], Any] | None = None
) -> Iterator[list[Any]]:
    """``[row number, cells]`` of rows that hold anything; ``instead``: (row, column from 0) → what stands there."""
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
            yield [number, cells]


def plain(cell: Any) -> str | int | float | bool:
    """A value that JSON knows; a day and a moment as their ISO text."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell  # type: ignore[no-any-return]
