"""View → pptx: a cover, the main figures, then a slide a figure, each editable, with its definitions in the notes."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from zxdata.configuration import ASSETS
from zxdata.export.meaning import meanings, metrics_of
from zxdata.export.screens import Screen
from zxdata.export.shown import left_out
from zxdata.export.slides.deck import BELOW_LEAD, BODY, Deck, paragraph, run
from zxdata.export.slides.opening import contents, cover, main_figures, opening
from zxdata.export.slides.tables import MOST_COLUMNS, draw_table, pages
from zxdata.figures import Figure, View, kind_of, sentences_of
from zxdata.figures.media.phrases import length

TEMPLATE = ASSETS / "office" / "slides.pptx"
LEAD_LENGTH = 240  # half-width characters that two lines take


def write(view: View, template: Path = TEMPLATE, mark: str = "") -> bytes:
    """The deck in the layouts of ``template``: its first for the cover, its second for figures."""
    deck = Deck(template, view)
    cover(deck, view)
    main_figures(deck, view)
    _figures(deck, view)
    return _saved(deck, f"{view.title}　{view.subtitle}", view.body, mark)


def write_presentation(name: str, screens: Sequence[Screen], template: Path = TEMPLATE, mark: str = "") -> bytes:
    """A cover with what is to come, then each screen: its sentence and note, its main figures, its figures."""
    first = screens[0].view
    deck = Deck(template, first)
    contents(deck, name, screens)
    for screen in screens:
        deck.show(screen.view)
        opening(deck, screen)
        main_figures(deck, screen.view)
        _figures(deck, screen.view)
    return _saved(deck, name, first.body, mark)


def _saved(deck: Deck, title: str, author: str, mark: str) -> bytes:
    file = BytesIO()
    deck.save(file, title, author, mark)
    return file.getvalue()


def _figures(deck: Deck, view: View) -> None:
    for figure in (*view.figures, *((view.table,) if view.table else ())):
        _figure(deck, view, figure)


def _figure(deck: Deck, view: View, figure: Figure) -> None:
    about = "\n".join(meanings(metrics_of(figure, view.indicators), view.question.filters.basis))
    kind, lead = kind_of(figure), _lead(figure)
    if kind.blank(figure):
        slide = deck.page(figure.title, figure.unit_line, figure.note, about)
        run(paragraph(slide, BODY), figure.empty, 18, "t2")
    elif kind.slide:
        slide = deck.page(figure.title, figure.unit_line, figure.note, about, lead)
        kind.slide.do(figure, slide.shapes, BELOW_LEAD if lead else BODY)
    else:
        _table(deck, figure, about, lead)


def _table(deck: Deck, figure: Figure, about: str, lead: str) -> None:
    """Page after page; the last says what is left out."""
    kind = kind_of(figure)
    rows, shown = (kind.brief or kind.table).do(figure), 0
    box = BELOW_LEAD if lead else BODY
    held = list(pages(rows, box[3], figure.palette))
    for n, page in enumerate(held, start=1):
        shown += len(page) - 1
        said = left_out(rows, shown, MOST_COLUMNS) if n == len(held) else ""
        title = figure.title if n == 1 else f"{figure.title}（{n}）"
        note = "　".join(filter(None, (figure.note, said)))
        slide = deck.page(title, figure.unit_line, note, "\n".join(filter(None, (about, said))), lead)
        draw_table(slide.shapes, page, rows, box, figure.tokens)


def _lead(figure: Figure) -> str:
    """As many of its sentences as two lines take."""
    said = ""
    for sentence in sentences_of(figure):
        if length(said + sentence) > LEAD_LENGTH:
            break
        said += sentence
    return said
