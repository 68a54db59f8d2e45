"""Files for the intake tests, written as staff and other systems write them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from zxdata.configuration import Settings
from zxdata.divisions import load_home
from zxdata.intake import Receipt, import_file

HOME = "500000"
SETTINGS = Settings(home=HOME)


def csv(path: Path, *lines: str, coding: str = "utf-8") -> Path:
    path.write_bytes("\n".join(lines).encode(coding))
    return path


def xlsx(path: Path, *rows: Sequence[Any], sheet: str = "数据", excel_1904: bool = False) -> Path:
    with xlsxwriter.Workbook(path, {"date_1904": excel_1904, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(sheet)
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return path


def bring(engine: Any, path: Path, **options: Any) -> Receipt:
    """Import with the tests' settings; the promise read = accepted + unchanged + refused is looked at each time."""
    receipt = import_file(engine, path, SETTINGS, **options)
    assert receipt.read == receipt.accepted + receipt.unchanged + receipt.refused
    return receipt


def with_divisions(engine: Any) -> Any:
    load_home(engine, HOME)
    return engine
