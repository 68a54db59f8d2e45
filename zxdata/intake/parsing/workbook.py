"""Excel workbooks, new and old: the visible sheets, cell by cell."""

import io
from collections.abc import Iterator, Mapping
from typing import Any

import python_calamine as calamine

from .archive import Archive
from .limits import Limits, Refused
from .rows import numbered

Errors = Mapping[str, Mapping[tuple[int, int], str]]


def new_workbook(path: str, limits: Limits) -> Iterator[Any]:
    archive = Archive(path, limits)
    yield from _sheets(path, limits, archive.excel_1904, archive.error_cells())


def old_workbook(path: str, limits: Limits) -> Iterator[Any]:
    yield from _sheets(path, limits, _old_datemode(path), {})


def _sheets(path: str, limits: Limits, excel_1904: bool, errors: Errors) -> Iterator[Any]:
    try:
        book = calamine.load_workbook(path)
        yield {"excel_1904": excel_1904}
        for sheet in book.sheets_metadata:
            if sheet.visible == calamine.SheetVisibleEnum.Visible and sheet.typ == calamine.SheetTypeEnum.WorkSheet:
                yield {"sheet": sheet.name}
                cells = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                yield from numbered(cells, limits, errors.get(sheet.name))
    except calamine.PasswordError as fault:
        raise Refused("有打开密码；请去掉密码后再导入") from fault
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError) as fault:
        raise Refused("不是完好的 Excel 文件；请在 Excel 或 WPS 里另存为 .xlsx") from fault


def _old_datemode(path: str) -> bool:
    import xlrd

    try:
        return bool(xlrd.open_workbook(path, on_demand=True, logfile=io.StringIO()).datemode)
    except Exception:  # xlrd fails in many ways on what calamine still reads
        return False
