"""The first slides: of what, of whom, as of when; then the main figures."""

from collections.abc import Sequence
from typing import Any

from pptx.util import Inches

from zxdata import words
from zxdata.export.meaning import meanings, metrics_on
from zxdata.export.naming import DEMO, subject
from zxdata.export.screens import Screen
from zxdata.export.slides.deck import BODY, Deck, paragraph, run
from zxdata.figures import Indicator, View
from zxdata.figures.media.slide.shapes import rectangle
from zxdata.figures.palette import PAPER

CARDS_A_ROW, INDICATORS_A_SLIDE = 3, 6
HAIRLINE, ROW = 12_700, Inches(2.5)


def cover(deck: Deck, view: View) -> None:
    slide = deck.slide(0, subject(view), "\n".join(meanings(metrics_on(view.indicators), view.question.filters.basis)))
    about = [view.body, view.subtitle, view.headline, *view.notices]
    about.append(f"截至{words.day(view.as_of)}　数据版本 {view.version}{f'　{DEMO}' if view.demo else ''}")
    slide.placeholders[1].text_frame.text = "\n".join(line for line in about if line)


def contents(deck: Deck, name: str, screens: Sequence[Screen]) -> None:
    """The cover of a presentation: of whom, as of when, and its screens in their order."""
    view = screens[0].view
    slide = deck.slide(0, name, "")
    about = [view.body, f"截至{words.day(view.as_of)}{f'　{DEMO}' if view.demo else ''}"]
    about += [f"{n}. {screen.title}" for n, screen in enumerate(screens, start=1)]
    slide.placeholders[1].text_frame.text = "\n".join(line for line in about if line)


def opening(deck: Deck, screen: Screen) -> None:
    """What one screen of a presentation says; the speaker's note stands on it and in its notes."""
    view = screen.view
    slide = deck.page(screen.title, view.subtitle, "", screen.note)
    line = paragraph(slide, BODY)
    run(line, view.headline or view.title, 28, "t1", bold=True)
    for text, ink in [(screen.note, "t2"), *((notice, "t3") for notice in view.notices)]:
        if text:
            run(line._parent.add_paragraph(), text, 18, ink)


def main_figures(deck: Deck, view: View) -> None:
    """Six cards a slide."""
    left, top, width, _ = BODY
    for first in range(0, len(view.indicators), INDICATORS_A_SLIDE):
        indicators = view.indicators[first : first + INDICATORS_A_SLIDE]
        slide = deck.page(
            "主要指标",
            view.subtitle,
            "",
            "\n".join(meanings(metrics_on(indicators), view.question.filters.basis)),
        )
        for n, indicator in enumerate(indicators):
            row, column = divmod(n, CARDS_A_ROW)
            place = (left + column * width // CARDS_A_ROW, top + Inches(0.25) + row * ROW)
            _indicator(slide, indicator, *place, width // CARDS_A_ROW - Inches(0.3))


def _indicator(slide: Any, indicator: Indicator, left: int, top: int, width: int) -> None:
    rectangle(slide.shapes, (left, top, width, HAIRLINE), PAPER.axis)
    line = paragraph(slide, (left, top + Inches(0.12), width, Inches(2.1)))
    frame = line._parent
    run(line, indicator.name, 18, "t2")
    line = frame.add_paragraph()
    run(line, indicator.value, 44, "t1", bold=True)
    run(line, f" {indicator.unit}" if indicator.unit else "", 20, "t2")
    for text, ink in ((indicator.base, "t3"), (_changed(indicator), "t2")):
        if text:
            run(frame.add_paragraph(), text, 14, ink)


def _changed(indicator: Indicator) -> str:
    if indicator.change is None:
        return ""
    view = "" if indicator.change.better is None else "　向好" if indicator.change.better else "　变差"
    return f"{indicator.change.name} {indicator.change.text}{view}"
