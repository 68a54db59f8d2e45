"""Workbooks of Excel and WPS, new (.xlsx, .xlsb) and old (.xls, .et): the visible sheets, cell by cell."""

from collections.abc import Callable, Iterator
from re import fullmatch
from typing import Any

import python_calamine as calamine

from .archive import Archive
from .formulas import NotSimple, worked_out
from .limits import Limits, Refused
from .markings import Markings, Place, Workbook, column
from .rows import numbered, plain

WORKBOOK_PROPERTIES = 153


def new_workbook(path: str, limits: Limits, archive: Archive) -> Iterator[Any]:
    book = Workbook(archive)
    yield from _sheets(path, limits, book.excel_1904, book.markings)


def binary_workbook(path: str, limits: Limits, archive: Archive) -> Iterator[Any]:
    yield from _sheets(path, limits, _counts_from_1904(archive.part("xl/workbook.bin")), lambda name: Markings())


def _counts_from_1904(book: bytes) -> bool:
    """The first bit of BrtWbProp ([MS-XLSB] 2.4.822); records are a number and a size of seven bits a byte, then data."""
    at = 0
    while at < len(book):
        number, at = _seven_bits(book, at)
        size, at = _seven_bits(book, at)
        if number == WORKBOOK_PROPERTIES:
            return bool(book[at : at + 1] and book[at] & 1)
        at += size
    return False


def _seven_bits(book: bytes, at: int) -> tuple[int, int]:
    """A number, its low bits first, as long as bytes have their highest bit; and where it ends."""
    value, shift = 0, 0
    for byte in book[at : at + 4]:
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            break
    return value, at


def old_workbook(path: str, limits: Limits) -> Iterator[Any]:
    from .old import OldWorkbook

    book = OldWorkbook(path)
    yield from _sheets(path, limits, book.excel_1904, book.markings)


def _sheets(path: str, limits: Limits, excel_1904: bool, markings: Callable[[str], Markings]) -> Iterator[Any]:
    try:
        with open(path, "rb") as file:  # by content: calamine takes the name's ending for the kind
            book = calamine.load_workbook(file)
            yield {"excel_1904": excel_1904}
            for sheet in book.sheets_metadata:
                if sheet.visible == calamine.SheetVisibleEnum.Visible and sheet.typ == calamine.SheetTypeEnum.WorkSheet:
                    yield from _sheet(book.get_sheet_by_name(sheet.name), markings(sheet.name), limits)
    except calamine.PasswordError as fault:
        raise Refused("有打开密码；请去掉密码后再导入") from fault
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError) as fault:
        raise Refused("不是完好的 Excel 文件；请在 Excel 或 WPS 里另存为 .xlsx") from fault


def _sheet(sheet: Any, marks: Markings, limits: Limits) -> Iterator[Any]:
    merged = [[top + 1, left, bottom + 1, right] for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]
    yield {"sheet": sheet.name, "merged": merged, "hidden": marks.hidden}
    cells = sheet.to_python(skip_empty_area=False)
    yield from numbered(cells, limits, _instead(cells, marks))


def _instead(cells: list[list[Any]], marks: Markings) -> dict[Place, Any]:
    """What stands in marked places: an error's sign, [number, as shown], a formula's value or the formula."""

    def at(place: Place) -> Any:
        row, col = place
        return cells[row - 1][col] if row <= len(cells) and col < len(cells[row - 1]) else None

    def named(reference: str) -> Any:
        letters, digits = fullmatch("([A-Z]+)([0-9]+)", reference).groups()  # type: ignore[union-attr]
        place = int(digits), column(letters)
        value = marks.errors.get(place) or (None if place in marks.formulas else at(place))
        if value is None or value == "":
            raise NotSimple
        return value

    found: dict[Place, Any] = dict(marks.errors)
    for place, form in marks.formats.items():
        value = at(place)
        if isinstance(value, int | float) and not isinstance(value, bool) and (shown := form.shown(value)) is not None:
            found[place] = [plain(value), shown]
    for place, formula in marks.formulas.items():
        try:
            found[place] = plain(worked_out(formula, named))
        except NotSimple:
            found[place] = {"formula": formula}
    return found
