"""The panel that sets a page beside other periods and districts beside each other; its choices are in the address."""

import streamlit as st

import zxdata as zx
from ui import ask, widgets
from ui.show.chart import figure
from ui.show.states import guarded, notices
from zxdata.errors import WrongUse
from zxdata.figures import View
from zxdata.periods import EARLIEST, read_day


def comparison(view: View) -> None:
    """Open where the address says ``compare=1``."""
    if st.query_params.get("compare") != "1":
        return
    with st.container(key="comparison", gap="xsmall"), guarded("comparison"):
        with st.container(horizontal=True, key="choices-comparison", vertical_alignment="center", gap="small"):
            _districts(view)
            _base(view)
        found = ask.view(f"{view.subject}.comparison")
        notices(found.notices)
        figure(found, "periods")
        figure(found, "districts")
        figure(found, "monthly", height=220)


def _districts(view: View) -> None:
    known = dict(ask.asked(view.key).choices.districts)
    chosen = [code for code in st.query_params.get("beside", "").split(".") if code in known]
    st.session_state["beside"] = chosen
    widgets.multiselect(
        "并列区县",
        list(known),
        key="beside",
        format_func=lambda code: known.get(code, code),
        width=520,
        max_selections=zx.MOST_COMPARED,
        select_all=False,
        placeholder=f"选 2 至 {zx.MOST_COMPARED} 个区县并列",
        label_visibility="collapsed",
        on_change=_write_districts,
    )


def _write_districts() -> None:
    ask.change(beside=".".join(st.session_state["beside"]) or None)


def _base(view: View) -> None:
    try:
        days = tuple(read_day(st.query_params.get(f"base_{end}", "")) for end in ("from", "to"))
    except WrongUse:
        days = ()
    st.session_state["base"] = tuple(min(day, view.as_of) for day in days)
    widgets.date_input(
        "与这段时间比",
        key="base",
        format="YYYY-MM-DD",
        width=320,
        max_value=view.as_of,
        min_value=EARLIEST,
        on_change=_write_base,
    )


def _write_base() -> None:
    days = st.session_state["base"]
    if len(days) != 1:
        since, until = days or (None, None)
        ask.change(base_from=since and since.isoformat(), base_to=until and until.isoformat())
