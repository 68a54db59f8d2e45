"""Every page and file says whose it is and when it was taken: faint, and no harm to what is read."""

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from docx import Document
from pptx import Presentation

from tests.sample_view import view
from ui.watermark import ALPHA, INK, over
from zxdata.export import export_file
from zxdata.figures.palette import contrast, themes
from zxdata.rules.marking import Watermark
from zxdata.rules.palette import SHIPPED_PALETTE

VIEW = view()
MARK = "王<五>&wang　2026-03-31 09:05"
AA = 4.5


def test_every_page_of_a_letter_carries_it() -> None:
    marked, plain = (Document(BytesIO(export_file(VIEW, "docx", mark))) for mark in (MARK, ""))
    for document, there in ((marked, True), (plain, False)):
        for section in document.sections:
            for header in (section.header, section.even_page_header):
                words = header._element.xpath(".//*[local-name()='textpath']/@string")
                assert words == ([MARK] if there else [])
    assert [p.text for p in marked.paragraphs] == [p.text for p in plain.paragraphs]


def test_every_slide_carries_it_behind_its_shapes() -> None:
    marked, plain = (Presentation(BytesIO(export_file(VIEW, "pptx", mark))) for mark in (MARK, ""))
    for slide in marked.slides:
        first = slide.shapes[0]
        assert (first.name, first.text_frame.text) == ("水印", MARK)
    assert "水印" not in [shape.name for slide in plain.slides for shape in slide.shapes]


def test_every_sheet_carries_it_on_screen_and_on_paper() -> None:
    marked, plain = (export_file(VIEW, "xlsx", mark) for mark in (MARK, ""))
    for sheet in openpyxl.load_workbook(BytesIO(marked)):
        assert sheet.oddFooter.center.text == MARK.replace("&", "&&")
    drawn = [[name for name in ZipFile(BytesIO(file)).namelist() if name.endswith(".png")] for file in (marked, plain)]
    assert len(drawn[0]) >= 1 and drawn[1] == []


@pytest.mark.parametrize("theme", themes(SHIPPED_PALETTE))
def test_words_under_it_are_still_read(theme: str) -> None:
    """WCAG AA, with the mark's ink over both the word and its ground."""
    tokens = themes(SHIPPED_PALETTE)[theme]
    for word in (tokens.t1, tokens.t2, tokens.t3):
        for ground in (tokens.bg, tokens.surface):
            assert contrast(_blended(word), _blended(ground)) >= AA


def _blended(colour: str) -> str:
    parts = ((int(colour[n : n + 2], 16), int(INK[n : n + 2], 16)) for n in (1, 3, 5))
    return "#" + "".join(f"{round(under * (1 - ALPHA) + ink * ALPHA):02x}" for under, ink in parts)


def test_a_screenshot_still_shows_it() -> None:
    """At least eight of 255 steps between ground and ink: more than what a camera or a JPEG takes away."""
    for tokens in themes(SHIPPED_PALETTE).values():
        steps = [abs(int(tokens.bg[n : n + 2], 16) - int(_blended(tokens.bg)[n : n + 2], 16)) for n in (1, 3, 5)]
        assert max(steps) >= 8


def test_text_of_an_account_is_no_markup_in_the_style() -> None:
    style = over("</style><script>alert(1)</script>');}")
    assert style.count("<style>") == style.count("</style>") == 1
    assert "<script>" not in style


def test_who_has_not_signed_in_has_no_watermark_and_rules_may_take_it_off() -> None:
    now = datetime(2026, 3, 31, 9, 5)
    rules = Watermark()
    assert rules.on_page("", now) == rules.in_file("", now) == ""
    assert rules.on_page("wang", now) == rules.in_file("wang", now) == "wang　2026-03-31 09:05"
    off = Watermark(pages=False, files=False)
    assert off.on_page("wang", now) == off.in_file("wang", now) == ""
    assert Watermark(words="内部 {name}").on_page("wang", now) == "内部 wang"
