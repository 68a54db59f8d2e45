"""One figure on the desk: head, swatches, drawing, source line; its empty and its broken state; its clicks."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui import ask, workspace
from ui.browser import current_tokens
from ui.contents import entry
from ui.marks import marks
from ui.markup import fill
from ui.paint import Look, Painted, chosen, painted
from ui.paint.ranking import whole_rows
from ui.show import board as boards
from ui.show.clicks import follow, here
from ui.show.heading import heading, restricted, source
from ui.show.legend import legend
from ui.show.picks import handle
from ui.show.places import places
from ui.show.plot import plot
from ui.show.profile import profile
from ui.show.states import empty, guarded
from ui.show.table import answering_table
from zxdata.figures import (
    KINDS,
    Bars,
    Board,
    ColumnsFigure,
    Figure,
    Gantt,
    Matrix,
    PointMap,
    Profile,
    Ranking,
    Stacked,
    Strips,
    Table,
    View,
)

LEGEND = 30


def figure(view: View, key: str, height: int = 0) -> None:
    """The figure ``key`` of a view in ``height`` px (0: its own), or nothing where it is absent under these choices.

    A key that the view never has is a fault, and is said so in the figure's place.
    """
    if key in view.absent:
        return
    with st.container(key=f"figure-{view.key}-{key}", gap=None), guarded(f"{view.key}.{key}"):
        found = view.figure(key)
        if isinstance(found, Table):
            answering_table(view, found, key=f"table-{key}")
            return
        asked = ask.question(view.key)
        said = restricted(found, ask.chosen(view.key), asked.choices.path[-1][1] if asked.choices.path else "")
        st.html(heading(found.title, found.unit_line, said, handled=handle(view, found)))
        if is_empty(found):
            st.html(empty(found.empty, height or 200))
        elif isinstance(found, Board):
            boards.board(view, found)
        elif isinstance(found, Profile):
            st.html(profile(found))
        elif isinstance(found, PointMap):
            places(view, found, height)
        else:
            _drawing(view, found, height)
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


def is_empty(found: Figure) -> bool:
    """True without a row, and for columns that are all nought: an empty axis says less than a sentence."""
    if isinstance(found, PointMap):
        return all(part.empty for part in (found.frame, found.density, found.towns, found.sites))
    return found.frame.empty or (isinstance(found, ColumnsFigure) and not found.frame["value"].fillna(0).any())


def _drawing(view: View, found: Figure, height: int) -> None:
    look = Look(current_tokens())
    swatches = legend(found, look)
    if swatches:
        st.html(swatches)
    room = height - LEGEND if height and swatches else height
    if room and isinstance(found, Ranking):
        room = whole_rows(room)
    longer = isinstance(found, Ranking | Gantt | Stacked | Bars | Matrix | Strips)
    look = look if longer else Look(look.tokens, height=room)
    drawn = painted(found, look)
    if longer and room and drawn.spec["layout"]["height"] > room:
        with st.container(height=room, border=False, key=f"scroll-{found.key}"):
            _plot(view, found, drawn, look)
    else:
        _plot(view, found, drawn, look)


def _plot(view: View, found: Figure, drawn: Painted, look: Look) -> None:
    name = f"plot-{view.key}-{found.key}"
    over = chosen(found, look)
    kind = KINDS.get(type(found))
    if kind and kind.remarks and entry(view.key).period:
        filters, notes = ask.chosen(view.key), workspace.notes_of(view.key.partition(".")[0])
        over = kind.remarks.do(found, look, filters.since, filters.until, [(one.day, one.text) for one in notes])
    answers = bool(marks(found, here(view)))
    plot(
        drawn,
        over,
        key=name,
        alt=f"{found.title}，{found.unit_line}",
        on_pick=partial(follow, view, found) if answers else None,
    )


def headline(view: View) -> None:
    """What matters most, in one sentence."""
    if view.headline:
        st.html(fill('<p class="headline">$text</p>', text=view.headline))
