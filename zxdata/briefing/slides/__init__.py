"""View → pptx: a cover, the main figures, then a slide a figure, each editable, with its definitions in the notes."""

from io import BytesIO
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.util import Emu, Inches, Pt

from zxdata import words
from zxdata.briefing.grid import grid
from zxdata.briefing.look import DEMO, tokens
from zxdata.briefing.meaning import in_words, metrics_of, metrics_on
from zxdata.briefing.naming import subject
from zxdata.briefing.shown import left_out, without_months
from zxdata.briefing.slides.charts import chart
from zxdata.briefing.slides.dress import rgb
from zxdata.briefing.slides.fonts import name_fonts
from zxdata.briefing.slides.region_map import draw_map
from zxdata.briefing.slides.tables import MOST_COLUMNS, draw_table, pages
from zxdata.figures import Card, Figure, RegionMap, View
from zxdata.settings import ASSETS, settings

TEMPLATE = ASSETS / "office" / "slides.pptx"
BODY = (Inches(0.5), Inches(1.5), Inches(12.33), Inches(5.15))
CARDS_A_ROW, CARDS_A_SLIDE = 3, 6


def write(view: View, template: Path = TEMPLATE) -> bytes:
    """The deck in the layouts of ``template``: its first for the cover, its second for figures."""
    deck = Presentation(str(template))
    _cover(deck, view)
    for first in range(0, len(view.cards), CARDS_A_SLIDE):
        _cards(deck, view, view.cards[first : first + CARDS_A_SLIDE])
    for figure in (*view.figures, *((view.table,) if view.table else ())):
        _figure(deck, view, figure)
    _name_all_fonts(deck)
    deck.core_properties.title = f"{view.title}　{view.subtitle}"
    deck.core_properties.author = settings().body
    file = BytesIO()
    deck.save(file)
    return file.getvalue()


def _cover(deck: Any, view: View) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    slide.shapes.title.text = subject(view)
    about = [settings().body, view.subtitle, view.headline, *view.notices]
    about.append(f"截至{words.day(view.as_of)}　数据版本 {view.version}{f'　{DEMO}' if view.demo else ''}")
    slide.placeholders[1].text_frame.text = "\n".join(line for line in about if line)
    _notes(slide, view, "\n".join(in_words(m) for m in metrics_on(view.cards)))


def _cards(deck: Any, view: View, cards: tuple[Card, ...]) -> None:
    slide = _slide(deck, view, "主要指标", view.subtitle, "")
    left, top, width, _ = BODY
    for n, card in enumerate(cards):
        row, column = divmod(n, CARDS_A_ROW)
        place = (left + column * width // CARDS_A_ROW, top + Inches(0.2) + row * Inches(2.3))
        _card(slide, card, *place, width // CARDS_A_ROW - Inches(0.2))
    _notes(slide, view, "\n".join(in_words(m) for m in metrics_on(cards)))


def _card(slide: Any, card: Card, left: int, top: int, width: int) -> None:
    frame = slide.shapes.add_textbox(left, top, width, Inches(2)).text_frame
    frame.word_wrap = True
    change = f"{card.change.name} {card.change.text}" if card.change else ""
    if card.change and card.change.better is not None:
        change += "　向好" if card.change.better else "　变差"
    for n, (text, size, ink) in enumerate([(card.name, 16, "t2"), ("", 36, "t1"), (card.base, 12, "t3"),
                                           (change, 12, "t2")]):  # fmt: skip
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        _run(paragraph, text or (card.value if n == 1 else ""), size, ink, bold=n == 1)
        if n == 1:
            _run(paragraph, f" {card.unit}" if card.unit else "", 18, "t2")


def _figure(deck: Any, view: View, figure: Figure) -> None:
    about = "\n".join(in_words(m) for m in metrics_of(figure, view.cards))
    if isinstance(figure, RegionMap) and len(figure.frame) and figure.shapes:
        slide = _slide(deck, view, figure.title, figure.unit, figure.note)
        draw_map(figure, slide.shapes, BODY)
        _notes(slide, view, about)
        return
    if not len(figure.frame) and not len(grid(figure).frame):
        slide = _slide(deck, view, figure.title, figure.unit, figure.note)
        _run(_paragraph(slide, *BODY), figure.empty, 18, "t2")
        _notes(slide, view, about)
        return
    slide = _slide(deck, view, figure.title, figure.unit, figure.note)
    if chart(figure, slide.shapes, BODY) is not None:
        _notes(slide, view, about)
        return
    rows, shown = grid(without_months(figure)), 0
    for n, page in enumerate(pages(rows, BODY[3])):
        if n:
            slide = _slide(deck, view, f"{figure.title}（{n + 1}）", figure.unit, figure.note)
        draw_table(slide.shapes, page, rows, BODY)
        shown += len(page) - 1
        _notes(slide, view, "\n".join(part for part in (about, left_out(rows, shown, MOST_COLUMNS)) if part))
    if said := left_out(rows, shown, MOST_COLUMNS):
        _run(_paragraph(slide, Inches(6.5), Inches(1.05), Inches(6.33), Inches(0.32)), said, 11, "t3")


def _slide(deck: Any, view: View, title: str, unit: str, note: str) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = title
    left, _, width, _ = BODY
    _run(_paragraph(slide, left, Inches(1.05), width, Inches(0.32)), unit, 12, "t3")
    foot = "　".join(part for part in (note, f"版本 {view.version}", "演示数据" if view.demo else "") if part)
    _run(_paragraph(slide, left, Inches(6.95), width, Inches(0.35)), foot, 10, "t3")
    return slide


def _paragraph(slide: Any, left: int, top: int, width: int, height: int) -> Any:
    frame = slide.shapes.add_textbox(Emu(left), Emu(top), Emu(width), Emu(height)).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = 0
    return frame.paragraphs[0]


def _run(paragraph: Any, text: str, size: float, ink: str, *, bold: bool = False) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = rgb(tokens()[ink])


def _notes(slide: Any, view: View, about: str) -> None:
    """Definition, numerator and denominator; filters, cut-off and version."""
    source = f"范围：{view.subtitle}\n截至：{words.day(view.as_of)}　数据版本：{view.version}"
    demo = f"\n{DEMO}" if view.demo else ""
    slide.notes_slide.notes_text_frame.text = f"{about}\n\n{source}{demo}".strip()


def _name_all_fonts(deck: Any) -> None:
    for slide in deck.slides:
        name_fonts(slide._element)
        name_fonts(slide.notes_slide._element)
        for shape in slide.shapes:
            if shape.has_chart:
                name_fonts(shape.chart._chartSpace)
