"""A form of others' filled in: the cells that their workbook names, and nothing else of it.

A workbook is a zip of parts (ECMA-376, part 1). Those parts that hold a named cell are written anew with that cell's value
changed; every other part goes over byte by byte, so that pictures, charts, macros, styles and protection stay theirs.
Where the workbook has formulas it is asked to reckon them when it is opened.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree

from zxdata.errors import WrongUse

MOST_BYTES = 50_000_000
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
CELL = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?([1-9][0-9]*)")
WORKBOOK = "xl/workbook.xml"
Value = float | str | None


@dataclass(frozen=True)
class Filled:
    """``content``: the workbook; ``names``: those that were filled; ``left``: those that name one cell and have no value."""

    content: bytes
    names: tuple[str, ...]
    left: tuple[str, ...]


def names_of(template: bytes) -> tuple[str, ...]:
    """The names of single cells in a workbook, in its order. Raises WrongUse for what is no .xlsx."""
    return tuple(_cells(_parts(template)))


def fill(template: bytes, values: Mapping[str, Value]) -> Filled:
    """The workbook with each named cell for which there is a value. A value that is missing (None) empties its cell.

    Raises WrongUse for what is no .xlsx, and where a named cell holds a formula: that is the assessors' to reckon.
    """
    parts = _parts(template)
    cells = _cells(parts)
    wanted = {name: cells[name] for name in cells if name in values}
    changed: dict[str, Any] = {}
    for name, (part, column, row) in wanted.items():
        sheet = changed.setdefault(part, _xml(parts[part]))
        _put(_cell(sheet, column, row), values[name], name)
    if wanted and any(b"<f" in parts[part] for part in parts if part.startswith("xl/worksheets/")):
        changed[WORKBOOK] = _reckoned(_xml(parts[WORKBOOK]))
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(template)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info, _text(changed[info.filename]) if info.filename in changed else old.read(info))
    return Filled(out.getvalue(), tuple(wanted), tuple(name for name in cells if name not in values))


def _parts(template: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(BytesIO(template)) as book:
            if sum(info.file_size for info in book.infolist()) > MOST_BYTES:
                raise WrongUse(f"表样展开后超过 {MOST_BYTES // 1_000_000} MB，没有打开。")
            parts = {info.filename: book.read(info) for info in book.infolist()}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as fault:
        raise WrongUse("表样不是可以打开的 .xlsx 文件；请用 Excel 另存为 .xlsx（没有密码）。") from fault
    if WORKBOOK not in parts:
        raise WrongUse("表样不是 .xlsx 工作簿；请用 Excel 另存为 .xlsx。")
    return parts


def _cells(parts: Mapping[str, bytes]) -> dict[str, tuple[str, str, int]]:
    """Name → the part of its sheet, its column and its row, of names that stand for one cell of the workbook."""
    book = _xml(parts[WORKBOOK])
    links = _xml(parts["xl/_rels/workbook.xml.rels"])
    targets = {link.get("Id"): link.get("Target") for link in links.iterfind(f"{{{PACKAGE}}}Relationship")}
    sheets = {
        sheet.get("name"): posixpath.normpath(posixpath.join("/xl", targets[sheet.get(f"{{{RELATIONS}}}id")])).lstrip(
            "/"
        )
        for sheet in book.iterfind(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet")
    }
    found = {}
    for defined in book.iterfind(f"{{{MAIN}}}definedNames/{{{MAIN}}}definedName"):
        told = CELL.fullmatch((defined.text or "").strip())
        if told and not defined.get("localSheetId"):
            part = sheets.get(told[1].replace("''", "'") if told[1] else told[2])
            if part in parts:
                found[str(defined.get("name"))] = (str(part), told[3], int(told[4]))
    return found


def _cell(sheet: Any, column: str, row: int) -> Any:
    """The cell of a sheet, made in its place where the sheet has none."""
    data = sheet.find(f"{{{MAIN}}}sheetData")
    line = _placed(data, "row", str(row), lambda each: int(each.get("r", "0")), row)
    return _placed(line, "c", f"{column}{row}", lambda each: _number(each.get("r", "")), _number(column))


def _placed(parent: Any, tag: str, name: str, place: Any, wanted: int) -> Any:
    at = 0
    for at, each in enumerate(parent.iterfind(f"{{{MAIN}}}{tag}"), 1):
        if place(each) == wanted:
            return each
        if place(each) > wanted:
            at -= 1
            break
    made = etree.Element(f"{{{MAIN}}}{tag}", r=name)
    parent.insert(at, made)
    return made


def _number(reference: str) -> int:
    """A → 1, Z → 26, AA → 27; the row of a reference is passed over."""
    total = 0
    for letter in reference.rstrip("0123456789"):
        total = total * 26 + ord(letter) - ord("A") + 1
    return total


def _put(cell: Any, value: Value, name: str) -> None:
    if cell.find(f"{{{MAIN}}}f") is not None:
        raise WrongUse(f"表样里名为“{name}”的单元格是公式，没有改动；请把名称给到要填数的单元格。")
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t")
        text.text = value
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    elif value is not None and value == value:
        etree.SubElement(cell, f"{{{MAIN}}}v").text = repr(float(value)) if value % 1 else str(int(value))


def _reckoned(book: Any) -> Any:
    """Formulas are reckoned when the workbook is opened, for what they held is of before."""
    reckoning = book.find(f"{{{MAIN}}}calcPr")
    if reckoning is None:
        reckoning = etree.Element(f"{{{MAIN}}}calcPr")
        before = list(_until(book, ("definedNames", "externalReferences", "functionGroups", "sheets")))
        before[-1].addnext(reckoning)
    reckoning.set("fullCalcOnLoad", "1")
    return book


def _until(book: Any, tags: tuple[str, ...]) -> Iterator[Any]:
    for child in book:
        if etree.QName(child).localname in tags:
            yield child


def _xml(part: bytes) -> Any:
    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as fault:
        raise WrongUse("表样里有读不懂的部分；请用 Excel 打开后另存为 .xlsx。") from fault


def _text(root: Any) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
