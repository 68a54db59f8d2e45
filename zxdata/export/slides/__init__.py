"""View → pptx: a cover, the main figures, then a slide a figure, each editable, with its definitions in the notes."""

from io import BytesIO
from pathlib import Path

from zxdata.configuration import ASSETS
from zxdata.export.meaning import in_words, metrics_of
from zxdata.export.shown import left_out
from zxdata.export.slides.deck import BELOW_LEAD, BODY, Deck, paragraph, run
from zxdata.export.slides.opening import cover, main_figures
from zxdata.export.slides.tables import MOST_COLUMNS, draw_table, pages
from zxdata.figures import Figure, View, kind_of, sentences_of
from zxdata.figures.media.phrases import length

TEMPLATE = ASSETS / "office" / "slides.pptx"
LEAD_LENGTH = 240  # half-width characters that two lines take


def write(view: View, template: Path = TEMPLATE) -> bytes:
    """The deck in the layouts of ``template``: its first for the cover, its second for figures."""
    deck = Deck(template, view)
    cover(deck, view)
    main_figures(deck, view)
    for figure in (*view.figures, *((view.table,) if view.table else ())):
        _figure(deck, view, figure)
    file = BytesIO()
    deck.save(file, f"{view.title}　{view.subtitle}", view.body)
    return file.getvalue()


def _figure(deck: Deck, view: View, figure: Figure) -> None:
    about = "\n".join(in_words(m) for m in metrics_of(figure, view.indicators))
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
    held = list(pages(rows, box[3]))
    for n, page in enumerate(held, start=1):
        shown += len(page) - 1
        said = left_out(rows, shown, MOST_COLUMNS) if n == len(held) else ""
        title = figure.title if n == 1 else f"{figure.title}（{n}）"
        note = "　".join(filter(None, (figure.note, said)))
        slide = deck.page(title, figure.unit_line, note, "\n".join(filter(None, (about, said))), lead)
        draw_table(slide.shapes, page, rows, box)


def _lead(figure: Figure) -> str:
    """As many of its sentences as two lines take."""
    said = ""
    for sentence in sentences_of(figure):
        if length(said + sentence) > LEAD_LENGTH:
            break
        said += sentence
    return said
