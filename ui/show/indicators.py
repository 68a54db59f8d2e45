"""The strip of figures: name, number, base, change; behind each its definition and the rows it counts."""

from collections.abc import Sequence

import streamlit as st

import zxdata as zx
from ui import ask
from ui.drill import rows
from ui.markup import Markup, fill, join
from ui.show.picks import MEANING, carried, picks
from ui.show.rows import rows_panel
from zxdata.figures import Change, Indicator, View

CARD = (
    '<div class="card$here"><p class="name"><span>$name</span>$behind</p>'
    '<p class="value"><b>$value</b><span class="unit">$unit</span>$change</p><p class="base">$base</p></div>'
)
CHANGE = '<span class="change $tone"><span>$name$verdict</span> <span>$text</span></span>'
VERDICTS = {True: "向好", False: "变差", None: ""}


def indicators(view: View) -> None:
    """One row of cards; one click on 口径 opens what the number means and the rows it counts."""
    if not view.indicators:
        return
    opened = st.query_params.get("rows", "")
    cards = join([indicator_markup(each, behind(each), here=each.metric == opened != "") for each in view.indicators])
    picks(fill('<div class="cards">$cards</div>', cards=cards), "cards", _toggle)
    rows_panel(view)


def _toggle(texts: Sequence[str]) -> None:
    if texts[0] in zx.METRICS:
        closing = st.query_params.get("rows") == texts[0]
        ask.change(**rows(texts[0]) | ({"rows": None} if closing else {}))


def behind(indicator: Indicator) -> Markup:
    """The way to what a number means and counts."""
    if indicator.metric not in zx.METRICS:
        return Markup("")
    return fill(MEANING, title=indicator.name, carried=carried(indicator.metric))


def indicator_markup(indicator: Indicator, behind: Markup = Markup(""), *, here: bool = False) -> Markup:
    """``behind``: the way to what the number means and counts; ``here``: that is open."""
    return fill(
        CARD,
        here=" here" if here else "",
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
