"""帮写: a paragraph for a brief on what is before the reader, each number a link to its definition and rows."""

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

import zxdata as zx
from ui import ask, widgets
from ui.markup import Markup, fill, join
from ui.show.states import guarded
from zxdata.figures import View

TEXT = '<p class="written">$parts</p>'
NUMBER = '<a href="?$query" target="_self">$text</a>'
OTHERS = ("write", "within", "find", "sort")


def writing(view: View) -> None:
    """The paragraph, where the address asks for it; its words may be a model's, its numbers never are."""
    if st.query_params.get("write") != "1":
        return
    with st.container(key="writing", gap="xsmall"), guarded("writing"):
        computed = zx.paragraph(ask.shown(view.key))
        said = st.session_state.get("rephrased", {}).get(computed.text)
        if isinstance(said, zx.Refused):
            st.text(f"{said.reason}；仍是按图表算出的原文。")
        shown = said if isinstance(said, zx.Paragraph) else computed
        st.html(_linked(shown, _query()))
        if shown.by_model:
            st.text("措辞由语言模型改写，数字已逐个核对，与原文相同。")
        with st.container(horizontal=True, gap="small"):
            if zx.settings().llm_url:
                widgets.button("换个说法", key="write-again", on_click=_rephrase, args=(computed,))
            widgets.button("收起帮写", key="write-close", type="tertiary", on_click=ask.change, kwargs={"write": None})
        with widgets.expander("纯文字，便于复制"):
            st.code(shown.text, language=None, wrap_lines=True)


def _rephrase(computed: zx.Paragraph) -> None:
    st.session_state["rephrased"] = {computed.text: zx.rephrase(ask.opened(), computed, zx.settings())}


def _query() -> Mapping[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params if name not in OTHERS}


def _linked(shown: zx.Paragraph, query: Mapping[str, list[str]]) -> Markup:
    parts = [
        fill(NUMBER, query=urlencode({**query, "rows": part.metric}, doseq=True), text=part.text)
        if part.metric
        else fill("$text", text=part.text)
        for part in shown.parts
    ]
    return fill(TEXT, parts=join(parts))
