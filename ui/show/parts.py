"""Parts of a page, one at a time: the address says which, so that only that one is asked for."""

from math import isfinite

import streamlit as st

from ui import ask, widgets


def parts(names: dict[str, str]) -> str:
    """A row of names; the key of the chosen one, the first where the address names none."""
    chosen = st.session_state["part"] = opened(names)
    widgets.segmented_control(
        "分栏",
        list(names),
        key="part",
        format_func=names.__getitem__,
        required=True,
        label_visibility="collapsed",
        on_change=_open,
        args=(next(iter(names)),),
    )
    return chosen


def opened(names: dict[str, str]) -> str:
    """The part that the address names, else the first."""
    chosen = st.query_params.get("part", "")
    return chosen if chosen in names else next(iter(names))


def _open(first: str) -> None:
    chosen = st.session_state["part"]
    ask.change(part=None if chosen == first else chosen)


def option(label: str, name: str, choices: dict[str, str]) -> str:
    """One option of a view as a short list; the key of the chosen one, the first where the address names none. Nothing is
    shown, and nothing chosen, where there is none.
    """
    if not choices:
        return ""
    first = next(iter(choices))
    chosen = st.query_params.get(name, first)
    st.session_state[f"option-{name}"] = chosen if chosen in choices else first
    widgets.segmented_control(
        label,
        list(choices),
        key=f"option-{name}",
        format_func=choices.__getitem__,
        required=True,
        label_visibility="collapsed",
        on_change=_choose,
        args=(name, first),
    )
    return chosen if chosen in choices else first


def number(label: str, name: str, default: float, least: float, most: float, step: float) -> None:
    """One option of a view as a number."""
    text = st.query_params.get(name, "")
    try:
        chosen = float(text)
    except ValueError:
        chosen = default
    st.session_state[f"option-{name}"] = min(max(chosen, least), most) if isfinite(chosen) else default
    widgets.number_input(
        label,
        least,
        most,
        step=step,
        key=f"option-{name}",
        width=220,
        format="%g",
        on_change=_set,
        args=(name, default),
    )


def word(label: str, name: str, placeholder: str) -> None:
    """One option of a view as free text."""
    st.session_state[f"option-{name}"] = st.query_params.get(name, "")
    widgets.text_input(
        label,
        key=f"option-{name}",
        placeholder=placeholder,
        width=420,
        on_change=lambda: ask.change(**{name: st.session_state[f"option-{name}"].strip() or None}),
    )


def _set(name: str, default: float) -> None:
    chosen = st.session_state[f"option-{name}"]
    ask.change(**{name: None if chosen == default else f"{chosen:g}"})


def _choose(name: str, first: str) -> None:
    chosen = st.session_state[f"option-{name}"]
    ask.change(**{name: None if chosen == first else chosen})
