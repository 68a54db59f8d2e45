"""The strip of figures: name, number, base, change; behind each its definition and the rows it counts."""

import streamlit as st

from ui import ask
from ui.markup import Markup, fill
from ui.show.states import guarded
from ui.show.table import data_table
from zxdata.figures import Card, Change, View

CARD = (
    '<div class="card"><p class="name">$name</p>'
    '<p class="value"><b>$value</b><span class="unit">$unit</span>$change</p><p class="base">$base</p></div>'
)
CHANGE = '<span class="change $tone"><span>$name$verdict</span> <span>$text</span></span>'
VERDICTS = {True: "向好", False: "变差", None: ""}


def cards(view: View) -> None:
    """One row of cards with a 口径 behind each, then the rows of the one that was opened."""
    if not view.cards:
        return
    with st.container(horizontal=True, key="cards", gap=None, wrap=False):
        for position, card in enumerate(view.cards):
            with st.container(key=f"card-{position}", gap=None):
                st.html(card_markup(card))
                with st.popover("口径", type="tertiary"):
                    _definition(card)
    _rows(view)


def card_markup(card: Card) -> Markup:
    return fill(CARD, name=card.name, value=card.value, unit=card.unit, base=card.base, change=_change(card.change))


def _change(change: Change | None) -> Markup:
    if change is None:
        return Markup("")
    tone = "worse" if change.better is False else ""
    return fill(CHANGE, name=change.name, verdict=VERDICTS[change.better], text=change.text, tone=tone)


def _definition(card: Card) -> None:
    text = card.definition or "这个数字的口径见“指标口径”。"
    st.html(fill('<div class="definition"><h3>$name</h3><p>$text</p><p class="quiet">$base</p></div>',
                 name=card.name, text=text, base=card.base))  # fmt: skip
    st.button("列出明细行", key=f"rows-{card.metric}", on_click=ask.change, kwargs={"rows": card.metric})


def _rows(view: View) -> None:
    metric = st.query_params.get("rows", "")
    card = next((c for c in view.cards if c.metric == metric), None)
    if card is None:
        return
    with st.container(key="rows-panel", gap=None), guarded(f"rows of {metric}"):
        data_table(ask.rows(metric, view.key), title=f"明细：{card.name}", key="rows-table")
        st.button("收起明细", type="tertiary", on_click=ask.change, kwargs={"rows": None})
