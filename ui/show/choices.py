"""Options of a view that are one of many, or a day; each lives in the address."""

from datetime import date

import streamlit as st

from ui import ask, widgets
from zxdata.errors import WrongUse
from zxdata.periods import EARLIEST, read_day


def choice(label: str, name: str, choices: dict[str, str], width: int = 320) -> None:
    """One of many by name; the first is what the address need not say."""
    first = next(iter(choices))
    chosen = st.query_params.get(name, first)
    st.session_state[f"option-{name}"] = chosen
    offered = [*choices, *([chosen] if chosen not in choices else [])]
    widgets.selectbox(
        label,
        offered,
        key=f"option-{name}",
        format_func=lambda key: choices.get(key, key),
        width=width,
        on_change=lambda: ask.change(**{name: st.session_state[f"option-{name}"]}),
    )


def day(label: str, name: str, default: date, latest: date) -> None:
    """A day before ``latest``; one that cannot be used is left to the view to refuse."""
    try:
        chosen = read_day(st.query_params.get(name, ""))
    except WrongUse:
        chosen = default
    st.session_state[f"option-{name}"] = min(chosen, latest)
    widgets.date_input(
        label,
        key=f"option-{name}",
        format="YYYY-MM-DD",
        width=170,
        max_value=latest,
        min_value=EARLIEST,
        on_change=lambda: ask.change(**{name: st.session_state[f"option-{name}"].isoformat()}),
    )
