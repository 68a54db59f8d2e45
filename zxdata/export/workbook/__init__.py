"""View → xlsx: a cover, then a sheet a figure with its table and, where the kind has one, a native chart."""

from io import BytesIO

import xlsxwriter

from zxdata.export.watermark import on_sheets
from zxdata.export.workbook.cover import write_cover
from zxdata.export.workbook.paper import Paper
from zxdata.export.workbook.sheet import write_figure
from zxdata.figures import Figure, View
from zxdata.figures.media.sheet import TEXT_IS_TEXT
from zxdata.figures.palette import tokens

LONG = 20_000


def write(view: View, mark: str = "") -> bytes:
    """The workbook; text is text even where it looks like a formula, numbers are numbers, no row is left out.

    From ``LONG`` rows on each row goes to a file as it is written, instead of staying in memory till the end.
    """
    file, figures = BytesIO(), (*view.figures, *((view.table,) if view.table else ()))
    mode = "constant_memory" if any(len(figure.frame) > LONG for figure in figures) else "in_memory"
    with xlsxwriter.Workbook(file, {mode: True} | TEXT_IS_TEXT) as book:
        paper = Paper(book, tokens(view.palette))
        write_cover(book.add_worksheet("封面"), view, paper.formats)
        for name, figure in _names(figures):
            write_figure(book, name, figure, paper)
        if mark:
            on_sheets(book, mark)
    return file.getvalue()


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
