"""Who reads: asked anew in every run, of a page or of a part of one."""

import streamlit as st

import zxdata as zx
from ui.door.caller import COOKIE
from zxdata.access import Reader
from zxdata.access.presence import presence
from zxdata.errors import CockpitError

UNKNOWN = "没有登录，或登录已结束；请重新登录。"


class NotSignedIn(CockpitError):
    pass


def reader() -> Reader:
    """Whose page this is; raises NotSignedIn where that is nobody the cockpit knows.

    What another reader has left in the session of a page that came by it is thrown away first.
    """
    settings = zx.settings()
    if settings.open_to_all:
        return Reader.open()
    session = presence(settings).of(st.context.cookies.get(COOKIE, ""))
    if session is None:
        raise NotSignedIn(UNKNOWN)
    if st.session_state.get("reader-of", session.key) != session.key:
        st.session_state.clear()
    st.session_state["reader-of"] = session.key
    return session.reader
