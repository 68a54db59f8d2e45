"""The strip of figures: name, number, base, change; behind each its definition and the rows it counts."""

import streamlit as st

from ui import ask, widgets
from ui.drill import rows
from ui.markup import Markup, fill
from ui.show.rows import rows_panel
from zxdata.figures import Change, Indicator, View

CARD = (
    '<div class="card"><p class="name"><span>$name</span>$behind</p>'
    '<p class="value"><b>$value</b><span class="unit">$unit</span>$change</p><p class="base">$base</p></div>'
)
CHANGE = '<span class="change $tone"><span>$name$verdict</span> <span>$text</span></span>'
VERDICTS = {True: "向好", False: "变差", None: ""}


def indicators(view: View) -> None:
    """One row of cards; one click on 口径 opens what the number means and the rows it counts."""
    if not view.indicators:
        return
    opened = st.query_params.get("rows", "")
    with st.container(horizontal=True, key="cards", gap=None, wrap=False):
        for position, indicator in enumerate(view.indicators):
            here = "-here" if indicator.metric and indicator.metric == opened else ""
            with st.container(key=f"card-{position}{here}", gap=None):
                st.html(indicator_markup(indicator))
                if indicator.metric:
                    widgets.button(
                        "口径",
                        key=f"rows-{indicator.metric}",
                        type="tertiary",
                        on_click=_toggle,
                        args=(indicator.metric,),
                    )
    rows_panel(view)


def _toggle(metric: str) -> None:
    closing = st.query_params.get("rows") == metric
    ask.change(**rows(metric) | ({"rows": None} if closing else {}))


def indicator_markup(indicator: Indicator, behind: Markup = Markup("")) -> Markup:
    """``behind``: the way to what the number means and counts."""
    return fill(
        CARD,
        name=indicator.name,
        behind=behind,
        value=indicator.value,
        unit=indicator.unit,
        base=indicator.base,
        change=_change(indicator.change),
    )


def _change(change: Change | None) -> Markup:
    if change is None:
        return Markup("")
    tone = "worse" if change.better is False else ""
    return fill(CHANGE, name=change.name, verdict=VERDICTS[change.better], text=change.text, tone=tone)
