"""From the URL to a view: the only door of pages to data, always under a Scope."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

import zxdata as zx
from ui import url
from ui.contents import entry
from zxdata.errors import CockpitError, WrongUse
from zxdata.figures import COLOURS, View
from zxdata.filters import DIMENSIONS, Filters, Scope
from zxdata.periods import period_of
from zxdata.rules.book import Rules, read_rules

# Every page for every district and some days besides: 200 readers at once ask little else, and a view takes about half a
# megabyte with its drawings. What is small is kept for longer.
VIEWS_KEPT, ROWS_KEPT, SMALL_KEPT = 512, 16, 4096
ANSWERS, BEHIND, SMALL = zx.Answers(VIEWS_KEPT), zx.Answers(ROWS_KEPT), zx.Answers(SMALL_KEPT)
ROWS_MOST = 20_000
# What opens a part of a page beside the tabs: a case, a station, the panel of comparison.
OPENED = {"case": "card", "station": "station", "compare": "comparison"}


class NotSignedIn(CockpitError):
    pass


@dataclass(frozen=True, eq=False)
class Question:
    """What the reader asks on one page: filters that can be used, what may be chosen, and what was ignored."""

    filters: Filters
    scope: Scope
    choices: zx.Choices
    notices: tuple[str, ...]


def scope_of_reader() -> Scope | None:
    """The regions this reader may see; None for someone unknown. Until sign-in exists, everyone sees the whole."""
    return Scope.whole()


def question(key: str) -> Question:
    """The question that the URL asks of page ``key``; raises NotSignedIn where the reader is unknown."""
    scope = scope_of_reader()
    if scope is None:
        raise NotSignedIn("没有登录，或账号未分配可看的区划。请联系管理员。")
    query, today = _query(), zx.settings().day()
    pairs = tuple((name, tuple(values)) for name, values in query.items())
    return SMALL.get(zx.open_store().version, (key, pairs, scope, today), lambda: _read(key, query, scope, today))


def _read(key: str, query: Mapping[str, list[str]], scope: Scope, today: date) -> Question:
    here = entry(key)
    asked = url.read(query, here, today)
    notices = list(asked.notices)
    filters = replace(asked.filters, region=asked.region or None)
    try:
        choices = _choices(filters, scope)
        filters = replace(filters, region=choices.path[-1][0] if asked.region else None)
    except WrongUse as fault:
        notices.append(f"{fault}已显示全部。")
        filters = replace(filters, region=None)
        choices = _choices(filters, scope)
    for dimension, values in filters.where:
        if dimension == "unit":
            values = tuple(choices.units.get(value, value) for value in values)
            filters = filters.only(dimension, *values)
        known = set(COLOURS) if dimension == "colour" else set(choices.values.get(dimension, ()))
        unknown = [v for v in values if v not in known]
        if unknown:
            notices.append(f"没有名为“{'、'.join(unknown)}”的{DIMENSIONS[dimension]}，已忽略。")
            filters = filters.only(dimension, *(v for v in values if v in known))
    return Question(filters, scope, choices, tuple(notices))


def view(key: str) -> View:
    """The view of page ``key``, or the part ``key`` of one, that the URL asks for."""
    asked = question(key)
    return _answered(key, asked.filters, asked.scope)


def issue(key: str) -> tuple[View, Filters]:
    """The view ``key`` as the documents of the period and region on page 简报 have it, and what that asks for."""
    asked = question("briefing")
    period = period_of(asked.filters)
    filters = replace(asked.filters, since=period.since, until=period.until) if period else asked.filters
    return _answered(key, filters, asked.scope), filters


def shown(key: str) -> View:
    """All that the reader has before them on page ``key``: its view, and the parts of it that the address opens."""
    here = entry(key)
    asked, found = question(key).filters, view(key)
    opened = [
        st.query_params.get("part", ""),
        *(part for option, part in OPENED.items() if st.query_params.get(option)),
    ]
    if asked.region and here.drilled not in opened:
        opened.insert(0, here.drilled)
    for part in opened:
        if f"{here.key}.{part}" in zx.VIEWS:
            found = found.with_part(view(f"{here.key}.{part}"))
    return found


def chosen(key: str) -> Filters:
    """What the reader chose on page ``key``: the period that the page takes of itself is left out."""
    filters = question(key).filters
    if entry(key).usual_period and not {"from", "to"} & set(st.query_params):
        filters = replace(filters, since=None, until=None)
    return filters


def dead_end(key: str) -> str:
    """The sentence on filters of page ``key`` that leave nothing; else nothing."""
    asked = question(key)
    store = zx.open_store()
    filters = replace(asked.filters, options=())
    return SMALL.get(
        store.version, (key, filters, asked.scope, "dead end"), lambda: zx.dead_end(store, key, filters, asked.scope)
    )


def listed(key: str) -> Filters:
    """What the rows of a number on page ``key`` are restricted to: the page's filters and what a click narrowed them to."""
    return url.within(_query(), replace(question(key).filters, options=()))


def drill_through(metric: str, key: str) -> zx.DrillThrough:
    """What stands behind one number of page ``key``: its meaning and its rows."""
    asked = question(key)
    store = zx.open_store()
    filters = listed(key)
    return BEHIND.get(
        store.version,
        (metric, filters, asked.scope),
        lambda: zx.drill_through(store, metric, filters, asked.scope, limit=ROWS_MOST),
    )


def change(**parameters: str | Sequence[str] | None) -> None:
    """Write parameters into the URL at once, one step of the history; None or an empty value takes one out.

    For callbacks.
    """
    query: dict[str, Any] = {name: values for name, values in _query().items() if name not in parameters}
    query |= {name: value if isinstance(value, str) else list(value) for name, value in parameters.items() if value}
    st.query_params.from_dict(query)


def go(key: str, query: Mapping[str, Any]) -> None:
    """Turn to another page in this run's successor; for callbacks, which cannot leave their page themselves."""
    st.session_state["turn"] = (key, dict(query))


def turned() -> tuple[str, dict[str, Any]] | None:
    """The page and query that a callback asked for, once."""
    turn: tuple[str, dict[str, Any]] | None = st.session_state.pop("turn", None)
    return turn


def link(key: str, filters: Filters) -> dict[str, str | list[str]]:
    """The query that shows the same question on page ``key``, as far as that page knows its dimensions."""
    there = entry(key)
    fitting = tuple((d, v) for d, v in filters.where if d in there.dimensions)
    options = tuple((name, value) for name, value in filters.options if name in there.options)
    query = url.write(replace(filters, where=fitting, options=options), zx.settings().day())
    modes = {name: st.query_params[name] for name in ("screen", "rotate", "pages", "theme") if name in st.query_params}
    return query | modes


def _answered(key: str, filters: Filters, scope: Scope) -> View:
    """One view, with those of the options that it takes."""
    store = zx.open_store()
    heeded = tuple((name, value) for name, value in filters.options if name in zx.OPTIONS.get(key, ()))
    filters = replace(filters, options=heeded)
    return ANSWERS.get(store.version, (key, filters, scope), lambda: zx.view(store, key, filters, scope))


def _choices(filters: Filters, scope: Scope) -> zx.Choices:
    """Options depend on the day and the region only."""
    store = zx.open_store()
    narrowed = Filters(as_of=filters.as_of, region=filters.region)
    return SMALL.get(store.version, ("choices", narrowed, scope), lambda: zx.choices(store, narrowed, scope))


def _query() -> Mapping[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def rules() -> Rules:
    """The rule book in force, for what a page offers by default."""
    return read_rules(zx.settings().rules)
