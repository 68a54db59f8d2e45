"""Chart data whose workbook keeps text as text: a name that starts with = is a name."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xlsx import CategoryWorkbookWriter, XyWorkbookWriter
from xlsxwriter import Workbook

from zxdata.figures.media.sheet import TEXT_IS_TEXT


class _PlainText:
    """python-pptx opens the workbook here; everything else of its writers stays."""

    @contextmanager
    def _open_worksheet(self, file: Any) -> Iterator[tuple[Any, Any]]:
        with Workbook(file, {"in_memory": True} | TEXT_IS_TEXT) as book:
            yield book, book.add_worksheet()


class _CategoryBook(_PlainText, CategoryWorkbookWriter):  # type: ignore[misc]
    pass


class _XyBook(_PlainText, XyWorkbookWriter):  # type: ignore[misc]
    pass


class Categories(CategoryChartData):  # type: ignore[misc]
    @property
    def _workbook_writer(self) -> Any:
        return _CategoryBook(self)


class Points(XyChartData):  # type: ignore[misc]
    @property
    def _workbook_writer(self) -> Any:
        return _XyBook(self)
