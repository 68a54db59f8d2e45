"""Exported files opened with their own libraries, and the views of the demonstration they were made from."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import openpyxl
import pandas as pd
from docx import Document
from pptx import Presentation

from tests.demonstration import TODAY, demonstration
from zxdata.export import export_file
from zxdata.figures import Figure, View, table_of
from zxdata.filters import Filters, Scope
from zxdata.views import view

SUBJECTS = ("overview", "coverage", "proposals", "supervision", "consultation")
PARTS = ("proposals.flow", "supervision.replay", "supervision.spread")
OPENERS = {"pptx": Presentation, "docx": Document, "xlsx": openpyxl.load_workbook}
NUMBERS = ("integer", "decimal", "coefficient", "percent", "days", "number")
HEADER = 5


@cache
def shown(key: str, as_of: date = TODAY) -> View:
    made = demonstration()
    return view(made.store, key, Filters(as_of), Scope.whole(), made.settings)


@cache
def written(key: str, kind: str, as_of: date = TODAY) -> bytes:
    return export_file(shown(key, as_of), kind)


def opened(key: str, kind: str, as_of: date = TODAY) -> Any:
    return OPENERS[kind](io.BytesIO(written(key, kind, as_of)))


def parts(content: bytes, pattern: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return [book.read(name).decode() for name in book.namelist() if re.search(pattern, name)]


def figures(made: View) -> tuple[Figure, ...]:
    return (*made.figures, *((made.table,) if made.table else ()))


def numbers(book: Any, made: View) -> Iterator[tuple[str, list[float], list[float]]]:
    """(sheet and header, what the workbook holds below it, what the view shows) for each column of numbers."""
    for sheet, figure in zip(book.worksheets[1:], figures(made), strict=True):
        held = table_of(figure)
        for at, each in enumerate(held.columns, start=1):
            if each.kind in NUMBERS and len(held.frame):
                cells = [sheet.cell(HEADER + n, at).value for n in range(1, len(held.frame) + 1)]
                wanted = [None if v is None or v != v else float(v) for v in held.frame[each.name]]
                yield f"{sheet.title} {each.header}", _floats(cells), _floats(wanted)


def _floats(values: list[Any]) -> list[float]:
    return [float(value) for value in pd.Series(values, dtype=float)]


def charts(deck: Any) -> Iterator[tuple[str, Any]]:
    """(title of its slide, chart)"""
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart:
                yield slide.shapes.title.text, shape.chart


def behind(chart: Any) -> pd.DataFrame:
    """The workbook of a chart by the names in its first row."""
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    head, *rows = list(book.active.iter_rows(values_only=True))
    return pd.DataFrame(rows, columns=head)
