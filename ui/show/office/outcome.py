"""How an act of an office went, in a sentence over the page after it."""

from collections.abc import Callable

import streamlit as st

from ui.show.states import done, refused
from zxdata.errors import CockpitError

_SAID = "office-said"


def outcome() -> None:
    if said := st.session_state.pop(_SAID, None):
        show, sentence = said
        show(sentence)


def doing(act: Callable[[], str]) -> None:
    """A callback: do it, and keep the sentence that says how it went."""
    try:
        st.session_state[_SAID] = (done, act())
    except CockpitError as fault:
        st.session_state[_SAID] = (refused, fault.sentence)
