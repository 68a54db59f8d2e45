"""The head of a page: where one is, what is shown in words, how fresh it is, the filters."""

from collections.abc import Sequence

import streamlit as st

import zxdata as zx
from ui import ask
from ui.contents import entry
from ui.filter_bar import filter_bar
from ui.markup import Markup, fill, join
from ui.show.comparison import comparison
from ui.show.freshness import freshness, stale_bar
from ui.show.picks import carried, picks
from ui.show.states import notices
from ui.show.tools import tools
from ui.show.writing import writing
from ui.theme import faint
from zxdata.figures import View

TITLE = '<div class="head"><h1>$title</h1><p>$subtitle</p></div>'
PATH = '<nav class="path" aria-label="所在区划">$steps</nav>'
UP = '<button type="button" data-pick="$carried">$name</button>'
BESIDE = '<button type="button" class="step" data-pick="$carried">$name</button>'
APART = Markup('<span class="quiet">›</span>')
HERE = '<span class="here">$name</span>'
ALL = Markup('<span class="quiet here">全部区县</span>')


def head(view: View, title: str = "") -> None:
    """Breadcrumb, title, filters in words, freshness, the filter row and what must be read with the numbers.

    ``title``: how the page is called where that is not the view's own title.
    """
    asked = ask.asked(view.key)
    with st.container(horizontal=True, key="head", vertical_alignment="bottom", gap=None):
        said = fill(TITLE, title=title or view.title, subtitle=view.subtitle)
        picks(join([_breadcrumb(asked.choices), said]), "path", _go)
        tools(view)
        freshness(view)
    filter_bar(asked, entry(view.key))
    stale_bar()
    ill_set = faint(view.palette) if view.key == "data" else ()
    notices((*asked.notices, *filter(None, [ask.dead_end(view.key)]), *view.notices, *ill_set))
    comparison(view)
    writing(view)


def _breadcrumb(choices: zx.Choices) -> Markup:
    """From the whole down to the chosen region; every step but the last leads back, its neighbours lie beside it."""
    *above, here = choices.path or (("", ""),)
    steps = [fill(UP, carried=carried(code if depth else ""), name=name) for depth, (code, name) in enumerate(above)]
    steps.append(fill(HERE, name=here[1]))
    beside = [
        fill(BESIDE, carried=carried(code), name=f"{arrow} {name}" if arrow == "‹" else f"{name} {arrow}")
        for arrow, (code, name) in zip("‹›", neighbours(choices) if above else (), strict=False)
        if code
    ]
    whole = not above and len(choices.districts) != 1  # of one district there is no whole beside it
    way = join([*steps, ALL] if whole else steps, APART)
    return fill(PATH, steps=join([way, *beside]))


def _go(picked: Sequence[str]) -> None:
    ask.change(region=picked[0] or None)


def neighbours(choices: zx.Choices) -> tuple[tuple[str, str], tuple[str, str]]:
    """The regions before and after the chosen one in official order; ("", "") beyond the ends, and where the ledger knows
    no regions."""
    code = choices.path[-1][0] if choices.path else ""
    row = next((row for row in (choices.districts, choices.townships) if code in dict(row)), ())
    here = [c for c, _ in row].index(code) if row else 0
    before = row[here - 1] if row and here else ("", "")
    return before, row[here + 1] if here + 1 < len(row) else ("", "")
