"""The first slides: of what, of whom, as of when; then the main figures."""

from typing import Any

from pptx.util import Inches

from zxdata import words
from zxdata.configuration import settings
from zxdata.export.meaning import in_words, metrics_on
from zxdata.export.naming import DEMO, subject
from zxdata.export.slides.deck import BODY, Deck, paragraph, run
from zxdata.figures import Card, View
from zxdata.figures.media.slide.shapes import rectangle
from zxdata.figures.palette import tokens

CARDS_A_ROW, CARDS_A_SLIDE = 3, 6
HAIRLINE, ROW = 12_700, Inches(2.5)


def cover(deck: Deck, view: View) -> None:
    slide = deck.slide(0, subject(view), "\n".join(in_words(m) for m in metrics_on(view.cards)))
    about = [settings().body, view.subtitle, view.headline, *view.notices]
    about.append(f"截至{words.day(view.as_of)}　数据版本 {view.version}{f'　{DEMO}' if view.demo else ''}")
    slide.placeholders[1].text_frame.text = "\n".join(line for line in about if line)


def main_figures(deck: Deck, view: View) -> None:
    """Six cards a slide."""
    left, top, width, _ = BODY
    for first in range(0, len(view.cards), CARDS_A_SLIDE):
        cards = view.cards[first : first + CARDS_A_SLIDE]
        slide = deck.page("主要指标", view.subtitle, "", "\n".join(in_words(m) for m in metrics_on(cards)))
        for n, card in enumerate(cards):
            row, column = divmod(n, CARDS_A_ROW)
            place = (left + column * width // CARDS_A_ROW, top + Inches(0.25) + row * ROW)
            _card(slide, card, *place, width // CARDS_A_ROW - Inches(0.3))


def _card(slide: Any, card: Card, left: int, top: int, width: int) -> None:
    rectangle(slide.shapes, (left, top, width, HAIRLINE), tokens().axis)
    line = paragraph(slide, (left, top + Inches(0.12), width, Inches(2.1)))
    frame = line._parent
    run(line, card.name, 18, "t2")
    line = frame.add_paragraph()
    run(line, card.value, 44, "t1", bold=True)
    run(line, f" {card.unit}" if card.unit else "", 20, "t2")
    for text, ink in ((card.base, "t3"), (_changed(card), "t2")):
        if text:
            run(frame.add_paragraph(), text, 14, ink)


def _changed(card: Card) -> str:
    if card.change is None:
        return ""
    view = "" if card.change.better is None else "　向好" if card.change.better else "　变差"
    return f"{card.change.name} {card.change.text}{view}"
