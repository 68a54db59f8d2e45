"""The lead of a part of a page: its sentence, its figures in one quiet row, what must be read with them."""

import streamlit as st

from ui import ask
from ui.markup import fill, join
from ui.show.cards import card_markup
from ui.show.chart import headline
from ui.show.states import notices
from zxdata.figures import View


def lead(view: View) -> None:
    notices(view.notices)
    headline(view)
    if view.cards:
        st.html(fill('<div class="strip">$cards</div>', cards=join([card_markup(card) for card in view.cards])))


def close(option: str, label: str) -> None:
    """Take an option out of the address."""
    st.button(label, key=f"close-{option}", type="tertiary", on_click=ask.change, kwargs={option: None})
