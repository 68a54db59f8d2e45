"""A matrix on a slide."""

from collections.abc import Iterator
from typing import Any

from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu

from zxdata.figures.kind import Box
from zxdata.figures.matrix import Matrix
from zxdata.figures.media.phrases import length
from zxdata.figures.media.slide.cells import set_cell
from zxdata.figures.media.slide.chart_style import rgb
from zxdata.figures.palette import PAPER, mixed
from zxdata.rules.palette import ORDER

NAMES = 0.25  # the largest share of the width that the rows' names take
DEEPEST = 0.5  # so much of its colour has the fullest cell: text stays readable on it
LARGEST, SMALLEST = 11.0, 6.5
EMU_A_POINT = 12_700


def draw(figure: Matrix, shapes: Any, box: Box) -> Any:
    left, top, width, height = box
    rows, columns = len(figure.rows) + 1, len(figure.columns) + 1
    pitch = min(height // rows, 300_000)
    names = min(max(length(name) for name in (figure.kind, *figure.rows)) * 0.0075 + 0.02, NAMES)
    each = width * (1 - names) / (columns - 1)
    size = max(SMALLEST, min(LARGEST, pitch / EMU_A_POINT * 0.7, each / EMU_A_POINT / _widest(figure)))
    frame = shapes.add_table(rows, columns, left, top, width, pitch * rows)
    frame.name = figure.title
    table = frame.table
    table.horz_banding, table.first_row = False, True
    for n, column in enumerate(table.columns):
        column.width = Emu(round(width * names if n == 0 else each))
    cells = {(cell.row, cell.column): cell for cell in figure.frame.itertuples()}
    most = float(figure.frame["value"].max() or 1)
    for row in table.rows:
        row.height = Emu(pitch)
    for x, (text, ink) in enumerate(_heads(figure)):
        align = PP_ALIGN.CENTER if x else PP_ALIGN.LEFT
        set_cell(table.cell(0, x), text, size, ink, PAPER.ramp[0], align, bold=True, margin=0)
    for y, name in enumerate(figure.rows, start=1):
        set_cell(table.cell(y, 0), name, size, PAPER.t1, PAPER.surface, PP_ALIGN.LEFT, margin=0)
        for x, column in enumerate(figure.columns, start=1):
            _number(table.cell(y, x), cells.get((name, column)), _tone(figure, column), most, size)
    return frame


def _number(cell: Any, held: Any, colour: str, most: float, size: float) -> None:
    text = str(held.text) if held is not None else ""
    share = float(held.value) / most if held is not None and held.value == held.value else 0.0
    fill = mixed(PAPER.surface, colour, min(share, 1.0) ** 0.5 * DEEPEST)
    out = held is not None and bool(held.outside)
    set_cell(cell, text, size, PAPER.t1, fill, PP_ALIGN.CENTER, bold=out, margin=0)
    if out:
        _framed(cell)


def _tone(figure: Matrix, column: str) -> str:
    return figure.tokens.series(column, 0) if column in ORDER else PAPER.accent


def _framed(cell: Any) -> None:
    properties = cell._tc.get_or_add_tcPr()
    for side in ("lnB", "lnT", "lnR", "lnL"):
        properties.insert(
            0,
            parse_xml(
                f'<a:{side} {nsdecls("a")} w="19050"><a:solidFill><a:srgbClr val="{rgb(PAPER.t1)}"/></a:solidFill>'
                f"</a:{side}>"
            ),
        )


def _heads(figure: Matrix) -> Iterator[tuple[str, str]]:
    yield figure.kind, PAPER.t1
    for column in figure.columns:
        if column in ORDER:
            yield figure.palette.sign(column), figure.tokens.series(column, 0)
        else:
            yield column, PAPER.t1


def _widest(figure: Matrix) -> float:
    """In type sizes: what a column must hold."""
    texts = [*figure.frame["text"].astype(str), *("　　　" if c in ORDER else c for c in figure.columns)]
    return max(length(text) for text in texts) / 2 + 1
