"""An .xlsb written record by record after [MS-XLSB]: no library at hand writes one."""

import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.bin" ContentType="application/vnd.ms-excel.worksheet"/></Types>'
)
RELATED = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{to}"/></Relationships>'
)


def _record(number: int, data: bytes = b"") -> bytes:
    return _seven_bits(number) + _seven_bits(len(data)) + data


def _seven_bits(value: int) -> bytes:
    low, rest = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + _seven_bits(rest) if rest else bytes([low])


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _row(at: int, cells: Sequence[str | float]) -> bytes:
    head = struct.pack("<IIHBBBI", at, 0, 300, 0, 0, 0, 0)
    found = _record(0, head)  # BrtRowHdr
    for place, cell in enumerate(cells):
        where = struct.pack("<II", place, 0)
        value = (
            _record(6, where + _wide(cell)) if isinstance(cell, str) else _record(5, where + struct.pack("<d", cell))
        )
        found += value  # BrtCellSt, BrtCellReal
    return found


def xlsb(path: Path, *rows: Sequence[str | float], excel_1904: bool = False) -> Path:
    """One sheet with these rows."""
    book = b"".join(
        (
            _record(131),  # BrtBeginBook
            _record(153, struct.pack("<II", int(excel_1904), 0) + _wide("")),  # BrtWbProp
            _record(143) + _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("提案")) + _record(144),
            _record(132),
        )
    )
    sheet = b"".join(
        (
            _record(129),  # BrtBeginSheet
            _record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)),  # BrtWsDim
            _record(145) + b"".join(_row(at, cells) for at, cells in enumerate(rows)) + _record(146),
            _record(130),
        )
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATED.format(kind="officeDocument", to="xl/workbook.bin"))
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/_rels/workbook.bin.rels", RELATED.format(kind="worksheet", to="worksheets/sheet1.bin"))
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return path
