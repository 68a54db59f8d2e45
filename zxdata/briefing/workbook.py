"""View → xlsx: a cover, then a sheet a figure with its table and, where the kind has one, a native chart."""

import math
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter

from zxdata.briefing.charts import Placed, chart, has_chart
from zxdata.briefing.cover import write_cover
from zxdata.briefing.grid import Grid, grid
from zxdata.briefing.look import FONT, tokens
from zxdata.figures import COLOURS, Figure, TableColumn, View

LONGEST_CELL = 32_767
ROWS_A_SHEET = 1_048_000
A4 = 9
CHART_COLUMNS, CHART_ROWS = 9, 20  # the room kept for a chart between a table and what stands aside of it
TOP = 4
TEXT_IS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(view: View) -> bytes:
    """The workbook; text is text even where it looks like a formula, numbers are numbers, no row is left out."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True} | TEXT_IS_TEXT) as book:
        book.formats[0].set_font_name(FONT)
        paper = Paper(book)
        names = _names((*view.figures, *((view.table,) if view.table else ())))
        write_cover(book.add_worksheet("封面"), view, paper.formats)
        for name, figure in names:
            _write_figure(book, name, figure, paper)
    return file.getvalue()


class Paper:
    """The cell formats of one workbook, made once each."""

    def __init__(self, book: Any) -> None:
        hair, colour = tokens()["hair"], tokens()
        base = {"font_name": FONT, "font_size": 10, "font_color": colour["t1"], "valign": "vcenter"}
        header = base | {"bold": True, "bg_color": colour["ramp"][0], "bottom": 1, "text_wrap": True}
        left = {"align": "left", "indent": 1}
        self._book, self._base, self._hair = book, base, hair
        self.formats = {
            "title": book.add_format(base | {"bold": True, "font_size": 16}),
            "heading": book.add_format(base | {"bold": True, "font_size": 12}),
            "aid": book.add_format(base | {"font_color": colour["t3"]}),
            "mark": book.add_format(base | {"bold": True, "font_color": colour["yellow_word"]}),
            "header": book.add_format(
                base | {"bold": True, "bg_color": colour["ramp"][0], "bottom": 1, "text_wrap": True}
            ),
            "number header": book.add_format(header | {"align": "right"}),
            "text": book.add_format(base | {"bottom": 1, "bottom_color": hair} | left),
            "wrapped": book.add_format(base | {"bottom": 1, "bottom_color": hair, "text_wrap": True, "valign": "top"}),
        }

    def number(self, pattern: str) -> Any:
        if pattern not in self.formats:
            lines = {"bottom": 1, "bottom_color": self._hair, "num_format": pattern}
            self.formats[pattern] = self._book.add_format(self._base | lines)
        return self.formats[pattern]


PATTERNS = {
    "integer": "#,##0",
    "decimal": "#,##0.0",
    "coefficient": "0.00",
    "percent": "0.0%",
    "date": "yyyy-mm-dd",
    "degrees": "0.0000",
}

WORDS = ("text", "flag", "colour")


def _write_figure(book: Any, name: str, figure: Figure, paper: Paper) -> None:
    whole = grid(figure)
    for part, rows in enumerate(_parts(whole)):
        sheet_name = name if part == 0 else f"{name[:27]}（{part + 1}）"
        sheet = book.add_worksheet(sheet_name)
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, figure.title, paper.formats["title"])
        sheet.write_string(1, 0, figure.unit, paper.formats["aid"])
        sheet.write_string(2, 0, figure.note if len(rows.frame) else figure.empty, paper.formats["aid"])
        _write_grid(sheet, rows, TOP, 0, paper)
        sheet.freeze_panes(TOP + 1, 0)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        if part or not len(rows.frame):
            continue
        beside = len(rows.columns) + 1
        room = CHART_COLUMNS if has_chart(figure) else 0
        aside = None
        if rows.aside is not None:
            _write_grid(sheet, rows.aside, TOP, beside + room, paper)
            aside = Placed(sheet_name, rows.aside, TOP, beside + room)
        if room:
            drawn = chart(figure, book, Placed(sheet_name, rows, TOP, 0), aside)
            sheet.insert_chart(TOP, beside, drawn, {"description": figure.title})
            sheet.print_area(0, 0, TOP + max(len(rows.frame), CHART_ROWS), beside + room - 1)


def _parts(whole: Grid) -> Iterator[Grid]:
    """A grid longer than a sheet goes on on the next."""
    yield Grid(whole.columns, whole.frame.iloc[:ROWS_A_SHEET], whole.aside)
    for start in range(ROWS_A_SHEET, len(whole.frame), ROWS_A_SHEET):
        yield Grid(whole.columns, whole.frame.iloc[start : start + ROWS_A_SHEET])


def _write_grid(sheet: Any, rows: Grid, top: int, left: int, paper: Paper) -> None:
    for at, column in enumerate(rows.columns):
        cells = rows.frame[column.name].tolist()
        header = "header" if column.kind in WORDS else "number header"
        sheet.write_string(top, left + at, column.header, paper.formats[header])
        sheet.set_column(left + at, left + at, _width(column, cells))
        for row, value in enumerate(cells, start=top + 1):
            _write_cell(sheet, row, left + at, value, column, paper)


def _write_cell(sheet: Any, row: int, at: int, value: Any, column: TableColumn, paper: Paper) -> None:
    if value is None or value != value:
        sheet.write_blank(row, at, None, paper.formats["text"])
    elif column.kind == "flag":
        sheet.write_string(row, at, "是" if value else "否", paper.formats["text"])
    elif column.kind == "colour":
        sheet.write_string(row, at, "".join(COLOURS[value]) if value in COLOURS else str(value), paper.formats["text"])
    elif isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime.combine(value, time())
        sheet.write_datetime(row, at, moment.replace(tzinfo=None), paper.number(PATTERNS["date"]))
    elif column.kind == "text" or isinstance(value, str):
        sheet.write_string(row, at, str(value)[:LONGEST_CELL], paper.formats["text"])
    elif math.isfinite(value):
        whole = "#,##0" if float(value).is_integer() else "#,##0.0"
        sheet.write_number(row, at, float(value), paper.number(PATTERNS.get(column.kind, whole)))


def _width(column: TableColumn, cells: list[Any]) -> int:
    shown = [column.header, *(str(cell) for cell in cells[:200] if isinstance(cell, str))]
    longest = max(sum(2 if ord(c) > 0x2E80 else 1 for c in text) for text in shown)
    return min(60, max(11 if column.kind == "date" else 8, longest + 3))


def _names(figures: tuple[Figure, ...]) -> list[tuple[str, Figure]]:
    """Sheet names: the titles, without what Excel forbids, cut to its 31 characters, each once."""
    found: list[tuple[str, Figure]] = []
    taken = {"封面"}
    for figure in figures:
        clean = "".join(c for c in figure.title if c not in "[]:*?/\\'").strip() or figure.key
        name, number = clean[:31], 2
        while name in taken:
            name, number = f"{clean[:27]}（{number}）", number + 1
        taken.add(name)
        found.append((name, figure))
    return found
