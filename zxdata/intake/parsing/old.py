"""What the values of an .xls or .et sheet do not say."""

import io
from typing import Any

import xlrd

from .formats import number_format
from .markings import Markings


class OldWorkbook:
    """xlrd fails in many ways on what calamine still reads; then nothing is marked."""

    def __init__(self, path: str) -> None:
        self._book: Any = None
        for formatted in (True, False):
            try:
                self._book = xlrd.open_workbook(path, on_demand=True, formatting_info=formatted, logfile=io.StringIO())
                break
            except Exception:
                continue

    @property
    def excel_1904(self) -> bool:
        return bool(self._book and self._book.datemode)

    def markings(self, name: str) -> Markings:
        found = Markings()
        try:
            sheet = self._book.sheet_by_name(name)
            found.hidden = sorted(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden)
            formats = {key: number_format(held.format_str or "") for key, held in self._book.format_map.items()}
            styles = [formats.get(style.format_key) for style in self._book.xf_list]
            for row in range(sheet.nrows):
                for at in range(sheet.row_len(row)):
                    kind = sheet.cell_type(row, at)
                    if kind == xlrd.XL_CELL_ERROR:
                        found.errors[row + 1, at] = xlrd.error_text_from_code.get(sheet.cell_value(row, at), "#N/A")
                    elif kind == xlrd.XL_CELL_NUMBER and styles and (form := styles[sheet.cell_xf_index(row, at)]):
                        found.formats[row + 1, at] = form
        except Exception:
            return found
        return found
