"""What happens when a mark is clicked, picked from a list or a row is chosen: one step of the address."""

import json
from collections.abc import Callable, Sequence

import streamlit as st

from ui import ask
from ui.contents import entry
from ui.drill import Here, Step, step, thing
from zxdata.figures import Figure, Table, View
from zxdata.filters import DIMENSIONS


def here(view: View) -> Here:
    """The page that shows a view, and its districts."""
    return Here(entry(view.key), {name: code for code, name in ask.question(view.key).choices.districts})


def take(led: Step | None) -> None:
    """Go where a mark leads; on another page only the cut-off day is kept: a thing is shown whatever the filters."""
    if led is None:
        return
    if not led.page:
        ask.change(**led.query)
        return
    day = {"as_of": st.query_params["as_of"]} if "as_of" in st.query_params else {}
    ask.go(led.page, day | {name: value for name, value in led.query.items() if value})


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
    """A callback: the chosen row of a table opens its card, or filters the page by its region or first column."""
    rows = st.session_state[key]["selection"]["rows"]
    if rows:
        take(row_step(table, rows[0], here(view), _regions(view)))


def row_step(table: Table, row: int, place: Here, regions: frozenset[str]) -> Step | None:
    """What a row sets."""
    record = table.frame.iloc[row].to_dict()
    code, first = str(record.get("code") or record.get("no") or ""), table.columns[0].name
    if table.opens:
        return thing(table.opens, code, place) if code else None
    if code in regions:
        return Step("", {"region": code})
    value = str(record[first] or "")
    if first == "district":
        return Step("", {"region": place.code(value)}) if place.code(value) in regions else None
    if first in DIMENSIONS and first in place.entry.dimensions and value:
        return Step("", {first: value})
    return None


def rows_answer(view: View, table: Table) -> bool:
    """Whether any row of a table sets something."""
    place, regions = here(view), _regions(view)
    return any(row_step(table, n, place, regions) for n in range(min(len(table.frame), 3)))


def _regions(view: View) -> frozenset[str]:
    known = ask.question(view.key).choices
    return frozenset(dict((*known.districts, *known.townships)))
