"""A sheet as a table: titles above a header, records below it, and what is no record passed over with its reason."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from zxdata.datasets import Column
from zxdata.errors import Unreadable
from zxdata.intake.cells import as_text
from zxdata.intake.headers import TOP_ROWS, Header, find_header, known_words, squeeze
from zxdata.intake.sheets import Row, Sheet, texts
from zxdata.intake.vocabulary import plain, vocabulary

Kind = Literal["total", "note", "signature", "header", "sample"]
KINDS: dict[Kind, str] = {
    "total": "合计",
    "note": "说明",
    "signature": "落款",
    "header": "重复的表头",
    "sample": "模板的示例",
}
DIGIT = re.compile(r"[0-9]")
SECONDS = re.compile(r"(?<=[0-9]{2}:[0-9]{2}):00$")
BRACKETED = re.compile(r"[(\[].*?[)\]]")
SHOWN = 40
ENOUGH = 4  # cells of a sample row that are not alike by chance


@dataclass(frozen=True)
class PassedOver:
    """A row below the header that is no record: ``kind`` says why, ``text`` what it begins with."""

    row: int
    kind: Kind
    text: str


@dataclass(frozen=True)
class Table:
    """One sheet with what it holds.

    titles    the lines above the header, from the top
    header    names of the columns, with the groups above them
    records   the rows below it, merged cells filled downwards, with the numbers Excel shows
    passed    the rows that are no records, and why
    """

    sheet: Sheet
    titles: tuple[str, ...]
    header: Header
    records: tuple[Row, ...]
    passed: tuple[PassedOver, ...] = ()

    @property
    def hidden(self) -> int:
        """How many of the records are hidden in the sheet."""
        return sum(row.hidden for row in self.records)


def tabulate(sheet: Sheet, header: Header, columns: Iterable[Column] = ()) -> Table:
    """The sheet under that header. ``columns`` are what the header's words mean, as far as they are datasets' own.

    They help to tell a total from a record about totals, and know the template's sample row.
    """
    meant = tuple(columns)
    known = [(column, header.places[word]) for column in meant if (word := _word(header, column))]
    needed = [at for column, places in known if column.required for at in places]
    sample = {at: column.sample for column, places in known for at in places if len(places) == 1}
    records: list[Row] = []
    passed: list[PassedOver] = []
    for row in sheet.below(header.last_row):
        kind = _passed_over(row, header, needed)
        if (
            kind is None
            and not records
            and not passed
            and sample
            and _is_sample(row, sample, len(sample) == len(meant))
        ):
            kind = "sample"
        if kind is None:
            records.append(row)
        else:
            passed.append(PassedOver(row.number, kind, " ".join(texts(row.cells))[:SHOWN]))
    titles = [" ".join(texts(row.cells)) for row in sheet.rows if row.number < header.first_row]
    return Table(sheet, tuple(titles), header, tuple(records), tuple(passed))


def best_header(sheets: Iterable[Sheet], columns: Iterable[Column], file: str) -> Header:
    """The header that shows most names of ``columns``. Raises Unreadable where no sheet shows any."""
    words = known_words(columns)
    found = [header for sheet in sheets if (header := find_header(sheet, words))]
    if not found:
        raise Unreadable(f"“{file}”的前 {TOP_ROWS} 行里找不到表头；请用模板的列名。")
    return max(found, key=lambda header: len(header.places))


def locate(sheets: Iterable[Sheet], columns: Iterable[Column], file: str) -> Table:
    """The sheet whose header shows most names of ``columns``. Raises Unreadable where none does."""
    return _by_names(sheets, tuple(columns), file)[0]


def locate_all(sheets: Iterable[Sheet], columns: Iterable[Column], file: str) -> tuple[Table, ...]:
    """All sheets that show the required ones of ``columns``, as in the workbook; at least the one that shows most.

    Raises Unreadable where no sheet shows any.
    """
    known = tuple(columns)
    best, *others = _by_names(sheets, known, file)
    needed = [column for column in known if column.required]
    fitting = [best, *(table for table in others if all(table.header.shows(column) for column in needed))]
    order = [id(sheet) for sheet in sheets]
    return tuple(sorted(fitting, key=lambda table: order.index(id(table.sheet))))


def _by_names(sheets: Iterable[Sheet], columns: Sequence[Column], file: str) -> list[Table]:
    words = known_words(columns)
    found = [tabulate(sheet, header, columns) for sheet in sheets if (header := find_header(sheet, words))]
    if not found:
        raise Unreadable(f"“{file}”的前 {TOP_ROWS} 行里找不到表头；请用模板的列名。")
    return sorted(found, key=lambda table: -len(table.header.places))


def _word(header: Header, column: Column) -> str | None:
    return next((word for word in (squeeze(column.header), column.name) if word in header.places), None)


def _passed_over(row: Row, header: Header, needed: Sequence[int]) -> Kind | None:
    """A row is told by what it begins with; a record may be about totals, and then its required cells hold words."""
    at = next((at for at, cell in enumerate(row.cells) if cell != ""), 0)
    first = row.cell(at)
    if isinstance(first, int | float):
        at = next((at for at, cell in enumerate(row.cells) if cell != "" and at > 0), 0)
        if at in needed or 0 in needed:  # a serial number that nobody reads may stand before the word
            return None
        first = row.cell(at)
    if not isinstance(first, str):
        return None
    words = vocabulary()
    if first.lstrip()[:1] not in words.initials and first.lstrip()[:1] != header.names[at].lstrip()[:1]:
        return None
    begun = plain(first)
    alone = len(texts(row.cells)) == 1
    if begun.startswith(words.signatures) and _labelled(begun, words.signatures, alone):
        return "signature"
    if begun.startswith(words.notes) and _labelled(begun, words.notes, alone):
        return "note"
    if begun == plain(header.names[at]) and [plain(as_text(cell)) for cell in row.cells if cell != ""] == [
        plain(name) for place, name in enumerate(header.names) if row.cell(place) != ""
    ]:
        return "header"
    if BRACKETED.sub("", begun).partition(":")[0].rstrip("0123456789件个条项人次名") in words.totals:
        said = [as_text(row.cell(place)) for place in needed if place != at]
        if all(not text or DIGIT.search(text) for text in said):
            return "total"
    return None


def _labelled(begun: str, words: tuple[str, ...], alone: bool) -> bool:
    """A label stands before a colon; alone in its row also before a number or nothing: 注：…, 注1.…, 填表人."""
    rest = begun.removeprefix(next(word for word in words if begun.startswith(word)))
    return rest.startswith(":") or (alone and (not rest or rest[0] in "1234567890("))


def _is_sample(row: Row, sample: Mapping[int, str], whole: bool) -> bool:
    """Whether each cell says what the template's sample row says; in few columns that may be chance."""
    if not whole and sum(map(bool, sample.values())) < ENOUGH:
        return False
    return all(_plain_sample(as_text(row.cell(at))) == _plain_sample(said) for at, said in sample.items())


def _plain_sample(text: str) -> str:
    try:
        return repr(float(text))
    except ValueError:
        return SECONDS.sub("", plain(text))
