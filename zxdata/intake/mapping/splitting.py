"""One row of theirs becomes rows of several datasets, still as cells: what they hold is read by the contracts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from unicodedata import normalize

from zxdata.datasets import Column
from zxdata.intake import days
from zxdata.intake.cells import BadCell, as_text
from zxdata.intake.contracts import NOTE, SHOWN, Fault
from zxdata.intake.headers import squeeze
from zxdata.intake.mapping.gathering import gathered
from zxdata.intake.mapping.headings import positions
from zxdata.intake.mapping.limits import after, day_of_month, is_month, is_span
from zxdata.intake.mapping.numbering import Number, compose
from zxdata.intake.mapping.record import TITLE, YEAR, Mapping, Source, Target, points_at
from zxdata.intake.mapping.sharing import shared
from zxdata.intake.mapping.title import YEARS, Title, title
from zxdata.intake.mapping.uses import USED_ON, day_of_use
from zxdata.intake.sheets import Cell, Row
from zxdata.intake.tables import Table
from zxdata.intake.values import LIMIT, Known
from zxdata.intake.vocabulary import plain, vocabulary

GRADE = re.compile(r"([A-Za-z])\s*[类级档]")  # A类 is A
WRONG = "?"


@dataclass(frozen=True)
class Record:
    """A row for one dataset: cells by field, and the headers of theirs from which they were taken."""

    target: Target
    cells: dict[str, Cell]
    headers: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True)
class Split:
    """What a row of theirs becomes. ``year``: of its days written without one; ``unused``: headers of cells that hold
    something and went nowhere."""

    row: int
    number: str
    records: tuple[Record, ...] = ()
    faults: tuple[Fault, ...] = ()
    unused: tuple[str, ...] = ()
    year: int | None = None


class Splitter:
    """Splits the rows of one table by one mapping."""

    def __init__(self, mapping: Mapping, table: Table, known: Known) -> None:
        self.mapping, self.clock, self.calendar = mapping, known.clock, known.calendar
        self.title: Title = title(table, known.regions)
        self._places = positions(table.header)
        headers = (
            h for t, name, source in mapping.sources() for h in source.columns if t.of.column(name).kind == "unit"
        )
        self._units = frozenset(self._places[squeeze(h)] for h in headers if squeeze(h) in self._places)

    def cases(self, rows: Sequence[Row]) -> list[Split]:
        """Every row split; of a case over several rows the first says all, and the others only whose they are."""
        found = []
        for row, others in gathered(rows, self._number, self._units):
            split = self.split(row)
            found += [split, *(Split(other.number, split.number, year=split.year) for other in others)]
        return found

    def _number(self, row: Row) -> str:
        try:
            return compose(self.mapping.number, lambda name: self._part(row, name)).number
        except BadCell:
            return ""

    def split(self, row: Row) -> Split:
        try:
            number = compose(self.mapping.number, lambda name: self._part(row, name))
        except BadCell as bad:
            return Split(row.number, "", faults=(Fault(row.number, "", "", bad.reason, bad.remedy),))
        return _Splitting(self, row, number).split()

    def cell(self, row: Row, header: str) -> Cell:
        at = self._places.get(squeeze(header))
        return "" if at is None else row.cell(at)

    def text(self, row: Row, header: str) -> str:
        """A cell as written; signs for nothing (/, —, 无) are empty."""
        written = as_text(self.cell(row, header))
        return "" if plain(written) in vocabulary().placeholders else written

    def year(self, row: Row) -> int | None:
        """The year of days written without one, as the mapping says where to find it."""
        said = self.mapping.year
        year = self.title.year if said == TITLE else said if said.isdecimal() else self.text(row, said)[:4]
        return int(year) if year.isdecimal() else None

    def _part(self, row: Row, name: str) -> str:
        if squeeze(name) in self._places:
            return self.text(row, name)
        return self.title.said(name) or (self._year_begun(row) if name == YEAR else "")

    def _year_begun(self, row: Row) -> str:
        """The year of the day of the row's case, as it is written there or said of days without one."""
        texts = (self.text(row, header) for header in self.mapping.begun.columns)
        found = next((found for text in texts if (found := YEARS.search(text))), None)
        return found[1] if found else str(self.year(row) or "")


class _Splitting:
    """One row on its way."""

    def __init__(self, splitter: Splitter, row: Row, number: Number) -> None:
        self.by, self.row, self.number = splitter, row, number
        self.year = splitter.year(row) or splitter.clock.assumed.year
        self.clock = replace(splitter.clock, assumed=replace(splitter.clock.assumed, year=self.year))
        self.faults: dict[tuple[str, str], Fault] = {}
        self.notes: dict[str, str] = {}

    def split(self) -> Split:
        mapping = self.by.mapping
        records = [record for target in mapping.targets for record in self._records(target)]
        used = {header for record in records for header in record.headers} | set(self.notes)
        held = dict.fromkeys(h for _, _, source in mapping.sources() for h in source.headers)
        stages = {record.cells.get("stage") for record in records}
        unused = tuple(h for h in held if h not in used and self.by.text(self.row, h) not in {"", *stages})
        faults = tuple(self.faults.values())
        return Split(self.row.number, self.number.number, tuple(self._noted(records)), faults, unused, self.year)

    def _records(self, target: Target) -> Iterator[Record]:
        cells: dict[str, Cell] = {}
        headers: set[str] = set()
        faults: list[Fault] = []
        for name, source in target.fields.items():
            try:
                cells[name] = self._cell(source, target.of.column(name))
            except BadCell as bad:
                faults.append(self._fault(source.columns, bad))
                cells[name] = WRONG
            if cells[name] != "":
                headers.update(source.headers)
        if any(plain(as_text(cells.get(name, ""))) in {"", *vocabulary().placeholders} for name in target.needs):
            return
        if own := points_at(target.of, self.by.mapping.case):
            cells[own] = self.number.number
        try:
            for each in shared(self.by.mapping, target, cells):
                yield Record(target, each, frozenset(headers))
        except BadCell as bad:
            unit = next(column.name for column in target.of.columns if column.kind == "unit")
            faults.append(self._fault(target.fields[unit].columns, bad))
        for fault in faults:
            self.faults.setdefault((fault.column, fault.reason), fault)

    def _cell(self, source: Source, column: Column) -> Cell:
        if source.value:
            return source.value
        if source.title:
            return self.by.title.said(source.title)
        if source.number or source.merged:
            return self.number.merged if source.merged else self.number.number
        if not source.columns:
            return ""
        if column.kind in ("date", "instant"):
            return self._day(source, column)
        if len(source.columns) > 1:
            held = ((header, self.by.text(self.row, header)) for header in source.columns)
            return "；".join(f"{_name(header)}：{text}" for header, text in held if text)
        graded = GRADE.fullmatch(normalize("NFKC", self.by.text(self.row, source.columns[0])))
        if graded and column.name == "result":
            return graded[1].upper()
        if source.otherwise and not self.by.text(self.row, source.columns[0]):
            return source.otherwise
        return self.by.cell(self.row, source.columns[0])

    def _day(self, source: Source, column: Column) -> Cell:
        header = self._filled(source.columns)
        text = self.by.text(self.row, header)
        if column.name == USED_ON and isinstance(self.by.cell(self.row, header), str) and text:
            return day_of_use(text)
        if column.name != LIMIT:
            which = self.by.mapping.month
            return day_of_month(text, which) if which and is_month(text) else self.by.cell(self.row, header)
        if plain(text) in vocabulary().limit_notes:
            self.notes[header] = text
            return ""
        return self._after(text, source.after) if is_span(text) else self.by.cell(self.row, header)

    def _after(self, text: str, header: str) -> str:
        """The end of a span that counts from the day under ``header``."""
        begun = self.by.text(self.row, header) if header else ""
        if not begun:
            raise BadCell("期限从哪一天算起没有写", "请填交办时间，或把期限写成日期")
        return after(text, days.day(begun, self.clock), self.by.calendar).isoformat()

    def _filled(self, headers: tuple[str, ...]) -> str:
        return next((header for header in headers if self.by.text(self.row, header)), headers[0])

    def _fault(self, headers: tuple[str, ...], bad: BadCell) -> Fault:
        header = self._filled(headers)
        shown = self.by.text(self.row, header)[:SHOWN]
        return Fault(self.row.number, header, shown, bad.reason, bad.remedy, asks=bad.asks)

    def _noted(self, records: list[Record]) -> Iterator[Record]:
        """Words that set no day go to the note of the first record that has room for one."""
        left = "；".join(f"{_name(header)}：{text}" for header, text in self.notes.items())
        for record in records:
            if left and any(column.name == NOTE for column in record.target.of.columns):
                said = (as_text(record.cells.get(NOTE, "")), left)
                record, left = replace(record, cells={**record.cells, NOTE: "；".join(filter(None, said))}), ""
            yield record


def _name(header: str) -> str:
    return "".join(header.split())
