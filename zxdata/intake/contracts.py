"""The contract of a dataset: every cell becomes its value, or a fault that says what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from zxdata.datasets import Dataset
from zxdata.intake.cells import BadCell, several
from zxdata.intake.fields import PARTNERS, Field, Note, Parted
from zxdata.intake.headers import Header
from zxdata.intake.sheets import Row
from zxdata.intake.values import Known

__all__ = ["SHOWN", "Contract", "Entry", "Fault", "Known"]

SHOWN = 200  # characters of a refused value
SPECIAL = frozenset((BadCell, Note, Parted))
NOTE = "note"
OUTSIDE = "outside_partners"


@dataclass(frozen=True)
class Fault:
    """One refused cell: the row as Excel numbers it, the column's header, the value as written, why, what would work.

    ``column`` is empty where the row as a whole is refused; ``sheet`` is, where the file has but one that was read;
    ``asks`` is the key of the question whose answer would let the cell in.
    """

    row: int
    column: str
    value: str
    reason: str
    remedy: str
    sheet: str = ""
    asks: str = ""


@dataclass(frozen=True)
class Entry:
    """One row that keeps the contract: its number and a value for each column the file has.

    ``notes``: (column's header, text) of cells that say something else than a value, such as a limit 立行立改.
    """

    row: int
    values: dict[str, Any]
    sheet: str = ""
    notes: tuple[tuple[str, str], ...] = ()


class Contract:
    """Reads the rows of one sheet for one dataset.

    Raises Unreadable where the header names a column twice or in a unit that is not understood.
    """

    def __init__(self, dataset: Dataset, header: Header, known: Known, sheet: str = "") -> None:
        self._sheet = sheet
        noted = next((column.header for column in dataset.columns if column.name == NOTE), "")
        self._room = f"，原话可写进“{noted}”列" if noted else ""
        places = ((column, header.place(column)) for column in dataset.columns)
        self._fields = [Field(column, at, dataset, header, known) for column, at in places if at is not None]

    def keep(self, rows: Iterable[Row]) -> tuple[list[Entry], list[Fault]]:
        """The rows that keep the contract, and all faults of those that do not."""
        entries, faults = [], []
        for row in rows:
            entry, wrong = self._row(row)
            faults += wrong
            if not wrong:
                entries.append(entry)
        return entries, faults

    def _row(self, row: Row) -> tuple[Entry, list[Fault]]:
        values: dict[str, Any] = {}
        notes, faults = [], []
        outside: tuple[str, ...] = ()
        cells, width = row.cells, len(row.cells)
        for field in self._fields:
            cell = cells[field.at] if field.at < width else ""
            found = field[cell if cell.__class__ is str else field.key(cell)]
            if found.__class__ not in SPECIAL:
                values[field.column.name] = found
            elif isinstance(found, Parted):
                values[field.column.name], outside = found.value, found.outside
            elif isinstance(found, BadCell):
                shown = field.text(cell)[:SHOWN]
                faults.append(
                    Fault(row.number, field.column.header, shown, found.reason, found.remedy, self._sheet, found.asks)
                )
            elif isinstance(found, Note):
                notes.append((field.column.header, found.text))
                values[field.column.name] = None
        if PARTNERS in values:
            written = values.get(OUTSIDE)
            both = dict.fromkeys((*several(written or ""), *outside))
            values[OUTSIDE] = "、".join(both) if outside else written
        if notes and NOTE not in values:
            faults += (self._unnoted(row, header, text) for header, text in notes)
        elif notes:
            said = [f"{header}：{text}" for header, text in notes]
            values[NOTE] = "；".join((*said, *([values[NOTE]] if values[NOTE] else [])))
        return Entry(row.number, values, self._sheet, tuple(notes)), faults

    def _unnoted(self, row: Row, header: str, text: str) -> Fault:
        """Words in place of a day are not lost: where there is no room for them, the row waits."""
        remedy = f"请填日期；不定日期的请把这一格留空，期限由规则推算{self._room}"
        return Fault(row.number, header, text, "写的不是哪一天，表里也没有备注可以记下这句话", remedy, self._sheet)
