"""Files that open pages offer: each is for the readers whose pages have offered it, whoever else has its address."""

from collections import OrderedDict
from pathlib import PurePosixPath
from threading import Lock

import streamlit as st
from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui.door.caller import COOKIE

FILES = "/media/"
MOST = 20_000
_offered: OrderedDict[tuple[str, str], None] = OrderedDict()
_lock = Lock()


def offered() -> None:
    """Notes what the page that is being run offers by now. A page may have turned before the browser fetches a file, so
    what was offered is remembered, the latest of it."""
    context = get_script_run_ctx()
    if context is None or not Runtime.exists():
        return
    cookie, manager = st.context.cookies.get(COOKIE, ""), Runtime.instance().media_file_mgr
    with manager._lock:
        files = set(manager._files_by_session_and_coord.get(context.session_id, {}).values())
    with _lock:
        for file in files:
            _offered[cookie, file] = None
            _offered.move_to_end((cookie, file))
        while len(_offered) > MOST:
            _offered.popitem(last=False)


def theirs(path: str, cookie: str) -> bool:
    """Whether a page that was opened with this cookie has offered the file at ``path``."""
    return (cookie, PurePosixPath(path).stem) in _offered
