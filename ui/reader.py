"""Who reads: asked anew in every run, of a page or of a part of one."""

import streamlit as st

import zxdata as zx
from ui.door.caller import COOKIE
from zxdata.access import Act, Reader
from zxdata.access.presence import presence
from zxdata.access.sessions import Session
from zxdata.errors import CockpitError

UNKNOWN = "没有登录，或登录已结束；请重新登录。"


class NotSignedIn(CockpitError):
    pass


def reader() -> Reader:
    """Whose page this is; raises NotSignedIn where that is nobody the cockpit knows.

    What another reader has left in the session of a page that came by it is thrown away first.
    """
    session = signed_in()
    if session is None:
        return Reader.open()
    if st.session_state.get("reader-of", session.key) != session.key:
        st.session_state.clear()
    st.session_state["reader-of"] = session.key
    return session.reader


def seeing() -> Reader:
    """The reader, for whom a page is answered; raises NotSignedIn, also for an office that sees no rows of cases."""
    who = reader()
    if not who.may(Act.SEE):
        raise NotSignedIn(f"“{who.role.label}”不看业务数据。")
    return who


def signed_in() -> Session | None:
    """The session whose page this is; None where nobody signs in. Raises NotSignedIn."""
    settings = zx.settings()
    if settings.open_to_all:
        return None
    session = presence(settings).of(st.context.cookies.get(COOKIE, ""))
    if session is None:
        raise NotSignedIn(UNKNOWN)
    return session
