"""The search box of the navigation: a number or words of a title, and what carries them."""

import streamlit as st

import zxdata as zx
from ui import ask, detail_links, widgets
from ui.drill import Step
from ui.show.clicks import take
from ui.show.states import guarded


def finder() -> None:
    """The box; what it finds stands below the navigation until one is opened."""
    widgets.text_input(
        "查找", key="sought", placeholder="查编号、标题、单位、区划", label_visibility="collapsed", width=210
    )


def finds(key: str) -> None:
    """What the words in the box find, a line a thing; nothing where the box is empty."""
    words = str(st.session_state.get("sought") or "").strip()
    if not words:
        return
    with st.container(key="finds", gap=None), guarded("find"):
        asked = ask.asked(key)
        found = zx.search_all(ask.opened(), words, asked.question.filters.as_of, asked.question.scope, ask.rules())
        if not found:
            st.text(f"没有找到“{words}”。可输入提案号、事项编号、阵地或协商编号，或标题中的字词。")
        for thing in found:
            widgets.button(
                _line(thing), key=f"found-{thing.kind}-{thing.no}", type="tertiary", on_click=_open, args=(key, thing)
            )
        widgets.button("收起", key="found-close", type="tertiary", on_click=_close)


def _line(thing: zx.Hit) -> str:
    return f"{thing.kind_name}　{thing.title}" + ("" if thing.kind == "unit" else f"　{thing.no}")


def _open(key: str, thing: zx.Hit) -> None:
    """The thing's own card where there is one, else its row, else the page it filters."""
    _close()
    if thing.kind in detail_links.DETAIL_PAGES:
        page, query = detail_links.detail_link(thing.kind, thing.no)
        take(Step(page, dict(query)))
    elif thing.kind == "unit":
        ask.go("proposals", ask.link("proposals", ask.chosen(key)) | {"unit": thing.no})
    else:
        ask.change(region=thing.no)


def _close() -> None:
    st.session_state["sought"] = ""
