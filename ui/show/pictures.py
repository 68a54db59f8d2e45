"""Pictures of figures: made by the browser alone, once taking them stands in the log of acts."""

import streamlit as st

from ui import browser
from ui.acting import record_act
from ui.show.states import refused
from zxdata.access import Act
from zxdata.errors import CockpitError


def granted() -> str:
    """The mark of the picture that may be made."""
    return str(st.session_state.get("picture-granted", ""))


def taken() -> None:
    """A callback: note who takes which picture; it is made afterwards."""
    name, once = browser.wanted_picture()
    try:
        record_act(Act.PICTURE, name)
        st.session_state["picture-granted"] = once
    except CockpitError as fault:
        st.session_state["picture-refused"] = fault.sentence


def not_taken() -> None:
    """Why the last picture could not be made, once."""
    if sentence := st.session_state.pop("picture-refused", ""):
        refused(sentence)
