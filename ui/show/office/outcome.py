"""How an act of an office went, in a sentence over the page after it."""

from collections.abc import Callable

import streamlit as st

from ui.show.states import notices
from zxdata.errors import CockpitError

_SAID = "office-said"


def outcome() -> None:
    if said := st.session_state.pop(_SAID, ""):
        notices((said,))


def doing(act: Callable[[], str]) -> None:
    """A callback: do it, and keep the sentence that says how it went."""
    try:
        st.session_state[_SAID] = act()
    except CockpitError as fault:
        st.session_state[_SAID] = fault.sentence
