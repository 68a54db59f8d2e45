"""A grid as native tables, a page at a time."""

from collections.abc import Iterator, Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from zxdata.briefing.grid import Grid
from zxdata.briefing.look import tokens
from zxdata.briefing.shown import NUMBERS, length, lines, shares
from zxdata.briefing.slides.dress import rgb
from zxdata.figures import COLOURS

SLIDES_A_TABLE = 3
MOST_COLUMNS = 12
SIZE = 10
LINE = Emu(160_000)  # one line of a cell at that size
ROW = Emu(80_000)  # its margins
WIDE = 170  # half-width characters across a slide, margins left out
Page = list[list[str]]


def pages(rows: Grid, height: int) -> Iterator[Page]:
    """The header and as many rows as ``height`` (EMU) takes, three pages at most."""
    head, *body = [line[:MOST_COLUMNS] for line in lines(rows)]
    widths = shares([head, *body], WIDE)
    page, room, count = [head], height - _tall(head, widths), 0
    for line in body:
        tall = _tall(line, widths)
        if tall > room:
            yield page
            page, room, count = [head], height - _tall(head, widths), count + 1
            if count == SLIDES_A_TABLE:
                return
        page.append(line)
        room -= tall
    yield page


def _tall(line: Sequence[str], widths: list[float]) -> int:
    """The height of a row whose longest cell wraps."""
    wraps = max(-(-length(text) // max(int(WIDE * share) - 2, 1)) for text, share in zip(line, widths, strict=True))
    return ROW + LINE * max(wraps, 1)


def draw_table(shapes: Any, page: Page, rows: Grid, box: tuple[int, int, int, int]) -> Any:
    """The page as a table in ``box`` (left, top, width, height in EMU)."""
    left, top, width, _ = box
    widths = shares(page, WIDE)
    frame = shapes.add_table(len(page), len(page[0]), left, top, width, ROW + LINE)
    table = frame.table
    table.horz_banding, table.first_row = False, True
    for column, share in zip(table.columns, widths, strict=True):
        column.width = round(width * share)
    for y, line in enumerate(page):
        table.rows[y].height = _tall(line, widths)
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
