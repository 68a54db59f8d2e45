"""The report on an import: the user's own file, with the reason beside every row that was refused."""

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

from zxdata.datasets import BY_NAME
from zxdata.errors import WrongUse
from zxdata.intake.cells import LONGEST
from zxdata.intake.contracts import Fault
from zxdata.intake.headers import Header
from zxdata.intake.mapping.headings import headings
from zxdata.intake.receipt import Receipt
from zxdata.intake.sheets import Cell, Formula, Shown
from zxdata.intake.tables import Table

REASON = "退回原因"
REASON_WIDTH = 60
LONGEST_NAME = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
PAPER = {"header": "#E8EDF3", "cell": "#FFD9D6", "reason": "#FFF1F0"}


def write_report(receipt: Receipt, path: Path) -> None:
    """An .xlsx with every row where it stood; refused cells coloured, reasons in the first column.

    Corrected, it can be imported as it is: the added column is read over. Raises WrongUse for a receipt
    without its tables.
    """
    if not receipt.tables:
        raise WrongUse("这张导入回执没有带上原表，无法生成报告；请重新导入该文件。")
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        paper = {
            name: book.add_format({"bg_color": colour, "text_wrap": name == "reason"}) for name, colour in PAPER.items()
        }
        for table in receipt.tables:
            name = table.sheet.name if len(receipt.tables) > 1 else ""
            faults: dict[int, list[Fault]] = defaultdict(list)
            for fault in receipt.faults:
                if fault.sheet == name:
                    faults[fault.row].append(fault)
            sheet = book.add_worksheet(_free(table.sheet.name or receipt.title, book))
            _fill(sheet, table, faults, _places(receipt, table.header), paper)


def _free(name: str, book: xlsxwriter.Workbook) -> str:
    """A sheet's name as Excel takes it: without what it forbids, cut to 31 characters, each once."""
    taken = {sheet.name.lower() for sheet in book.worksheets()} | {"history"}
    clean = FORBIDDEN.sub(" ", name).strip("' ")[:LONGEST_NAME] or REASON
    free, number = clean, 2
    while free.lower() in taken:
        free, number = f"{clean[: LONGEST_NAME - len(str(number))]}{number}", number + 1
    return free


def _fill(
    sheet: xlsxwriter.worksheet.Worksheet,
    table: Table,
    faults: Mapping[int, Sequence[Fault]],
    places: Mapping[str, int],
    paper: Mapping[str, object],
) -> None:
    last = table.header.last_row
    sheet.set_column(0, 0, REASON_WIDTH)
    sheet.freeze_panes(last, 1)
    for row in table.sheet.rows:
        at = row.number - 1
        if row.number == last:
            sheet.write_string(at, 0, REASON, paper["header"])
        reasons = faults.get(row.number, [])
        wrong = {places[fault.column] for fault in reasons if fault.column in places}
        if reasons:
            sheet.write_string(at, 0, "\n".join(_sentence(fault) for fault in reasons)[:LONGEST], paper["reason"])
        width = max([len(row.cells), *(place + 1 for place in wrong)])
        for column in range(width):
            colour = paper["cell"] if column in wrong else None
            _write(sheet, at, column + 1, row.cell(column), paper["header"] if row.number == last else colour)


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, paper: object) -> None:
    """A cell as it was read. Text is written as text, also where it starts like a formula."""
    if isinstance(cell, Shown | Formula):
        sheet.write_string(row, column, cell.text if isinstance(cell, Shown) else "", paper)
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell, paper)
    elif isinstance(cell, int | float) and math.isfinite(cell):
        sheet.write_number(row, column, cell, paper)
    elif isinstance(cell, int | float):
        sheet.write_string(row, column, repr(cell), paper)
    elif cell:
        sheet.write_string(row, column, cell[:LONGEST], paper)
    else:
        sheet.write_blank(row, column, None, paper)


def _places(receipt: Receipt, header: Header) -> dict[str, int]:
    """Chinese header → position in the file, whichever of its names the file uses; an office's own as it is."""
    if receipt.mapping:
        return {name: at for at, name in enumerate(headings(header))}
    columns = BY_NAME[receipt.dataset].columns
    return {column.header: at for column in columns if (at := header.place(column)) is not None}


def _sentence(fault: Fault) -> str:
    where = f"{fault.column}“{fault.value}”：" if fault.value else f"{fault.column}："
    return f"{where if fault.column else ''}{fault.reason}；{fault.remedy}。"
