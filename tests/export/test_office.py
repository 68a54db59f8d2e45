"""LibreOffice opens what is exported: pages, text that can be selected, and the same numbers after it has saved them.

Not part of the whole run, because continuous integration has no LibreOffice: ``make office``.
"""

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from pptx import Presentation

from tests.briefcase import SUBJECTS, figures, numbers, shown, written
from zxdata import words
from zxdata.export.naming import subject

pytestmark = pytest.mark.office
SECONDS = 180


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


def converted(folder: Path, key: str, kind: str, to: str) -> Path:
    """The exported view as LibreOffice saves it."""
    source = folder / f"{key}.{kind}"
    source.write_bytes(written(key, kind))
    out = folder / f"{kind}-{to}"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    order = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", str(out), str(source)]
    subprocess.run(order, check=True, capture_output=True, timeout=SECONDS)
    return out / f"{key}.{to}"


def pages(file: Path) -> list[str]:
    text = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, timeout=SECONDS)
    return text.stdout.decode().split("\f")[:-1]


def packed(text: str) -> str:
    return "".join(text.split())


def test_the_programs_are_there() -> None:
    assert [name for name in ("soffice", "pdftotext") if shutil.which(name) is None] == []


@pytest.mark.parametrize("key", SUBJECTS)
def test_a_deck_is_a_page_a_slide_with_its_title_and_its_mark(folder: Path, key: str) -> None:
    told = pages(converted(folder, key, "pptx", "pdf"))
    deck = Presentation(str(folder / f"{key}.pptx"))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert len(told) == len(titles)
    for page, title in zip(told, titles, strict=True):
        assert packed(title) in packed(page)
        assert "演示数据" in page


@pytest.mark.parametrize("key", [*SUBJECTS, "diagnosis"])
def test_a_letter_can_be_read_page_by_page(folder: Path, key: str) -> None:
    told = pages(converted(folder, key, "docx", "pdf"))
    whole = packed("".join(told))
    made = shown(key)
    assert packed(subject(made)) in packed(told[0])
    assert all("演示数据" in page for page in told)
    assert [f"—{n}—" in packed(page) for n, page in enumerate(told, start=1)] == [True] * len(told)
    for indicator in made.indicators:
        assert packed(f"{indicator.name} {indicator.value}") in whole or indicator.value == words.MISSING
    headings = [
        p.text
        for p in Document(str(folder / f"{key}.docx")).paragraphs
        if p.style and str(p.style.name).startswith("Heading")
    ]
    assert all(packed(heading) in whole for heading in headings)


@pytest.mark.parametrize("key", [*SUBJECTS, "statistics"])
def test_a_workbook_saved_again_holds_the_same_numbers(folder: Path, key: str) -> None:
    book, compared = openpyxl.load_workbook(converted(folder, key, "xlsx", "xlsx")), 0
    for place, found, wanted in numbers(book, shown(key)):
        assert found == pytest.approx(wanted, rel=1e-14, nan_ok=True), place
        compared += len(found)
    assert compared > 30


def test_a_workbook_prints_each_sheet(folder: Path) -> None:
    told = pages(converted(folder, "statistics", "xlsx", "pdf"))
    whole = packed("".join(told))
    assert all(packed(figure.title) in whole for figure in figures(shown("statistics")))
