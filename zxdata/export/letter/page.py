"""The paper of a letter: numbered headings, paragraphs in the template's styles, pictures, every run with its fonts."""

from copy import deepcopy
from io import BytesIO
from typing import IO, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from zxdata.export.watermark import on_pages

NUMERALS = "一二三四五六七八九"
TEXT_WIDTH = Mm(156)


class Letter:
    """A document being written from top to bottom."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self._chapters = self._sections = 0
        self._fonts: dict[str, Any] = {}

    def chapter(self, title: str) -> None:
        """一、"""
        self._chapters, self._sections = self._chapters + 1, 0
        self.add(f"{numeral(self._chapters)}、{title}", "Heading 1")

    def section(self, title: str) -> None:
        """（一）"""
        self._sections += 1
        self.add(f"（{numeral(self._sections)}）{title}", "Heading 2")

    def add(self, text: str, style: str = "Normal") -> Any:
        paragraph = self.document.add_paragraph(style=style)
        self.write(paragraph, text)
        return paragraph

    def write(self, paragraph: Any, text: str) -> Any:
        """A run that names its fonts itself, and whose quotation marks are Chinese ones."""
        run = paragraph.add_run(text)
        fonts = self._fonts_of(paragraph)
        if fonts is not None:
            run._r.get_or_add_rPr().insert(0, deepcopy(fonts))
        return run

    def picture(self, drawn: bytes, title: str, caption: str) -> None:
        """With its name below it; a table's stands above."""
        paragraph = self.document.add_paragraph(style="图片")
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(BytesIO(drawn), width=TEXT_WIDTH)
        shape._inline.docPr.set("descr", title)
        self.caption(caption)

    def drawing(self, inline: Any) -> None:
        """What is drawn in a paragraph of its own, as a picture is."""
        paragraph = self.document.add_paragraph(style="图片")
        paragraph.paragraph_format.keep_with_next = True
        held = OxmlElement("w:drawing")
        held.append(inline)
        paragraph.add_run()._r.append(held)

    def caption(self, text: str) -> None:
        """The name of what is drawn, below it."""
        self.add(text, "Caption").paragraph_format.keep_with_next = False

    def header(self, text: str) -> None:
        for section in self.document.sections:
            for header in (section.header, section.even_page_header):
                header.is_linked_to_previous = False
                self.write(header.paragraphs[0], text)

    def properties(self, title: str, author: str) -> None:
        self.document.core_properties.title = title
        self.document.core_properties.author = author

    def save(self, file: IO[bytes], mark: str = "") -> None:
        if mark:
            on_pages(self.document, mark)
        self.document.save(file)

    def _fonts_of(self, paragraph: Any) -> Any:
        """The rFonts of its style or of the one that is based on. A style is looked up once: it takes a millisecond."""
        key = paragraph._p.style
        if key not in self._fonts:
            found, at = None, paragraph.style
            while found is None and at is not None:
                properties = at.element.find(qn("w:rPr"))
                found = properties.find(qn("w:rFonts")) if properties is not None else None
                at = at.base_style
            if found is not None:
                found = deepcopy(found)
                found.set(qn("w:hint"), "eastAsia")
            self._fonts[key] = found
        return self._fonts[key]


def numeral(number: int) -> str:
    """1 → 一, 12 → 十二, 20 → 二十"""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{NUMERALS[tens - 1]}十"
    return head + (NUMERALS[ones - 1] if ones else "")


def repeated(row: Any) -> None:
    """The row stands on top of every page that its table runs over."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
