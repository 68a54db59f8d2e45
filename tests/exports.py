"""Files that a browser saves from a page, and all their text, for the tests that compare it."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
from docx import Document
from playwright.sync_api import Page
from pptx import Presentation

SOON = 30_000


def saved(page: Page, click: Callable[[], None]) -> Path:
    """The file that one click has the browser save, under the name it has there."""
    with page.expect_download(timeout=SOON) as download:
        click()
    path = Path(download.value.path()).with_name(download.value.suggested_filename)
    download.value.save_as(path)
    return path


def read(path: Path) -> str:
    """All text of a file, whatever its kind."""
    match path.suffix:
        case ".docx":
            document = Document(str(path))
            cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
            head = [p.text for p in document.sections[0].header.paragraphs]
            return "\n".join([*head, *(p.text for p in document.paragraphs), *cells])
        case ".pptx":
            frames = [
                s.text_frame for slide in Presentation(str(path)).slides for s in slide.shapes if s.has_text_frame
            ]
            return "\n".join(frame.text for frame in frames)
        case ".xlsx":
            book = openpyxl.load_workbook(path)
            rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
            return "\n".join(" ".join(str(cell) for cell in row if cell is not None) for row in rows)
    return path.read_text(encoding="utf-8-sig")
