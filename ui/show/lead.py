"""The lead of a part of a page: its sentence, its figures in one quiet row, what must be read with them."""

from collections.abc import Sequence

import streamlit as st

from ui import ask
from ui.drill import rows
from ui.markup import Markup, fill, join
from ui.show.cards import card_markup
from ui.show.chart import headline
from ui.show.picks import MEANING, carried, picks
from ui.show.states import notices
from zxdata.figures import Card, View
from zxdata.metrics import METRICS


def lead(view: View) -> None:
    """One click on 口径 opens what a number means and the rows it counts."""
    notices(view.notices)
    headline(view)
    if view.cards:
        shown = join([card_markup(card, _behind(card)) for card in view.cards])
        picks(fill('<div class="strip">$cards</div>', cards=shown), f"lead-{view.key}", _open)


def _behind(card: Card) -> Markup:
    return fill(MEANING, title=card.name, carried=carried(card.metric)) if card.metric in METRICS else Markup("")


def _open(texts: Sequence[str]) -> None:
    if texts[0] in METRICS:
        ask.change(**rows(texts[0]))


def close(option: str, label: str) -> None:
    """Take an option out of the address."""
    st.button(label, key=f"close-{option}", type="tertiary", on_click=ask.change, kwargs={option: None})
