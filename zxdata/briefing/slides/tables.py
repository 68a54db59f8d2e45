"""A grid as native tables, a page at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from zxdata.briefing.grid import Grid
from zxdata.briefing.look import tokens
from zxdata.briefing.shown import NUMBERS, lines
from zxdata.briefing.slides.dress import rgb
from zxdata.figures import COLOURS, Figure, Table

SLIDES_A_TABLE = 3
MOST_COLUMNS = 12
SIZE = 10
LINE = Emu(160_000)  # one line of a cell at that size
ROW = Emu(80_000)  # its margins
WIDE = 170  # half-width characters across a slide, margins left out
Page = list[list[str]]


def without_months(figure: Figure) -> Figure:
    """A list of twelve months in a cell is for a screen and a sheet, not for a slide or a page."""
    if not isinstance(figure, Table):
        return figure
    return replace(figure, columns=tuple(column for column in figure.columns if column.kind != "months"))


def pages(rows: Grid, height: int) -> Iterator[Page]:
    """The header and as many rows as ``height`` (EMU) takes, three pages at most."""
    head, *body = [line[:MOST_COLUMNS] for line in lines(rows)]
    shares = _shares([head, *body])
    page, room, count = [head], height - _tall(head, shares), 0
    for line in body:
        tall = _tall(line, shares)
        if tall > room:
            yield page
            page, room, count = [head], height - _tall(head, shares), count + 1
            if count == SLIDES_A_TABLE:
                return
        page.append(line)
        room -= tall
    yield page


def left_out(rows: Grid, shown: int) -> str:
    """What the pages with ``shown`` rows do not hold, in words."""
    more = len(rows.frame) - shown
    columns = [column.header for column in rows.columns[MOST_COLUMNS:]]
    parts = ([f"另有 {more:,} 行"] if more > 0 else []) + ([f"未列 {'、'.join(columns)}"] if columns else [])
    return f"{'，'.join(parts)}，见同名 Excel。" if parts else ""


def _tall(line: Sequence[str], shares: list[float]) -> int:
    """The height of a row whose longest cell wraps."""
    wraps = max(-(-_length(text) // max(int(WIDE * share) - 2, 1)) for text, share in zip(line, shares, strict=True))
    return ROW + LINE * max(wraps, 1)


def draw_table(shapes: Any, page: Page, rows: Grid, box: tuple[int, int, int, int]) -> Any:
    """The page as a table in ``box`` (left, top, width, height in EMU)."""
    left, top, width, _ = box
    shares = _shares(page)
    frame = shapes.add_table(len(page), len(page[0]), left, top, width, ROW + LINE)
    table = frame.table
    table.horz_banding, table.first_row = False, True
    for column, share in zip(table.columns, shares, strict=True):
        column.width = round(width * share)
    for y, line in enumerate(page):
        table.rows[y].height = _tall(line, shares)
        for x, text in enumerate(line):
            _write(table.cell(y, x), text, header=y == 0, right=rows.columns[x].kind in NUMBERS)
    return frame


def _write(cell: Any, text: str, *, header: bool, right: bool) -> None:
    cell.margin_top = cell.margin_bottom = Emu(20_000)
    cell.margin_left = cell.margin_right = Emu(60_000)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(tokens()["ramp"][0] if header else tokens()["surface"])
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold = Pt(SIZE), header
    run.font.color.rgb = rgb(_ink(text))


def _ink(text: str) -> str:
    """The colour of a state's cell; otherwise the colour of text."""
    for state, (symbol, word) in COLOURS.items():
        if text == f"{symbol} {word}":
            return str(tokens().get(f"{state}_word", tokens()["done" if state.startswith("done") else state]))
    return str(tokens()["t1"])


def _shares(page: Page) -> list[float]:
    """Widths by the longest text of a column; a long one gives way first."""
    longest = [max(_length(line[n]) for line in page) for n in range(len(page[0]))]
    sizes = [min(max(length + 3, 6), 44) for length in longest]
    return [size / sum(sizes) for size in sizes]


def _length(text: str) -> int:
    """In half-width characters."""
    return sum(2 if ord(c) > 0x2E80 else 1 for c in text)
