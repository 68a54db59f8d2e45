"""A grid as native tables, a page at a time."""

from collections.abc import Iterator, Sequence
from typing import Any

from pptx.enum.text import PP_ALIGN
from pptx.util import Emu

from zxdata.export.shown import NUMBERS, lines, shares
from zxdata.figures import Grid
from zxdata.figures.media.phrases import length
from zxdata.figures.media.slide.cells import set_cell
from zxdata.figures.palette import PAPER, Tokens
from zxdata.rules.palette import ORDER, Palette

SLIDES_A_TABLE = 3
MOST_COLUMNS = 12
SIZE = 10
LINE = Emu(160_000)  # one line of a cell at that size
ROW = Emu(80_000)  # its margins
LOOSEST = 1.3  # so much taller are the rows of a page that has room
WIDE = 170  # half-width characters across a slide, margins left out
Page = list[list[str]]


def pages(rows: Grid, height: int, states: Palette) -> Iterator[Page]:
    """The header and as many rows as ``height`` (EMU) takes, three pages at most, about as many rows on each."""
    head, *body = [line[:MOST_COLUMNS] for line in lines(rows, states)]
    widths = shares([head, *body], WIDE)
    needed = [_tall(line, widths) for line in body]
    room = height - _tall(head, widths)
    count = min(max(-(-sum(needed) // room), 1), SLIDES_A_TABLE)
    page, free, pages_done = [head], room, 0
    for n, line in enumerate(body):
        enough = len(page) > 1 and sum(needed[:n]) * count >= sum(needed) * (pages_done + 1)
        if needed[n] > free or (enough and pages_done + 1 < count):
            yield page
            page, free, pages_done = [head], room, pages_done + 1
            if pages_done == SLIDES_A_TABLE:
                return
        page.append(line)
        free -= needed[n]
    yield page


def _tall(line: Sequence[str], widths: list[float]) -> int:
    """The height of a row whose longest cell wraps."""
    wraps = max(-(-length(text) // max(int(WIDE * share) - 2, 1)) for text, share in zip(line, widths, strict=True))
    return ROW + LINE * max(wraps, 1)


def draw_table(shapes: Any, page: Page, rows: Grid, box: tuple[int, int, int, int], inks: Tokens) -> Any:
    """The page as a table in ``box`` (left, top, width, height in EMU)."""
    left, top, width, height = box
    widths = shares(page, WIDE)
    loose = min(height / sum(_tall(line, widths) for line in page), LOOSEST)
    frame = shapes.add_table(len(page), len(page[0]), left, top, width, ROW + LINE)
    table = frame.table
    table.horz_banding, table.first_row = False, True
    for column, share in zip(table.columns, widths, strict=True):
        column.width = round(width * share)
    for y, line in enumerate(page):
        table.rows[y].height = round(_tall(line, widths) * max(loose, 1.0))
        for x, text in enumerate(line):
            align = PP_ALIGN.RIGHT if rows.columns[x].kind in NUMBERS else PP_ALIGN.LEFT
            fill = PAPER.ramp[0] if y == 0 else PAPER.surface
            set_cell(table.cell(y, x), text, SIZE, _ink(text, inks), fill, align, bold=y == 0)
    return frame


def _ink(text: str, inks: Tokens) -> str:
    """The colour of a state's cell; otherwise the colour of text."""
    state = next((state for state in ORDER if text == inks.states.sign(state)), "")
    return inks.word(state) if state else inks.t1
