"""The strip of figures: name, number, base, change; behind each its definition and the rows it counts."""

import streamlit as st

from ui import ask
from ui.drill import rows
from ui.markup import Markup, fill
from ui.show.rows import rows_panel
from zxdata.figures import Card, Change, View

CARD = (
    '<div class="card"><p class="name"><span>$name</span>$behind</p>'
    '<p class="value"><b>$value</b><span class="unit">$unit</span>$change</p><p class="base">$base</p></div>'
)
CHANGE = '<span class="change $tone"><span>$name$verdict</span> <span>$text</span></span>'
VERDICTS = {True: "向好", False: "变差", None: ""}


def cards(view: View) -> None:
    """One row of cards; one click on 口径 opens what the number means and the rows it counts."""
    if not view.cards:
        return
    opened = st.query_params.get("rows", "")
    with st.container(horizontal=True, key="cards", gap=None, wrap=False):
        for position, card in enumerate(view.cards):
            here = "-here" if card.metric and card.metric == opened else ""
            with st.container(key=f"card-{position}{here}", gap=None):
                st.html(card_markup(card))
                if card.metric:
                    st.button("口径", key=f"rows-{card.metric}", type="tertiary", on_click=_toggle, args=(card.metric,))
    rows_panel(view)


def _toggle(metric: str) -> None:
    closing = st.query_params.get("rows") == metric
    ask.change(**rows(metric) | ({"rows": None} if closing else {}))


def card_markup(card: Card, behind: Markup = Markup("")) -> Markup:
    """``behind``: the way to what the number means and counts."""
    return fill(
        CARD,
        name=card.name,
        behind=behind,
        value=card.value,
        unit=card.unit,
        base=card.base,
        change=_change(card.change),
    )


def _change(change: Change | None) -> Markup:
    if change is None:
        return Markup("")
    tone = "worse" if change.better is False else ""
    return fill(CHANGE, name=change.name, verdict=VERDICTS[change.better], text=change.text, tone=tone)
