"""What the values of an .xlsx sheet do not say: its failed and empty formulas, number formats, hidden rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import unescape

from .archive import Archive
from .formats import NumberFormat, number_format

Place = tuple[int, int]  # row from 1, column from 0
TAG = rb"<(?:\w+:)?%s\b"
ERROR = re.compile(
    TAG % b"c" + rb' r="([A-Z]+)([0-9]+)"[^>]*\bt="e"[^>]*>(?:<(?:\w+:)?f[^>]*/>|<(?:\w+:)?f.*?</(?:\w+:)?f>)?'
    rb"<(?:\w+:)?v>([^<]*)<",
    re.S,
)
FORMULA = re.compile(
    TAG % b"c" + rb' r="([A-Z]+)([0-9]+)"([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>([^<]*)</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
HIDDEN = re.compile(TAG % b"row" + rb'(?=[^>]*\shidden="(?:1|true)")[^>]*?\sr="([0-9]+)"')
STYLED = TAG % b"c" + rb'(?=[^>]*\ss="(%s)")[^>]*?\sr="([A-Z]+)([0-9]+)"'
ROW_END = rb"</(?:\w+:)?row>"
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
        return re.search(rb'date1904="(1|true)"', self._book) is not None

    def markings(self, sheet: str) -> Markings:
        found = Markings()
        if (name := self._files.get(sheet, "")) not in self._archive:
            return found
        styles = b"|".join(str(number).encode() for number in self._formats)
        styled = re.compile(STYLED % styles) if styles else None
        for piece in self._archive.pieces(name, ROW_END):
            if b't="e"' in piece:
                found.errors |= {_place(row, at): error.decode() for at, row, error in ERROR.findall(piece)}
            if b"<f" in piece or b":f" in piece:
                found.formulas |= {
                    _place(row, at): unescape(text.decode(errors="replace"), QUOTES)
                    for at, row, attributes, text in FORMULA.findall(piece)
                    if b't="str"' not in attributes  # a formula that gave an empty text
                }
            if b"hidden=" in piece:
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


def _attribute(tag: bytes, name: str) -> str:
    value = re.search(rf'\b{name}="([^"]*)"'.encode(), tag)
    return value[1].decode(errors="replace") if value else ""


def _place(row: bytes, letters: bytes) -> Place:
    return int(row), column(letters.decode())


def column(letters: str) -> int:
    """A → 0, AA → 26."""
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - 64
    return position - 1
