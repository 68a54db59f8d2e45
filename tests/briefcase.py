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
from zxdata.briefing import export
from zxdata.figures import Figure, View
from zxdata.filters import Filters, Scope
from zxdata.views import view

SUBJECTS = ("overview", "coverage", "proposals", "supervision", "consultation")
PARTS = ("proposals.flow", "supervision.replay", "supervision.spread")
OPENERS = {"pptx": Presentation, "docx": Document, "xlsx": openpyxl.load_workbook}
NUMBERS = ("integer", "decimal", "percent", "days", "number")
HEADER = 5


@cache
def shown(key: str, as_of: date = TODAY) -> View:
    made = demonstration()
    return view(made.store, key, Filters(as_of), Scope.whole(), made.settings)


@cache
def written(key: str, kind: str, as_of: date = TODAY) -> bytes:
    return export(shown(key, as_of), kind)


def opened(key: str, kind: str, as_of: date = TODAY) -> Any:
    return OPENERS[kind](io.BytesIO(written(key, kind, as_of)))


def parts(content: bytes, pattern: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return [book.read(name).decode() for name in book.namelist() if re.search(pattern, name)]


def figures(made: View) -> tuple[Figure, ...]:
    return (*made.figures, *((made.table,) if made.table else ()))


def column(sheet: Any, at: int, rows: int) -> pd.Series:
    """``rows`` cells of a figure's sheet below its header."""
    return pd.Series([sheet.cell(HEADER + n, at).value for n in range(1, rows + 1)], dtype=float)


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
