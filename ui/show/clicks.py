"""What happens when a mark is clicked, picked from a list or a row is chosen: one step of the address."""

import json
from collections.abc import Callable, Sequence

import streamlit as st

from ui import ask
from ui.contents import entry
from ui.drill import Here, Step, step
from zxdata.figures import Figure, Table, View, kind_of


def here(view: View) -> Here:
    """The page that shows a view, and its divisions."""
    known = ask.asked(view.key).choices
    return Here(entry(view.key), {name: code for code, name in known.districts}, frozenset(dict(known.townships)))


def take(led: Step | None) -> None:
    """Go where a mark leads; on another page only the cut-off day is kept, for a thing is shown whatever the filters, and
    the presentation that is on.
    """
    if led is None:
        return
    if not led.page:
        ask.change(**led.query)
        return
    stays = {name: st.query_params[name] for name in ("as_of", "present", "slide") if name in st.query_params}
    ask.go(led.page, stays | {name: value for name, value in led.query.items() if value})


def heard(key: str, on_pick: Callable[[Sequence[str]], None]) -> None:
    """A callback: give ``on_pick`` the texts that the picked part of ``key`` carries.

    What does not read as texts was not sent by our markup, and another page may be open by now.
    """
    sent = json.loads(st.session_state.get(key, {}).get("pick") or "[]")
    if isinstance(sent, list) and sent and all(isinstance(text, str) for text in sent):
        on_pick(sent)


def follow(view: View, found: Figure, carried: Sequence[str]) -> None:
    """A callback: go where the mark that carries these texts leads."""
    take(step(found, carried, here(view)))


def row_clicked(view: View, table: Table, key: str) -> None:
    """A callback: go where the chosen row of a table leads."""
    rows = st.session_state[key]["selection"]["rows"]
    if rows:
        follow(view, table, list(kind_of(table).items.do(table))[rows[0]].carried)
