"""One figure's sheet: what it is, its table, beside it the chart and what the chart needs."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from zxdata.export.workbook.paper import WORDS, Paper
from zxdata.figures import Figure, Grid, TableColumn, kind_of, table_of
from zxdata.figures.media.sheet import Placed

ROWS_A_SHEET = 1_048_000
ROWS_AT_ONCE = 2_000
A4 = 9
CHART_COLUMNS, CHART_ROWS = 9, 20  # the room kept for a chart between a table and what stands aside of it
TOP = 4
HEADER_HEIGHT = 20  # points
PAGE_WIDTH = 200  # half-width characters that are still read when they are printed on one page


def write_figure(book: Any, name: str, figure: Figure, paper: Paper) -> None:
    """A grid longer than a sheet goes on on the next, and each says so."""
    whole = table_of(figure)
    total = len(whole.frame)
    for part, start in enumerate(range(0, max(total, 1), ROWS_A_SHEET)):
        sheet = book.add_worksheet(name if part == 0 else f"{name[:27]}（{part + 1}）")
        rows = Grid(whole.columns, whole.frame.iloc[start : start + ROWS_A_SHEET], whole.aside if part == 0 else None)
        going_on = (
            f"　共 {total:,} 行，本表第 {start + 1:,} 至 {start + len(rows.frame):,} 行" if total > ROWS_A_SHEET else ""
        )
        _write_part(book, sheet, figure, rows, going_on, paper)


def _write_part(book: Any, sheet: Any, figure: Figure, rows: Grid, going_on: str, paper: Paper) -> None:
    kind = kind_of(figure)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(-(-sum(_width(column, rows) for column in rows.columns) // PAGE_WIDTH), 0)
    sheet.repeat_rows(TOP)
    sheet.repeat_columns(0)
    sheet.set_row(TOP, HEADER_HEIGHT)
    sheet.freeze_panes(TOP + 1, 0)
    sheet.write_string(0, 0, figure.title, paper.formats["title"])
    sheet.write_string(1, 0, f"{figure.unit_line}{going_on}", paper.formats["aid"])
    sheet.write_string(2, 0, figure.empty if kind.blank(figure) else figure.note, paper.formats["aid"])
    drawn = kind.sheet and not kind.blank(figure)
    beside = len(rows.columns) + 1
    aside = beside + (CHART_COLUMNS if drawn else 0)
    _write_rows(sheet, [(0, rows), *([(aside, rows.aside)] if rows.aside is not None else [])], paper)
    if kind.tinted:
        _tint(sheet, rows)
    if drawn:
        beyond = Placed(sheet.name, rows.aside, TOP, aside) if rows.aside is not None else None
        chart = kind.sheet.do(figure, book, Placed(sheet.name, rows, TOP, 0), beyond)
        if chart is not None:
            sheet.insert_chart(TOP, beside, chart, {"description": figure.title})
        sheet.print_area(0, 0, TOP + max(len(rows.frame), CHART_ROWS), aside - 1)


def _write_rows(sheet: Any, tables: list[tuple[int, Grid]], paper: Paper) -> None:
    """Tables side by side, row after row from top to bottom, so that a written row need not be kept."""
    for left, rows in tables:
        for at, column in enumerate(rows.columns, start=left):
            sheet.set_column(at, at, _width(column, rows))
            header = "header" if column.kind in WORDS else "number header"
            sheet.write_string(TOP, at, column.header, paper.formats[header])
    writers = [
        [(at, paper.writer(sheet, column.kind)) for at, column in enumerate(rows.columns, start=left)]
        for left, rows in tables
    ]
    for row, lines in enumerate(zip_longest(*(_lines(rows) for _, rows in tables)), start=TOP + 1):
        for held, line in zip(writers, lines, strict=True):
            for (at, write), value in zip(held, line or (), strict=False):
                write(row, at, value)


def _lines(rows: Grid) -> Iterator[tuple[Any, ...]]:
    """Only so many rows at once are Python objects."""
    for start in range(0, len(rows.frame), ROWS_AT_ONCE):
        part = rows.frame.iloc[start : start + ROWS_AT_ONCE]
        yield from zip(*(part[column.name].tolist() for column in rows.columns), strict=True)


def _tint(sheet: Any, rows: Grid) -> None:
    """More is deeper."""
    place = (TOP + 1, 1, TOP + len(rows.frame), len(rows.columns) - 1)
    sheet.conditional_format(*place, {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#8BB7D6"})


def _width(column: TableColumn, rows: Grid) -> int:
    cells = rows.frame[column.name].iloc[:200].tolist()
    shown = [column.header, *(str(cell) for cell in cells if isinstance(cell, str))]
    longest = max(sum(2 if ord(c) > 0x2E80 else 1 for c in text) for text in shown)
    return min(60, max(11 if column.kind == "date" else 8, longest + 3))
