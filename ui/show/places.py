"""A map of places: no tiles, nothing from outside; a click opens a station's card or a township."""

from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import streamlit as st

from ui.browser import PHONE, current_tokens, narrow
from ui.markup import join
from ui.show.clicks import follow
from ui.show.heading import Framed
from ui.show.legend import legend
from ui.show.picks import handled, picks
from zxdata.figures import PointMap, View, kind_of
from zxdata.figures.media.canvas import Look

if TYPE_CHECKING:
    from ui.show.deck import Deck

HEIGHT, WIDTH = 500, 900
# What a mark of a layer is, and the column that says which.
TARGETS = {"stations": ("station", "no"), "towns": ("region", "code"), "sites": ("region", "code")}


_DECKS: WeakKeyDictionary[PointMap, dict[Look, "Deck"]] = WeakKeyDictionary()


def built(figure: PointMap, look: Look) -> "Deck":
    """The deck of a figure, built once for all who look at it."""
    from ui.show.deck import deck

    known = _DECKS.setdefault(figure, {})
    if look not in known:
        t = look.tokens
        words = {
            "backgroundColor": t.surface,
            "color": t.t1,
            "fontSize": "13px",
            "lineHeight": "1.5",
            "border": f"1px solid {t.axis}",
            "whiteSpace": "pre-line",
            "padding": "6px 10px",
        }
        known[look] = deck(kind_of(figure).screen.do(figure, look), {"text": "{about}", "style": words})
    return known[look]


def places(view: View, figure: PointMap, height: int, frame: Framed) -> None:
    look = Look(current_tokens(figure.palette), height=height or HEIGHT, width=PHONE if narrow() else WIDTH)
    name = f"places-{view.key}-{figure.key}"
    with st.container(key=frame.place, gap=None):
        above = join([frame.above, legend(figure, look)])
        picks(above, f"handle-{view.key}-{figure.key}", partial(handled, view, figure))
        st.pydeck_chart(
            built(figure, look),
            key=name,
            height=look.height,
            on_select=lambda: _clicked(view, figure, name),
            selection_mode="single-object",
            alt=f"{figure.title}，{figure.unit_line}",
        )
        if frame.below:
            st.html(frame.below)


def _clicked(view: View, figure: PointMap, name: str) -> None:
    """A callback. A click on what is not a mark changes nothing: to go back there is the breadcrumb."""
    chosen = st.session_state[name]["selection"]["objects"]
    for layer, (kind, column) in TARGETS.items():
        if chosen.get(layer):
            follow(view, figure, (kind, str(chosen[layer][0][column])))
            return
