"""What a file from outside holds, as it was read: sheets, rows and cells, before anyone knows what they mean."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property


@dataclass(frozen=True)
class Shown:
    """A number whose format belongs to it: 1 under the format 0000 is shown as ``0001``."""

    value: int | float
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Formula:
    """A formula of which the file keeps no value and which is not simple enough to work out here."""

    text: str

    def __str__(self) -> str:
        return f"={self.text}"


Cell = str | int | float | bool | Shown | Formula


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``number`` is that which Excel shows beside it. ``hidden``: by hand or by a filter."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False

    def cell(self, at: int) -> Cell:
        """The cell in column ``at``, counted from 0; empty text beyond the last one that holds anything."""
        return self.cells[at] if at < len(self.cells) else ""


@dataclass(frozen=True)
class Merged:
    """Cells that are one on screen: rows as Excel numbers them, columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One visible sheet; a file that has no sheets is one without a name. Empty rows are left out."""

    name: str
    rows: tuple[Row, ...]
    excel_1904: bool = False
    merged: tuple[Merged, ...] = ()

    def top(self, last: int) -> list[Row]:
        """The rows up to ``last`` with merged cells filled in both directions, as a header reads."""
        return self._filled(self._between(1, last), across=True)

    def below(self, last: int) -> list[Row]:
        """The rows below ``last``, merged cells filled downwards: what stands beside several rows holds for each."""
        return self._filled(self._between(last + 1, None), across=False)

    def _between(self, first: int, last: int | None) -> list[Row]:
        begin = bisect_left(self._numbers, first)
        end = len(self.rows) if last is None else bisect_right(self._numbers, last)
        return list(self.rows[begin:end])

    @cached_property
    def _numbers(self) -> list[int]:
        return [row.number for row in self.rows]

    def _filled(self, rows: list[Row], *, across: bool) -> list[Row]:
        if not self.merged or not rows:
            return rows
        numbers = [row.number for row in rows]
        cells: dict[int, dict[int, Cell]] = {}
        for merged in self.merged:
            if not across and merged.top == merged.bottom:
                continue
            begin, end = bisect_left(numbers, merged.top), bisect_right(numbers, merged.bottom)
            if begin == end or (value := self._value(merged)) == "":
                continue
            right = min(merged.right, max(len(row.cells) for row in rows)) if across else merged.left
            for row in rows[begin:end]:
                for at in range(merged.left, right + 1):
                    if row.cell(at) == "":
                        cells.setdefault(row.number, {})[at] = value
        return [_with(row, cells[row.number]) if row.number in cells else row for row in rows]

    def _value(self, merged: Merged) -> Cell:
        at = bisect_left(self._numbers, merged.top)
        held = self.rows[at] if at < len(self.rows) else None
        return held.cell(merged.left) if held and held.number == merged.top else ""


def _with(row: Row, cells: dict[int, Cell]) -> Row:
    width = max(len(row.cells), max(cells) + 1)
    return replace(row, cells=tuple(cells.get(at, row.cell(at)) for at in range(width)))


def texts(cells: Iterable[Cell]) -> list[str]:
    """What stands in the cells that hold anything, each different text once, in order."""
    return list(dict.fromkeys(text for cell in cells if (text := str(cell).strip())))
