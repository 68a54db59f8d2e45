"""Texts to send, each to copy with one click, and the button that writes into the register that it was sent."""

import streamlit as st

import zxdata as zx
from ui.show.heading import heading, source
from ui.show.states import empty, refused
from zxdata.errors import CockpitError
from zxdata.figures import Table, View

OPEN = 3


def letters(view: View) -> None:
    """The letters of a view's table ``letters``: unit, kind, red, yellow, text, numbers, subject."""
    found = view.figure("letters")
    assert isinstance(found, Table)
    st.html(heading(found.title, found.unit_line))
    if found.frame.empty:
        st.html(empty(found.empty, 90))
        return
    written = [
        zx.Letter(r.unit, r.kind, r.numbers, r.red, r.yellow, r.text, r.subject) for r in found.frame.itertuples()
    ]
    with st.container(horizontal=True, key="register", vertical_alignment="bottom"):
        by = st.text_input("经办", key="sent-by", placeholder="谁发的，例如 提案委办公室", width=260)
        st.button(
            f"全部登记为今日已发（{len(written)} 个单位）", on_click=_record, args=(written, by), key="record-all"
        )
    _outcome()
    for n, letter in enumerate(written):
        title = f"{letter.unit}　{letter.kind}　超期 {letter.red}　临期 {letter.yellow}"
        with st.expander(title, expanded=n < OPEN):
            st.code(letter.text, language=None, wrap_lines=True)
            st.button("登记为今日已发", on_click=_record, args=([letter], by), key=f"record-{n}", type="tertiary")
    st.html(source(found.note))


def _record(sent: list[zx.Letter], by: str) -> None:
    try:
        new = zx.record_today(sent, by.strip(), zx.settings())
    except CockpitError as fault:
        st.session_state["recorded"] = (False, fault.sentence)
    else:
        sentence = f"登记了 {new} 条催办，数据快照更新后列在登记中。" if new else "这些催办今日已经登记过。"
        st.session_state["recorded"] = (True, sentence)


def _outcome() -> None:
    """What became of the last click."""
    done, sentence = st.session_state.pop("recorded", (True, ""))
    if sentence and done:
        st.caption(sentence)
    elif sentence:
        refused(sentence)
