"""One row of filters. Each widget shows what the URL says and writes what the reader picks back into it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

import zxdata as zx
from ui import ask, browser, url, widgets
from ui.ask import Asked
from ui.contents import Entry
from ui.url import ALL, BODY
from zxdata.dimensions import DIMENSIONS
from zxdata.filters import BASES
from zxdata.periods import EARLIEST, period_of, presets, recent_periods
from zxdata.rules.palette import ORDER

CUSTOM = "自定义"


def filter_bar(asked: Asked, entry: Entry) -> None:
    """The row of an entry's filters; on a small screen behind one word that says how many are chosen."""
    stated = ask.stated(asked.question.filters, entry.key)
    chosen = len(stated.where) + bool(stated.region) + bool(stated.since or stated.until)
    browser.fold("filters", "筛选", entry.key, f"（已选 {chosen} 项）" if chosen else "")
    with st.container(horizontal=True, key="filters", vertical_alignment="center", gap="xsmall", wrap=False):
        if entry.periodical:
            _issue(asked)
        elif entry.period:
            _period(asked)
        if entry.period and (asked.question.filters.since or asked.question.filters.until):
            _basis(asked)
        _regions(asked)
        for dimension in entry.dimensions:
            if dimension != BODY or asked.choices.values[BODY]:
                _dimension(asked, dimension)
        _as_of(asked)
        if asked.question.filters != ask.usual(entry.key):
            widgets.button("清除筛选", key="clear", type="tertiary", on_click=_clear)


def _basis(asked: Asked) -> None:
    """How the period is read: by what happened in it, or by the cases that came in it."""
    usual = ask.rules().opening.basis

    def pick() -> None:
        chosen = st.session_state["basis"]
        ask.change(basis=None if chosen == usual else chosen)

    chosen = asked.question.filters.basis
    _select("basis", "读法", list(BASES), chosen, pick, format_func=lambda basis: BASES[basis].name, width=104)


def _period(asked: Asked) -> None:
    filters = asked.question.filters
    offered = presets(filters.as_of, asked.choices.term_from)
    chosen = next((name for name, span in offered.items() if span == (filters.since, filters.until)), CUSTOM)

    def pick() -> None:
        since, until = offered.get(st.session_state["period"], (filters.since or offered["近12个月"][0], filters.as_of))
        unbounded = None if since or until else ALL
        ask.change(**{"from": _iso(since), "to": _iso(until), "period": unbounded})

    _select("period", "期间", [*offered, CUSTOM], chosen, pick, width=112)
    if chosen == CUSTOM:
        _span(filters.since, filters.until, filters.as_of)


def _issue(asked: Asked) -> None:
    """A month, a quarter or a year, as of its last day or of today."""
    today, filters = zx.settings().day(), asked.question.filters
    offered = {each.name: each for each in recent_periods(today)}
    period = period_of(filters)
    chosen = period.name if period else filters.period_in_words()

    def pick() -> None:
        if each := offered.get(st.session_state["period"]):
            as_of = each.until if each.until < today else None
            ask.change(**{"from": _iso(each.since), "to": _iso(each.until), "as_of": _iso(as_of)})

    _select("period", "期间", list(offered), chosen, pick, width=170)


def _regions(asked: Asked) -> None:
    path = [code for code, _ in asked.choices.path]
    districts = {"": "全部区县", **dict(asked.choices.districts)}
    district = next((code for code in path if code in districts), "")
    township = next((code for code, _ in asked.choices.townships if code in path), "")
    _select(
        "district",
        "区县",
        list(districts),
        district,
        lambda: ask.change(region=st.session_state["district"]),
        format_func=lambda code: districts.get(code, code),
    )
    if district:
        towns = {"": "全部乡镇街道", **dict(asked.choices.townships)}
        _select(
            "township",
            "乡镇街道",
            list(towns),
            township,
            lambda: ask.change(region=st.session_state["township"] or district),
            format_func=lambda code: towns.get(code, code),
            width=140,
        )


def _dimension(asked: Asked, dimension: str) -> None:
    name = DIMENSIONS[dimension].name
    chosen = asked.question.filters.values(dimension)
    states = ask.rules().colours
    known = ORDER if dimension == "colour" else asked.choices.values.get(dimension, ())
    offered: list[tuple[str, ...]] = [(), *((v,) for v in known)]
    if len(chosen) > 1:
        offered.insert(1, chosen)
    _select(
        dimension,
        name,
        offered,
        chosen,
        lambda: ask.change(**{dimension: st.session_state[dimension] or (ALL if dimension == BODY else None)}),
        format_func=lambda values: (
            "、".join(map(states.sign, values)) or f"全部{name.removeprefix('承办').removeprefix('分管')}"
        ),
        width=DIMENSIONS[dimension].width,
    )


def _as_of(asked: Asked) -> None:
    today = zx.settings().day()
    st.session_state["as_of"] = asked.question.filters.as_of
    widgets.date_input(
        "截至",
        key="as_of",
        format="YYYY-MM-DD",
        width=162,
        max_value=today,
        min_value=EARLIEST,
        on_change=lambda: _write_day("as_of", today),
    )


def _span(since: date | None, until: date | None, latest: date) -> None:
    """First and last day in one field; an open end is the cut-off day."""
    st.session_state["span"] = (since or EARLIEST, min(until or latest, latest))
    widgets.date_input(
        "起止",
        key="span",
        format="YYYY-MM-DD",
        width=216,
        max_value=latest,
        min_value=EARLIEST,
        label_visibility="collapsed",
        on_change=_write_span,
    )


def _write_span() -> None:
    """Written once both days are picked."""
    days = st.session_state["span"]
    if len(days) == 2:
        ask.change(**{"from": days[0].isoformat(), "to": days[1].isoformat()})


def _write_day(name: str, default: date | None) -> None:
    day = st.session_state[name]
    ask.change(**{name: None if day in (None, default) else day.isoformat()})


def _select(
    key: str,
    label: str,
    options: list[Any],
    chosen: Any,
    pick: Callable[[], None],
    width: int = 126,
    format_func: Callable[[Any], str] = str,
) -> None:
    if chosen not in options:
        options = [*options, chosen]
    st.session_state[key] = chosen
    widgets.selectbox(
        label,
        options,
        key=key,
        on_change=pick,
        format_func=format_func,
        width=width,
        label_visibility="collapsed",
        placeholder="请选择",
    )


def _clear() -> None:
    ask.change(**dict.fromkeys((*url.FILTERS, "period")))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
