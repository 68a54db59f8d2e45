"""The slides of a deck: title, unit, source line, notes; texts in their sizes and inks."""

from pathlib import Path
from typing import IO, Any

from pptx import Presentation
from pptx.util import Emu, Inches, Pt

from zxdata import words
from zxdata.export.naming import DEMO
from zxdata.export.slides.fonts import name_fonts
from zxdata.export.watermark import on_slides
from zxdata.figures import View
from zxdata.figures.kind import Box
from zxdata.figures.media.slide.chart_style import rgb
from zxdata.figures.palette import PAPER

LEFT, WIDTH = Inches(0.5), Inches(12.33)
UNIT, LEAD, FOOT = Inches(1.1), Inches(1.38), Inches(6.92)
BODY: Box = (LEFT, Inches(1.45), WIDTH, Inches(5.4))
BELOW_LEAD: Box = (LEFT, Inches(1.95), WIDTH, Inches(4.9))


class Deck:
    """A deck being written: the template's first layout is the cover, its second a figure's."""

    def __init__(self, template: Path, view: View) -> None:
        self._deck, self._view = Presentation(str(template)), view

    def show(self, view: View) -> None:
        """What follows is of this view: the source of its notes, the version at its foot."""
        self._view = view

    def slide(self, layout: int, title: str, about: str) -> Any:
        """``about``: what its numbers mean, for the notes; filters, cut-off and version follow there."""
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[layout])
        slide.shapes.turbo_add_enabled = True
        slide.shapes.title.text = title
        source = f"范围：{self._view.subtitle}\n截至：{words.day(self._view.as_of)}　数据版本：{self._view.version}"
        demo = f"\n{DEMO}" if self._view.demo else ""
        slide.notes_slide.notes_text_frame.text = f"{about}\n\n{source}{demo}".strip()
        return slide

    def page(self, title: str, unit: str, note: str, about: str, lead: str = "") -> Any:
        """A figure's slide, still without the figure; ``lead``: what it says, in a sentence."""
        slide = self.slide(1, title, about)
        run(paragraph(slide, (LEFT, UNIT, WIDTH, Inches(0.3))), unit, 12, "t3")
        if lead:
            run(paragraph(slide, (LEFT, LEAD, WIDTH, Inches(0.55))), lead, 14, "t1")
        demo = "演示数据" if self._view.demo else ""
        foot = "　".join(part for part in (note, f"版本 {self._view.version}", demo) if part)
        run(paragraph(slide, (LEFT, FOOT, WIDTH, Inches(0.45))), foot, 10, "t3")
        return slide

    def save(self, file: IO[bytes], title: str, author: str, mark: str = "") -> None:
        if mark:
            on_slides(self._deck, mark)
        for slide in self._deck.slides:
            name_fonts(slide._element)
            name_fonts(slide.notes_slide._element)
            for shape in slide.shapes:
                if shape.has_chart:
                    name_fonts(shape.chart._chartSpace)
        self._deck.core_properties.title, self._deck.core_properties.author = title, author
        self._deck.save(file)


def paragraph(slide: Any, box: Box) -> Any:
    frame = slide.shapes.add_textbox(*(Emu(edge) for edge in box)).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame.paragraphs[0]


def run(paragraph: Any, text: str, size: float, ink: str, *, bold: bool = False) -> None:
    added = paragraph.add_run()
    added.text = text
    added.font.size, added.font.bold = Pt(size), bold
    added.font.color.rgb = rgb(PAPER[ink])
