"""One cell of a case corrected on its page; the old value is kept as an import that can be taken back."""

import streamlit as st

import zxdata as zx
from ui.markup import Markup, fill
from ui.show.states import guarded, refused
from zxdata.errors import CockpitError

BROKEN = Markup("<b>没有更正。</b>台账没有改动。<br>请把编号告诉管理员：")
NOW = '<p class="receipt quiet">现在是：$text</p>'


def correction(dataset: str, number: str) -> None:
    """The form, folded away; not where the ledger is only read."""
    if zx.settings().read_only:
        return
    with st.expander("更正一格"), guarded(f"correction of {dataset} {number}", BROKEN):
        _done()
        cells = zx.cells_of_case(dataset, number)
        with st.container(horizontal=True, key="correction", gap="small", vertical_alignment="bottom"):
            column = st.selectbox(
                "改哪一格", list(cells), format_func=lambda name: cells[name][0], key="correct-column", width=180
            )
            text = st.text_input("改成", key=f"correct-{number}-{column}", value=cells[column][1], width=320)
            by = st.text_input("经办", key="imported-by", placeholder="经办人", width=140)
            st.button("更正", on_click=_correct, args=(dataset, number, column, text, by), key="correct")
        st.html(fill(NOW, text=cells[column][1] or "空"))


def _correct(dataset: str, number: str, column: str, text: str, by: str) -> None:
    try:
        st.session_state["corrected"] = (True, zx.correct_case(dataset, number, column, text, by=by.strip()))
    except CockpitError as fault:
        st.session_state["corrected"] = (False, fault.sentence)


def _done() -> None:
    """What became of the last click."""
    well, sentence = st.session_state.pop("corrected", (True, ""))
    if sentence and well:
        st.html(fill('<p class="receipt">$text</p>', text=sentence))
    elif sentence:
        refused(sentence)
