"""A figure's grid as a table of a letter."""

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu

from zxdata.export.letter.page import TEXT_WIDTH, Letter, repeated
from zxdata.export.shown import NUMBERS, left_out, lines, shares
from zxdata.figures import Figure, kind_of

MOST_ROWS, MOST_COLUMNS = 40, 8
CELL_MARGIN = "57"  # twentieths of a point: 1 mm
AFTER_MARGINS = ("w:tblLook", "w:tblCaption", "w:tblDescription")  # the order that the schema asks for
AFTER_BORDERS = ("w:shd", "w:tblLayout", "w:tblCellMar", *AFTER_MARGINS)
WIDE = 98  # half-width characters across the text


def add_table(letter: Letter, figure: Figure) -> str:
    """Writes the table with its caption; answers what it leaves out, in words."""
    kind = kind_of(figure)
    rows = (kind.brief or kind.table).do(figure)
    page = [line[:MOST_COLUMNS] for line in lines(rows, figure.palette)[: MOST_ROWS + 1]]
    letter.add(f"表：{figure.title}（{figure.unit_line}）", "Caption")
    table = letter.document.add_table(len(page), len(page[0]))
    table.autofit = False
    _lined(table)
    right = [column.kind in NUMBERS for column in rows.columns]
    cells = table._cells  # one look-up: each table.cell() walks the whole table
    head, body = (letter.document.styles[name].style_id for name in ("表头", "表格文字"))
    widths = [Emu(round(TEXT_WIDTH * share)) for share in shares(page, WIDE)]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for at, cell in enumerate(cells):
        y, x = divmod(at, len(page[0]))
        cell.width = widths[x]
        paragraph = cell.paragraphs[0]
        paragraph._p.style = head if y == 0 else body
        if right[x]:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        letter.write(paragraph, page[y][x])
    repeated(table.rows[0])
    return left_out(rows, len(page) - 1, MOST_COLUMNS)


def _lined(table: Any) -> None:
    """Rules above, below and between the rows; none at the sides, and narrow margins."""
    borders = OxmlElement("w:tblBorders")
    for side, width in (("top", 8), ("bottom", 8), ("insideH", 4)):
        rule = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", str(width)), ("space", "0"), ("color", "808080")):
            rule.set(qn(f"w:{name}"), value)
        borders.append(rule)
    table._tbl.tblPr.insert_element_before(borders, *AFTER_BORDERS)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), CELL_MARGIN)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.insert_element_before(margins, *AFTER_MARGINS)
