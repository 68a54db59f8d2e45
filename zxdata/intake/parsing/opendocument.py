"""OpenDocument spreadsheets (.ods): the visible sheets, cell by cell, with the text that a number shows."""

from collections.abc import Iterator
from typing import Any, BinaryIO, cast
from xml.etree.ElementTree import Element, ParseError, iterparse

from .archive import Archive
from .limits import Limits, Refused
from .rows import numbered

SPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TABLE, OFFICE, TEXT, STYLE = (SPACE % name for name in ("table", "office", "text", "style"))
WIDEST = 16_384


def opendocument(archive: Archive, limits: Limits) -> Iterator[Any]:
    yield {"excel_1904": False}
    hidden_styles: set[str] = set()
    try:
        with archive.open("content.xml") as content:
            for _, element in iterparse(cast(BinaryIO, content), ("end",)):
                if element.tag == f"{STYLE}style":
                    shown = element.find(f"{STYLE}table-properties")
                    if shown is not None and shown.get(f"{TABLE}display") == "false":
                        hidden_styles.add(element.get(f"{STYLE}name", ""))
                elif element.tag == f"{TABLE}table":
                    if element.get(f"{TABLE}style-name") not in hidden_styles:
                        yield from _sheet(element, limits)
                    element.clear()
    except ParseError as fault:
        raise Refused("不是完好的 .ods 文件；请在 Excel 或 WPS 里另存为 .xlsx") from fault


def _sheet(table: Element, limits: Limits) -> Iterator[Any]:
    rows: list[list[Any]] = []
    merged: list[list[int]] = []
    hidden: list[int] = []
    for row in table.iter(f"{TABLE}table-row"):
        cells = list(_cells(row, len(rows) + 1, merged))
        times = int(row.get(f"{TABLE}number-rows-repeated", "1"))
        if not cells and times > limits.rows:
            continue  # the empty rest of the sheet
        if len(rows) + times > limits.rows * 2:
            raise Refused(f"超过 {limits.rows} 行；请拆成几个文件")
        if row.get(f"{TABLE}visibility", "visible") != "visible":
            hidden += range(len(rows) + 1, len(rows) + times + 1)
        rows += [cells] * times
    yield {"sheet": table.get(f"{TABLE}name", ""), "merged": merged, "hidden": hidden}
    instead = {
        (number, at): cell
        for number, cells in enumerate(rows, start=1)
        for at, cell in enumerate(cells)
        if isinstance(cell, list | dict)
    }
    yield from numbered(rows, limits, instead)


def _cells(row: Element, number: int, merged: list[list[int]]) -> Iterator[Any]:
    """Up to the last cell that holds anything; an empty cell stands for as many as it is repeated."""
    at, empty = 0, 0
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        times = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        down, across = (int(cell.get(f"{TABLE}number-{way}-spanned", "1")) for way in ("rows", "columns"))
        if down > 1 or across > 1:
            merged.append([number, at, number + down - 1, at + across - 1])
        value = _value(cell)
        at += times
        if value == "":
            empty += times
        elif at > WIDEST:
            raise Refused(f"超过 {WIDEST} 列；请把数据复制到新工作簿后再试")
        else:
            yield from [""] * empty
            yield from [value] * times
            empty = 0


def _value(cell: Element) -> Any:
    shown = "\n".join("".join(paragraph.itertext()) for paragraph in cell.findall(f"{TEXT}p"))
    kind = cell.get(f"{OFFICE}value-type")
    if kind is None:
        formula = cell.get(f"{TABLE}formula")
        return {"formula": formula.partition(":=")[2] or formula} if formula and not shown else shown
    if kind == "date":
        return cell.get(f"{OFFICE}date-value", shown).replace("T", " ").removesuffix(" 00:00:00")
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true"
    if kind in ("float", "percentage", "currency") and not shown.startswith(("#", "Err:")):
        return _number(float(cell.get(f"{OFFICE}value", "nan")), shown, kind)
    return shown


def _number(value: float, shown: str, kind: str) -> Any:
    whole: int | float = int(value) if value.is_integer() else value
    if kind == "float" and isinstance(whole, int) and whole >= 0:
        digits = "".join(sign for sign in shown if sign.isdigit())
        padded = digits.startswith("0") and len(digits) > 1 and "." not in shown
        worded = any(sign.isalpha() for sign in shown) and digits.endswith(str(whole)) and "E" not in shown
        if padded or worded:
            return [whole, shown]
    return whole
