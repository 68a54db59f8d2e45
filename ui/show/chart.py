"""One figure on the desk: head, swatches, drawing, source line; its empty and its broken state; its clicks."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import zxdata as zx
from ui import ask
from ui.browser import look as drawn_for
from ui.contents import entry
from ui.marks import marks
from ui.markup import fill
from ui.paint import Look, Painted, chosen, painted
from ui.reader import reader
from ui.show import board as boards
from ui.show.clicks import follow, here
from ui.show.heading import restricted, source
from ui.show.legend import legend
from ui.show.picks import headed
from ui.show.places import places
from ui.show.plot import plot
from ui.show.profile import profile
from ui.show.states import empty, guarded
from ui.show.table import answering_table
from zxdata.figures import Figure, View, kind_of
from zxdata.filters import Filters

LEGEND = 30


def figure(view: View, key: str, height: int = 0) -> None:
    """The figure ``key`` of a view in ``height`` px (0: its own), or nothing where it is absent under these choices.

    A key that the view never has is a fault, and is said so in the figure's place.
    """
    if key in view.absent:
        return
    with st.container(key=f"figure-{view.key}-{key}", gap=None), guarded(f"{view.key}.{key}"):
        found: Any = view.figure(key)
        kind = kind_of(found)
        if kind.surface == "table":
            answering_table(view, found, key=f"table-{key}", height=height)
            return
        said = restricted(found, _stated(view), view.region_name, view.palette)
        headed(view, found, said)
        if kind.blank(found):
            st.html(empty(found.empty, height or 200))
        else:
            SURFACES[kind.surface](view, found, height)
        if found.note:
            st.html(source(found.note))


def grid(view: View, *keys: str, columns: int = 3, height: int = 0) -> None:
    """The figures that are not absent under these choices, side by side, as many as fit."""
    shown = [key for key in keys if key not in view.absent]
    if not shown:
        return
    with st.grid(min(columns, len(shown)), min_column_width=540, gap=(10, 28)) as cells:
        for key in shown:
            with cells.cell():
                figure(view, key, height)


def two_columns(left: int, right: int) -> list[DeltaGenerator]:
    return st.columns([left, right], gap=28)


def _drawing(view: View, found: Figure, height: int) -> None:
    look = drawn_for(found.palette)
    swatches = legend(found, look)
    if swatches:
        st.html(swatches)
    room = height - LEGEND if height and swatches else height
    kind = kind_of(found)
    if room and kind.whole:
        room = kind.whole.do(room)
    look = look if kind.grows else drawn_for(found.palette, room)
    drawn = painted(found, look)
    if kind.grows and room and drawn.spec["layout"]["height"] > room:
        with st.container(height=room, border=False, key=f"scroll-{found.key}"):
            _plot(view, found, drawn, look)
    else:
        _plot(view, found, drawn, look)


def _plot(view: View, found: Figure, drawn: Painted, look: Look) -> None:
    name = f"plot-{view.key}-{found.key}"
    over = chosen(found, look)
    kind = kind_of(found)
    if kind.remarks and entry(view.key).period:
        filters, notes = _stated(view), zx.notes_of(view.key.partition(".")[0], zx.settings(), reader())
        over = kind.remarks.do(found, look, filters.since, filters.until, [(one.day, one.text) for one in notes])
    answers = bool(marks(found, here(view)))
    plot(
        drawn,
        over,
        key=name,
        alt=f"{found.title}，{found.unit_line}",
        on_pick=partial(follow, view, found) if answers else None,
    )


def _profile(view: View, found: Any, height: int) -> None:
    st.html(profile(found))


def _board(view: View, found: Any, height: int) -> None:
    boards.board(view, found)


# How the browser shows a kind that is no table: by Plotly, by deck.gl, or as the page's own markup.
SURFACES: dict[str, Callable[[View, Any, int], None]] = {
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
