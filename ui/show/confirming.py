"""What cannot be undone is asked for twice."""

from collections.abc import Callable

import streamlit as st

from ui import widgets


def confirmed(label: str, sure: str, key: str, act: Callable[[], object]) -> None:
    """A button ``label``; once clicked, one that says in ``sure`` what will be gone and does it, and one that lets it be."""
    if st.session_state.get("asked-twice") != key:
        widgets.button(label, key=key, type="tertiary", on_click=_ask, args=(key,))
        return
    with st.container(horizontal=True, key=f"{key}-asked", gap="small", width="content"):
        widgets.button(sure, key=f"{key}-sure", on_click=_do, args=(act,))
        widgets.button("不删除", key=f"{key}-not", type="tertiary", on_click=_ask, args=(None,))


def _ask(key: str | None) -> None:
    st.session_state["asked-twice"] = key


def _do(act: Callable[[], object]) -> None:
    _ask(None)
    act()
