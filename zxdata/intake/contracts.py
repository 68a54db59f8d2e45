"""The contract of a dataset: every cell becomes its value, or a fault that says what to do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from zxdata.datasets import Column, Dataset
from zxdata.errors import Unknown, WrongUse
from zxdata.intake import cells
from zxdata.intake.cells import BadCell, Clock
from zxdata.intake.headers import Header
from zxdata.intake.reading import Row
from zxdata.intake.units import Units
from zxdata.regions import Regions

SHOWN = 200  # characters of a refused value
RANGES = {"lon": (-180.0, 180.0, "经度"), "lat": (-90.0, 90.0, "纬度")}


@dataclass(frozen=True)
class Fault:
    """One refused cell: the row as Excel numbers it, the column's header, the value as written, why, what would work.

    ``column`` is empty where the row as a whole is refused.
    """

    row: int
    column: str
    value: str
    reason: str
    remedy: str


@dataclass(frozen=True)
class Entry:
    """One row that keeps the contract: its number and a value for each column the file has."""

    row: int
    values: dict[str, Any]


@dataclass(frozen=True)
class Known:
    """What names in cells are looked up in; ``home`` is the region below which a name must be unique."""

    clock: Clock
    regions: Regions
    units: Units
    home: str | None


class Contract:
    """Reads the rows of one file for one dataset. Values that come again are looked up once."""

    def __init__(self, dataset: Dataset, header: Header, known: Known) -> None:
        self.columns = [(column, at) for column in dataset.columns if (at := header.place(column)) is not None]
        self.known = known
        self._read: dict[str, Callable[[str], Any]] = {column.name: self._reader(column) for column, _ in self.columns}
        self._seen: dict[tuple[str, str], Any] = {}

    def keep(self, rows: Iterable[Row]) -> tuple[list[Entry], list[Fault]]:
        """The rows that keep the contract, and all faults of those that do not."""
        entries, faults = [], []
        for row in rows:
            values, wrong = self._row(row)
            faults += wrong
            if not wrong:
                entries.append(Entry(row.number, values))
        return entries, faults

    def _row(self, row: Row) -> tuple[dict[str, Any], list[Fault]]:
        values: dict[str, Any] = {}
        faults = []
        for column, at in self.columns:
            text = cells.as_text(row.cells[at]) if at < len(row.cells) else ""
            try:
                values[column.name] = self._value(column, text)
            except BadCell as bad:
                faults.append(Fault(row.number, column.header, text[:SHOWN], bad.reason, bad.remedy))
        return values, faults

    def _value(self, column: Column, text: str) -> Any:
        if not text:
            if column.required:
                raise BadCell(
                    "必填项没有填", f"请填写{column.header}" + (f"，例如 {column.sample}" if column.sample else "")
                )
            return None
        if column.kind == "text":
            return cells.storable(text)
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

    def _reader(self, column: Column) -> Callable[[str], Any]:
        clock = self.known.clock
        readers: dict[str, Callable[[str], Any]] = {
            "text": str,
            "choice": str,
            "closed": lambda text: _one_of(column, text),
            "date": lambda text: cells.day(text, clock),
            "instant": lambda text: cells.moment(text, clock),
            "number": lambda text: _within(column, cells.number(text)),
            "integer": cells.integer,
            "flag": cells.flag,
            "region": self._region,
            "regions": lambda text: "、".join(dict.fromkeys(self._region(name) for name in cells.several(text))),
            "unit": self.known.units.resolve,
        }
        return readers[column.kind]

    def _region(self, text: str) -> str:
        if not self.known.regions.all:
            raise BadCell("行政区划表还是空的，无法认出区划", "请先导入行政区划，或把这一格留空")
        try:
            return self.known.regions.resolve(text, below=self.known.home)
        except Unknown as fault:
            reason, _, hint = str(fault).partition("。")
            close = f"{hint.partition('？')[0]}？" if "？" in hint else ""
            raise BadCell(reason, f"{close}请填区划代码、全称或现有名称") from None
        except WrongUse as fault:
            raise BadCell(str(fault).rstrip("。"), "请填区划代码，或从上到下写全，如 某市某区某街道") from None


def _one_of(column: Column, text: str) -> str:
    words = [word for word, _ in column.values]
    if (squeezed := "".join(text.split())) in words:
        return squeezed
    close = get_close_matches(text, words, n=1, cutoff=0.5)
    hint = f"您要填的是不是 {close[0]}？" if close else ""
    raise BadCell(f"不在{column.header}的固定取值里", f"{hint}可填：{'、'.join(words)}")


def _within(column: Column, value: float) -> float:
    low, high, name = RANGES.get(column.name, (float("-inf"), float("inf"), ""))
    if not low <= value <= high:
        raise BadCell(f"超出{name}的范围 {low:g} 到 {high:g}", "请核对，经度和纬度可能填反了")
    return value
