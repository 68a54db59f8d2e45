"""One figure on the desk: head, swatches, drawing, source line; its empty and its broken state; its clicks."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import zxdata as zx
from ui import ask
from ui.browser import look as drawn_for
from ui.contents import entry
from ui.marks import marks
from ui.markup import NONE, Markup, fill, join
from ui.paint import chosen, painted
from ui.reader import reader
from ui.show import board as boards
from ui.show.clicks import here
from ui.show.heading import Framed, restricted, source
from ui.show.legend import legend
from ui.show.picks import handled, heading_of, picks
from ui.show.places import places
from ui.show.plot import plot
from ui.show.profile import profile
from ui.show.states import empty, guarded
from ui.show.table import NO_ROWS, answering_table
from zxdata.figures import Figure, Table, View, kind_of
from zxdata.filters import Filters

LEGEND, NOTHING = 30, 140  # px of a legend, and of a sentence in the place of a figure


def figure(view: View, key: str, height: int = 0) -> None:
    """The figure ``key`` of a view in ``height`` px (0: its own), or nothing where it is absent under these choices.

    A key that the view never has is a fault, and is said so in the figure's place.
    """
    if key in view.absent:
        return
    name, place = f"{view.key}.{key}", f"figure-{view.key}-{key}"
    with guarded(name):
        found: Any = view.figure(key)
        kind = kind_of(found)
        if kind.surface == "table":
            _table(view, found, height, place)
            return
        said = restricted(found, _stated(view), view.region_name, view.palette)
        frame = Framed(place, heading_of(view, found, said), source(found.note) if found.note else NONE)
        surface = _blank if kind.blank(found) else SURFACES[kind.surface]
        try:
            surface(view, found, height, frame)
        except Exception:  # said under the head of the figure
            with st.container(key=f"{place}-broken", gap=None), guarded(name):
                st.html(frame.above)
                raise


def grid(view: View, *keys: str, columns: int = 3, height: int = 0) -> None:
    """The figures that are not absent under these choices, side by side, as many as fit."""
    shown = [key for key in keys if key not in view.absent]
    if not shown:
        return
    across = min(columns, len(shown))
    with st.grid(across, min_column_width=540, gap=(10, 28), key=f"across-{across}-{view.key}-{shown[0]}"):
        for key in shown:
            figure(view, key, height)


def two_columns(left: int, right: int) -> list[DeltaGenerator]:
    return st.columns([left, right], gap=28)


def _drawing(view: View, found: Figure, height: int, frame: Framed) -> None:
    look = drawn_for(found.palette)
    swatches = legend(found, look)
    room = height - LEGEND if height and swatches else height
    kind = kind_of(found)
    if room and kind.whole:
        room = kind.whole.do(room)
    look = look if kind.grows else drawn_for(found.palette, room)
    drawn = painted(found, look)
    over = chosen(found, look)
    if kind.remarks and entry(view.key).period:
        filters, notes = _stated(view), zx.notes_of(view.subject, zx.settings(), reader())
        over = kind.remarks.do(found, look, filters.since, filters.until, [(one.day, one.text) for one in notes])
    plot(
        drawn,
        over,
        key=frame.place,
        alt=f"{found.title}，{found.unit_line}",
        above=join([frame.above, swatches]),
        below=frame.below,
        room=room if kind.grows and drawn.spec["layout"]["height"] > room else 0,
        on_pick=partial(handled, view, found),
        clicked=bool(marks(found, here(view))),
    )


def _table(view: View, found: Table, height: int, place: str) -> None:
    if found.frame.empty:
        _words(Framed(place, heading_of(view, found), NONE), empty(found.empty, NO_ROWS), partial(handled, view, found))
        return
    with st.container(key=place, gap=None), guarded(f"{view.key}.{found.key}"):
        answering_table(view, found, key=f"table-{found.key}", height=height)


def _blank(view: View, found: Figure, height: int, frame: Framed) -> None:
    _words(frame, empty(found.empty, NOTHING), partial(handled, view, found))


def _profile(view: View, found: Any, height: int, frame: Framed) -> None:
    _words(frame, profile(found), partial(handled, view, found))


def _board(view: View, found: Any, height: int, frame: Framed) -> None:
    _words(frame, boards.board(found), partial(boards.picked, view, found))


def _words(frame: Framed, words: Markup, on_pick: Callable[[Sequence[str]], None]) -> None:
    picks(join([frame.above, words, frame.below]), frame.place, on_pick)


# How the browser shows a kind that is no table: by Plotly, by deck.gl, or as the page's own markup.
SURFACES: dict[str, Callable[[View, Any, int, Framed], None]] = {
    "plot": _drawing,
    "deck": places,
    "board": _board,
    "card": _profile,
}


def headline(view: View) -> None:
    """What matters most, in one sentence."""
    if view.headline:
        st.html(fill('<p class="headline">$text</p>', text=view.headline))


def _stated(view: View) -> Filters:
    return ask.stated(view.question.filters, view.key)
