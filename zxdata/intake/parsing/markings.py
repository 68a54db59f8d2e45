"""What the values of an .xlsx sheet do not say: its failed and empty formulas, number formats, hidden rows."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import unescape

from .archive import Archive
from .formats import NumberFormat, number_format

Place = tuple[int, int]  # row from 1, column from 0
TAG = rb"<(?:\w+:)?%s\b"
ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
VALUELESS = re.compile(
    rb"(?:</(?:\w+:)?f\s*>|<(?:\w+:)?f\b[^>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v\s*></(?:\w+:)?v\s*>)?\s*</(?:\w+:)?c\s*>"
)
HIDDEN = re.compile(TAG % b"row" + rb"""(?=[^>]*\shidden\s*=\s*["'](?:1|true)["'])[^>]*?\sr\s*=\s*["']([0-9]+)["']""")
STYLED = TAG % b"c" + rb"""(?=[^>]*\ss\s*=\s*["'](%s)["'])[^>]*?\sr\s*=\s*["']([A-Z]+)([0-9]+)["']"""
ROW_END = rb"</(?:\w+:)?row\s*>"
QUOTED = rb"""[^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*"""
PLACED = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])(" + QUOTED + rb")>")
SAYS = re.compile(rb"<(?:\w+:)?(f|v)(?=[\s/>])(?:" + QUOTED + rb"/>|" + QUOTED + rb">([^<]*)<)")
END = re.compile(rb"</(?:\w+:)?c\s*>")
ATTRIBUTE = re.compile(rb"""(?:^|\s)((?:\w+:)?\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
QUOTES = {"&quot;": '"', "&apos;": "'"}


@dataclass
class Markings:
    """``errors``: #REF! and the like; ``formulas``: those without a value; ``formats``: that belong to the value."""

    errors: dict[Place, str] = field(default_factory=dict)
    formulas: dict[Place, str] = field(default_factory=dict)
    formats: dict[Place, NumberFormat] = field(default_factory=dict)
    hidden: list[int] = field(default_factory=list)


class Workbook:
    """The parts of an .xlsx beside its values. Raises Refused where it is none."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._book = archive.part("xl/workbook.xml")
        self._formats = _formats(archive.part("xl/styles.xml")) if "xl/styles.xml" in archive else {}
        self._files = self._sheet_files()

    @property
    def excel_1904(self) -> bool:
        return re.search(rb"""\bdate1904\s*=\s*["'](1|true|on)["']""", self._book) is not None

    def markings(self, sheet: str) -> Markings:
        found = Markings()
        if (name := self._files.get(sheet, "")) not in self._archive:
            return found
        styles = b"|".join(str(number).encode() for number in self._formats)
        styled = re.compile(STYLED % styles) if styles else None
        row = 0
        for piece in self._archive.pieces(name, ROW_END):
            if ERROR.search(piece) or VALUELESS.search(piece):
                for place, kind, formula, value in _cells(piece, row):
                    if kind == "e":
                        found.errors[place] = value or "#N/A"
                    elif formula is not None and not value and kind != "str":  # str: a formula that gave an empty text
                        found.formulas[place] = formula
            row = _last_row(piece, row)
            if b"hidden" in piece:
                found.hidden += [int(row) for row in HIDDEN.findall(piece)]
            if styled:
                found.formats |= {_place(row, at): self._formats[int(no)] for no, at, row in styled.findall(piece)}
        return found

    def _sheet_files(self) -> dict[str, str]:
        """Name of a sheet → its part."""
        files = {}
        for tag in re.findall(TAG % b"Relationship" + rb"[^>]*>", self._archive.part("xl/_rels/workbook.xml.rels")):
            files[_attribute(tag, "Id")] = "xl/" + _attribute(tag, "Target").removeprefix("/xl/")
        sheets = re.findall(TAG % b"sheet" + rb"[^>]*>", self._book)
        return {unescape(_attribute(tag, "name"), QUOTES): files.get(_attribute(tag, "r:id"), "") for tag in sheets}


def _formats(styles: bytes) -> Mapping[int, NumberFormat]:
    """Style of a cell → its number format, where that is part of the value."""
    codes = {
        _attribute(tag, "numFmtId"): number_format(unescape(_attribute(tag, "formatCode"), QUOTES))
        for tag in re.findall(TAG % b"numFmt" + rb"[^>]*>", styles)
    }
    cells = re.search(TAG % b"cellXfs" + rb".*?</(?:\w+:)?cellXfs>", styles, re.S)
    tags = re.findall(TAG % b"xf" + rb"[^>]*>", cells[0]) if cells else []
    return {at: held for at, tag in enumerate(tags) if (held := codes.get(_attribute(tag, "numFmtId")))}


def _cells(piece: bytes, row: int) -> Iterator[tuple[Place, str, str | None, str]]:
    """Each cell's place, type, formula (None: it has none) and value, as stored; ``row``: the last one before.

    A cell or row that does not say where it is stands behind the one before it.
    """
    at = -1
    for tag in PLACED.finditer(piece):
        held = _attributes(tag[2])
        if tag[1] == b"row":
            row, at = int(held.get("r", row + 1)), -1
            continue
        letters = held.get("r", "").rstrip("0123456789")
        at = column(letters) if letters else at + 1
        closed = tag[2].endswith(b"/")
        end = END.search(piece, tag.end()) if not closed else None
        said = dict(SAYS.findall(piece, tag.end(), end.start())) if end else {}
        formula = unescape(said[b"f"].decode(errors="replace"), QUOTES) if b"f" in said else None
        yield (row, at), held.get("t", "n"), formula, said.get(b"v", b"").decode(errors="replace").strip()


def _last_row(piece: bytes, row: int) -> int:
    """The number of the last row of a piece, of which ``row`` is the last before."""
    rows = re.findall(TAG % b"row" + b"(" + QUOTED + b")>", piece)
    for number, attributes in enumerate(reversed(rows)):
        if "r" in (held := _attributes(attributes)):
            return int(held["r"]) + number
    return row + len(rows)


def _attributes(tag: bytes) -> dict[str, str]:
    return {name.decode(): (one or other).decode(errors="replace") for name, one, other in ATTRIBUTE.findall(tag)}


def _attribute(tag: bytes, name: str) -> str:
    return _attributes(tag).get(name, "")


def _place(row: bytes, letters: bytes) -> Place:
    return int(row), column(letters.decode())


def column(letters: str) -> int:
    """A → 0, AA → 26."""
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - 64
    return position - 1
