"""Pictures of figures: made by the browser alone, once taking them stands in the log of acts."""

import streamlit as st

from ui import browser
from ui.acting import record_act
from ui.show.states import refused
from zxdata.access import Act
from zxdata.errors import CockpitError


@st.fragment
def pictures() -> None:
    browser.pictures(st.session_state.get("picture-granted", ""), _granted)
    if sentence := st.session_state.pop("picture-refused", ""):
        refused(sentence)


def _granted() -> None:
    name, once = browser.wanted_picture()
    try:
        record_act(Act.PICTURE, name)
        st.session_state["picture-granted"] = once
    except CockpitError as fault:
        st.session_state["picture-refused"] = fault.sentence
