"""Texts to send, each to copy with one click; that they were sent is written into the register once it is confirmed."""

from collections import Counter
from datetime import date

import streamlit as st

import zxdata as zx
from ui import widgets
from ui.acting import record_act
from ui.markup import fill
from ui.show.heading import heading, source
from ui.show.states import empty, refused
from zxdata.access import Act
from zxdata.errors import CockpitError
from zxdata.figures import Table, View
from zxdata.words import day

OPEN = 3


def letters(view: View) -> None:
    """The letters of a view's table ``letters``: unit, kind, red, yellow, text, numbers, subject; nothing where it is absent."""
    if "letters" in view.absent:
        return
    found = view.figure("letters")
    assert isinstance(found, Table)
    st.html(heading(found.title, found.unit_line))
    if found.frame.empty:
        st.html(empty(found.empty, 90))
        return
    written = [
        zx.Letter(r.unit, r.kind, r.numbers, r.red, r.yellow, r.text, r.subject) for r in found.frame.itertuples()
    ]
    _outcome()
    of = (view.key, view.as_of, view.question.filters)
    asked: tuple[object, list[zx.Letter]] | None = st.session_state.get("registering")
    if asked and asked[0] == of:
        _confirm(asked[1], view.as_of)
    else:
        label = f"全部登记为{day(view.as_of)}已发（{len(written)} 个单位）"
        widgets.button(label, on_click=_ask, args=((of, written),), key="record-all")
    for n, letter in enumerate(written):
        title = f"{letter.unit}　{letter.kind}　超期 {letter.red}　临期 {letter.yellow}"
        with widgets.expander(title, expanded=n < OPEN):
            st.code(letter.text, language=None, wrap_lines=True)
            widgets.button("登记这一份", on_click=_ask, args=((of, [letter]),), key=f"record-{n}", type="tertiary")
    st.html(source(found.note))


def _ask(wanted: tuple[object, list[zx.Letter]] | None) -> None:
    """A callback: which letters, and of which question, are about to be registered; None: none."""
    st.session_state["registering"] = wanted


def _confirm(sent: list[zx.Letter], on: date) -> None:
    """What would be written, who signs for it, and the button that does it."""
    rows = sum(len(letter.numbers) for letter in sent)
    kinds = "、".join(f"{kind} {n} 份" for kind, n in Counter(letter.kind for letter in sent).items())
    units = sent[0].unit if len(sent) == 1 else f"{len(sent)} 个单位"
    said = f"将在催办登记里写 {rows} 条：{units}，{kinds}，日期记为{day(on)}。登记只增不改；当日已登记过的不重复写。"
    with st.container(key="register", gap="small"):
        st.html(fill('<p class="receipt">$text</p>', text=said))
        widgets.text_input("经办", key="sent-by", placeholder="谁发的，例如 提案委办公室", width=260)
        with st.container(horizontal=True, gap="small"):
            widgets.button("确认登记", type="primary", on_click=_record, args=(sent, on), key="record-confirm")
            widgets.button("不登记", on_click=_ask, args=(None,), key="record-not")


def _record(sent: list[zx.Letter], on: date) -> None:
    try:
        record_act(Act.REMIND, f"{len(sent)} 个单位，日期 {on}")
        new = zx.record_sent(sent, on, str(st.session_state["sent-by"]), zx.settings())
    except CockpitError as fault:
        st.session_state["recorded"] = (False, fault.sentence)
        return
    sentence = (
        f"登记了 {new} 条{day(on)}的催办，数据快照更新后列在登记中。" if new else f"这些催办{day(on)}已经登记过。"
    )
    st.session_state["recorded"] = (True, sentence)
    _ask(None)


def _outcome() -> None:
    """What became of the last click."""
    done, sentence = st.session_state.pop("recorded", (True, ""))
    if sentence and done:
        widgets.caption(sentence)
    elif sentence:
        refused(sentence)
