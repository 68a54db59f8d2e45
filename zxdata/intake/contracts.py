"""The contract of a dataset: every cell becomes its value, or a fault that says what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from zxdata.datasets import Column, Dataset
from zxdata.intake import cells
from zxdata.intake.cells import BadCell
from zxdata.intake.characters import line, tidy
from zxdata.intake.headers import Header
from zxdata.intake.measures import multiple
from zxdata.intake.sheets import Cell, Formula, Row, Shown
from zxdata.intake.values import Known, beyond, identifies, reader
from zxdata.intake.vocabulary import plain, vocabulary

__all__ = ["SHOWN", "Contract", "Entry", "Fault", "Known"]

SHOWN = 200  # characters of a refused value
LONGEST_PLACEHOLDER = 4
ROUNDED = 10**15
COUNTED = frozenset(("number", "integer", "date", "instant", "flag"))
DAYS = frozenset(("date", "instant"))
LINES = frozenset(("title", "name"))  # text of one line
LIMIT, NOTE = "due_on", "note"
PARTNERS, OUTSIDE = "partner_regions", "outside_partners"


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
    """Reads the rows of one sheet for one dataset. Values that come again are looked up once.

    Raises Unreadable where the header names a column twice or in a unit that is not understood.
    """

    def __init__(self, dataset: Dataset, header: Header, known: Known, sheet: str = "") -> None:
        self._sheet, self._known = sheet, known
        self._columns = [(column, at) for column in dataset.columns if (at := header.place(column)) is not None]
        self._labels = {column.name for column, _ in self._columns if identifies(column, dataset)}
        self._read = {
            column.name: reader(
                column,
                known,
                label=column.name in self._labels,
                times=multiple(column, header, at),
                same=vocabulary().same.get(f"{dataset.name}.{column.name}"),
            )
            for column, at in self._columns
        }
        self._seen: dict[tuple[str, str], Any] = {}

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
        for column, at in self._columns:
            cell = row.cell(at)
            text = cells.as_text(cell.value if isinstance(cell, Shown) and column.kind in COUNTED else cell)
            if column.name == LIMIT and plain(text) in vocabulary().limit_notes:
                notes.append((column.header, text))
                text = ""
            if column.name == PARTNERS:
                text, outside = beyond(text, self._known)
            try:
                self._look_at(column, cell, text)
                values[column.name] = self._value(column, text)
            except BadCell as bad:
                fault = Fault(row.number, column.header, text[:SHOWN], bad.reason, bad.remedy, self._sheet, bad.asks)
                faults.append(fault)
        if PARTNERS in values:
            written = cells.several(values.get(OUTSIDE) or "")
            values[OUTSIDE] = "、".join(dict.fromkeys((*written, *outside))) or None
        if notes and NOTE in values:
            said = [f"{header}：{text}" for header, text in notes]
            values[NOTE] = "；".join((*said, *([values[NOTE]] if values[NOTE] else [])))
        return Entry(row.number, values, self._sheet, tuple(notes)), faults

    def _look_at(self, column: Column, cell: Cell, text: str) -> None:
        """Refuses what a cell's text alone does not tell."""
        if isinstance(cell, Formula):
            raise BadCell("公式没有算出的值", "请在 Excel 或 WPS 里打开，算好后保存再导入，或直接填写值")
        if column.name in self._labels and isinstance(cell, int) and abs(cell) >= ROUNDED:
            raise BadCell("超过 15 位的数字，Excel 已把后面的几位改成 0", "请把这一列设成文本格式，重新填写")
        if column.kind in DAYS and isinstance(cell, float) and 1 <= cell < 13 and text.endswith((".1", ".2", ".3")):
            raise BadCell(f"是一个数，不是日期：{text} 也可能原是 {text}0", "请把这一格设成文本或日期，写全年月日")

    def _value(self, column: Column, text: str) -> Any:
        if not text or (len(text) <= LONGEST_PLACEHOLDER and _says_nothing(column, text)):
            if column.required:
                raise BadCell(
                    "必填项没有填", f"请填写{column.header}" + (f"，例如 {column.sample}" if column.sample else "")
                )
            return None
        if column.kind == "text" and column.name not in self._labels:
            return cells.storable(line(text) if column.name in LINES else tidy(text))
        seen = (column.name, text)
        if seen not in self._seen:
            self._seen[seen] = self._attempt(column, text)
        value = self._seen[seen]
        if isinstance(value, BadCell):
            raise value
        return value

    def _attempt(self, column: Column, text: str) -> Any:
        try:
            return self._read[column.name](cells.storable(text))
        except BadCell as bad:
            return bad


def _says_nothing(column: Column, text: str) -> bool:
    """“/”, “—”, “无”: nothing to say; but 无 answers a question of yes or no."""
    if column.kind == "flag" and text in cells.NO:
        return False
    return plain(text) in vocabulary().placeholders
