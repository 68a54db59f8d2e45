"""Beside the title: compare, note, keep under a name, take along."""

from collections.abc import Callable
from functools import partial
from urllib.parse import parse_qs, urlencode

import streamlit as st

import zxdata as zx
from ui import ask, widgets
from ui.acting import may, record_act
from ui.contents import entry
from ui.reader import reader
from ui.show.confirming import confirmed
from ui.show.downloads import downloads
from ui.show.states import guarded
from zxdata.access import Act
from zxdata.errors import CockpitError
from zxdata.figures import View
from zxdata.words import day

PASSING = ("screen", "rotate", "pages", "missing", "theme", "present", "slide")


def tools(view: View) -> None:
    page = entry(view.key).key
    with st.container(horizontal=True, key="tools", width="content", gap="xsmall"), guarded("tools"):
        if page in zx.SUBJECTS:
            comparing = st.query_params.get("compare") == "1"
            widgets.button(
                "收起对比" if comparing else "对比",
                key="compare",
                on_click=ask.change,
                kwargs={"compare": None if comparing else "1"},
            )
        if entry(view.key).wall and may(Act.ANNOTATE):
            _notes(page, view)
        if view.indicators or view.figures or view.table is not None:
            _views(page)
            written = st.query_params.get("write") == "1"
            widgets.button("帮写", key="write", on_click=ask.change, kwargs={"write": None if written else "1"})
            downloads(view)


def _views(page: str) -> None:
    """Keep this view under a name; open or drop one that is kept."""
    with widgets.popover("视图", key="views"):
        widgets.text_input("视图名", key="view-name", placeholder="给现在的视图起个名字", max_chars=40)
        widgets.button(
            "保存视图", key="view-save", type="primary", on_click=_report, args=("view", partial(_keep, page))
        )
        _said("view")
        for n, one in enumerate(zx.saved_views(zx.settings(), reader())):
            with st.container(horizontal=True, key=f"view-{n}", vertical_alignment="center", gap="small"):
                widgets.button(
                    one.name,
                    key=f"view-open-{n}",
                    type="tertiary",
                    on_click=ask.go,
                    args=(one.page, parse_qs(one.query)),
                )
                st.space("stretch")
                confirmed(
                    "删除", f"删除“{one.name}”", f"view-drop-{n}", partial(_report, "view", partial(_drop, one.name))
                )


def _keep(page: str) -> str:
    query = {name: st.query_params.get_all(name) for name in st.query_params if name not in PASSING}
    name = str(st.session_state["view-name"])
    record_act(Act.SAVE, f"视图 {name}")
    zx.save_view(name, page, urlencode(query, doseq=True), zx.settings(), reader().name)
    st.session_state["view-name"] = ""
    return f"已保存为“{name.strip()}”，看得到同样范围的人都可用。"


def _drop(name: str) -> str:
    record_act(Act.SAVE, f"删除视图 {name}")
    zx.forget_view(name, zx.settings(), reader().name)
    return f"已删除“{name}”。"


def _notes(page: str, view: View) -> None:
    """A dated note on the trends of this page, e.g. 专项行动启动."""
    with widgets.popover("标注", key="notes"):
        widgets.date_input(
            "哪一天", key="note-day", value=view.as_of, max_value=zx.settings().day(), format="YYYY-MM-DD"
        )
        widgets.text_input("写什么", key="note-text", placeholder="如：专项行动启动", max_chars=20)
        widgets.button(
            "标在走势图上", key="note-save", type="primary", on_click=_report, args=("note", partial(_note, page))
        )
        _said("note")
        for one in zx.notes_of(page, zx.settings(), reader()):
            with st.container(horizontal=True, key=f"note-{one.id}", vertical_alignment="center", gap="small"):
                st.text(f"{day(one.day)}　{one.text}")
                st.space("stretch")
                confirmed(
                    "删除",
                    f"删除“{one.text}”",
                    f"note-drop-{one.id}",
                    partial(_report, "note", partial(_erase, one.id)),
                )


def _note(page: str) -> str:
    record_act(Act.ANNOTATE, f"{st.session_state['note-day']} {st.session_state['note-text']}")
    zx.add_note(st.session_state["note-day"], page, str(st.session_state["note-text"]), zx.settings(), reader().name)
    st.session_state["note-text"] = ""
    return "已标注。"


def _erase(number: int) -> str:
    record_act(Act.ANNOTATE, f"删除第 {number} 条标注")
    zx.erase_note(number, zx.settings(), reader().name)
    return "已删除。"


def _report(of: str, act: Callable[[], str]) -> None:
    """A callback: do it, and keep the sentence that says how it went."""
    try:
        st.session_state[f"said-{of}"] = act()
    except CockpitError as fault:
        st.session_state[f"said-{of}"] = fault.sentence


def _said(of: str) -> None:
    if sentence := st.session_state.pop(f"said-{of}", ""):
        st.text(sentence)
