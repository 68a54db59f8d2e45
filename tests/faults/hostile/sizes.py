"""Too much of one thing: far cells, long cells, wide and long tables, many sheets, deep nesting."""

import io
from collections.abc import Iterator

import xlsxwriter

from tests.faults.hostile.files import HEAD, HEADS, PAGE, ROW, SOME, Hostile, csv, patched, swapped


def far_cells() -> Iterator[Hostile]:
    for place in ("XFD1048576", "A1048576", "ZZ900000", "XFD500000", "AAA1000000"):
        row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        cell = f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
        yield Hostile(f"{place}.xlsx", patched(PAGE, swapped(b"</sheetData>", cell.encode())), SOME)


def huge_cells() -> Iterator[Hostile]:
    for n, size in enumerate((40_000, 300_000, 1_000_000, 5_000_000, 20_000_000)):
        yield csv(f"{n}.csv", HEAD, f'1,"{"长" * (size // 3)}",2025-01-01', accepted=SOME)


def wide() -> Iterator[Hostile]:
    for columns in (300, 2_000, 17_000, 50_000, 200_000):
        yield csv(f"{columns}.csv", HEAD + ",x" * columns, ROW + ",1" * columns, accepted=SOME)


def long() -> Iterator[Hostile]:
    for n, rows in enumerate((200_001, 250_000, 400_000, 600_000, 1_000_000)):
        yield Hostile(f"{n}.csv", f"{HEAD}\n".encode() + b"1,x,2025-01-01\n" * rows, None)


def many_sheets() -> Iterator[Hostile]:
    for n, (count, name) in enumerate(((2, "'甲'"), (200, "表"), (50, "<表>"), (1000, "s"), (3, "a" * 25))):
        file = io.BytesIO()
        with xlsxwriter.Workbook(file) as book:
            for at in range(count):
                page = book.add_worksheet(f"{name.strip(chr(39))}{at}")
                page.write_row(0, 0, HEADS)
                page.write_row(1, 0, (str(at), "甲", "2025-01-01"))
        yield Hostile(f"{n}.xlsx", file.getvalue(), SOME)


def deep() -> Iterator[Hostile]:
    for n, depth in enumerate((100, 1_000, 20_000, 200_000, 2_000_000)):
        yield Hostile(f"{n}.json", b"[" * depth + b"]" * depth, None)
