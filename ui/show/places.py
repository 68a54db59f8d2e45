"""A map of places: no tiles, nothing from outside; a click opens a station's card or a township."""

import json
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import streamlit as st

from ui.browser import current_tokens
from ui.show.clicks import follow
from ui.show.legend import legend
from zxdata.figures import PointMap, View, kind_of
from zxdata.figures.media.canvas import Look

HEIGHT = 500
# What a mark of a layer is, and the column that says which.
TARGETS = {"stations": ("station", "no"), "towns": ("region", "code"), "sites": ("region", "code")}


# What pydeck writes for map_provider=None: no base map, so that no server is asked for tiles.
GROUNDLESS = {"mapStyle": "__MAP_STYLE__", "views": [{"@@type": "MapView", "controller": True}]}


@dataclass(frozen=True, eq=False)
class Deck:
    """A deck as plain dictionaries, with what Streamlit asks of one; importing pydeck would cost a quarter second."""

    written: str
    _tooltip: dict[str, Any]

    def to_json(self) -> str:
        return self.written


_WRITTEN: WeakKeyDictionary[PointMap, dict[Look, str]] = WeakKeyDictionary()


def written(figure: PointMap, look: Look) -> str:
    """The specification as it goes over the wire, written once for all who look at the figure."""
    known = _WRITTEN.setdefault(figure, {})
    if look not in known:
        known[look] = json.dumps(GROUNDLESS | kind_of(figure).screen.do(figure, look), ensure_ascii=False, default=str)
    return known[look]


def places(view: View, figure: PointMap, height: int = 0) -> None:
    look = Look(current_tokens(), height=height or HEIGHT, width=900)
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
    name = f"places-{view.key}-{figure.key}"
    if swatches := legend(figure, look):
        st.html(swatches)
    st.pydeck_chart(
        Deck(written(figure, look), {"text": "{about}", "style": words}),  # type: ignore[arg-type]
        key=name,
        height=look.height,
        on_select=lambda: _clicked(view, figure, name),
        selection_mode="single-object",
        alt=f"{figure.title}，{figure.unit_line}",
    )


def _clicked(view: View, figure: PointMap, name: str) -> None:
    """A callback. A click on what is not a mark changes nothing: to go back there is the breadcrumb."""
    chosen = st.session_state[name]["selection"]["objects"]
    for layer, (kind, column) in TARGETS.items():
        if chosen.get(layer):
            follow(view, figure, (kind, str(chosen[layer][0][column])))
            return
