"""One cell of a case corrected on its page; the old value is kept as an import that can be taken back."""

import streamlit as st

import zxdata as zx
from ui import widgets
from ui.acting import acting, signer
from ui.markup import Markup, fill
from ui.show.states import guarded, refused
from zxdata.access import Act
from zxdata.errors import CockpitError

BROKEN = Markup("<b>没有更正。</b>台账没有改动。<br>请把编号告诉管理员：")
NOW = '<p class="receipt quiet">现在是：$text</p>'


def may_correct() -> bool:
    """Not where the ledger is only read."""
    return not zx.settings().read_only


def correction(dataset: str, number: str, place: str = "card") -> None:
    """The form, folded away where it stands on a card. ``place`` tells two on one page apart."""
    if not (may_correct() and number):
        return
    about = f"更正一格：{zx.BY_NAME[dataset].title} {number}"
    with widgets.expander(about, expanded=place == "row"), guarded(f"correction of {dataset} {number}", BROKEN):
        _done(place)
        cells = zx.cells_of_case(dataset, number, zx.settings())
        with st.container(horizontal=True, key=f"correction-{place}", gap="small", vertical_alignment="bottom"):
            column = widgets.selectbox(
                "改哪一格",
                list(cells),
                format_func=lambda name: cells[name][0],
                key=f"correct-column-{dataset}-{place}",
                width=180,
            )
            widgets.text_input("改成", key=_text(dataset, number, column, place), value=cells[column][1], width=320)
            widgets.text_input("经办", key=f"corrected-by-{place}", placeholder="经办人", width=140)
            widgets.button("更正", on_click=_correct, args=(dataset, number, column, place), key=f"correct-{place}")
        st.html(fill(NOW, text=cells[column][1] or "空"))


def _text(dataset: str, number: str, column: str, place: str) -> str:
    """Under which key the text for this cell stands."""
    return f"correct-{place}-{dataset}-{number}-{column}"


def _correct(dataset: str, number: str, column: str, place: str) -> None:
    """A callback: what stands in the form now, not when the button was drawn, into the cell that the form is of."""
    text, by = st.session_state[_text(dataset, number, column, place)], st.session_state[f"corrected-by-{place}"]
    try:
        with acting(Act.IMPORT, f"更正 {number} 的 {column}"):
            done = (True, zx.correct_case(dataset, number, column, text, zx.settings(), by=signer() or by.strip()))
    except CockpitError as fault:
        done = (False, fault.sentence)
    st.session_state[f"corrected-{place}"] = done


def _done(place: str) -> None:
    """What became of the last click."""
    well, sentence = st.session_state.pop(f"corrected-{place}", (True, ""))
    if sentence and well:
        st.html(fill('<p class="receipt">$text</p>', text=sentence))
    elif sentence:
        refused(sentence)
