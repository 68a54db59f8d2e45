"""From the URL to a view: the only door of pages to data, always under a Scope."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import streamlit as st

import zxdata as zx
from ui import url
from ui.contents import entry
from ui.reader import reader, seeing
from zxdata.access import Reader
from zxdata.dimensions import DIMENSIONS
from zxdata.errors import WrongUse
from zxdata.figures import Table, View
from zxdata.filters import Filters, Question, Scope
from zxdata.periods import period_of
from zxdata.rules.book import Rules
from zxdata.rules.palette import ORDER

# Every page for every district and some days besides: 200 readers at once ask little else, and a view takes about half a
# megabyte with its drawings. What is small is kept for longer.
VIEWS_KEPT, ROWS_KEPT, SMALL_KEPT = 512, 16, 4096
ANSWERS, BEHIND, SMALL = zx.Answers(VIEWS_KEPT), zx.Answers(ROWS_KEPT), zx.Answers(SMALL_KEPT)
ROWS_MOST = 20_000
# What opens a part of a page beside the tabs: a case, a station, the panel of comparison.
OPENED = {"case": "card", "station": "station", "compare": "comparison"}


@dataclass(frozen=True, eq=False)
class Asked:
    """What the address asks on one page: a question that can be answered, what may be chosen, and what was ignored; ``beyond``: a region that
    is not there for its reader."""

    question: Question
    choices: zx.Choices
    notices: tuple[str, ...]
    beyond: str = ""


def opened() -> zx.Store:
    """Whom this installation's pages ask."""
    return zx.open_store(zx.settings())


def asked(key: str, query: url.Query | None = None, who: Reader | None = None) -> Asked:
    """What the URL, or another ``query``, asks of page ``key``; raises NotSignedIn where the reader is unknown.

    ``who``: for whom, where that is not whoever opened a page.
    """
    scope, today = (who or seeing()).scope, zx.settings().day()
    query = _query() if query is None else query
    pairs = tuple((name, tuple(values)) for name, values in query.items())
    return SMALL.get(opened().version, (key, pairs, scope, today), lambda: _read(key, query, scope, today))


def _read(key: str, query: url.Query, scope: Scope, today: date) -> Asked:
    here = entry(key)
    read = url.read(query, here, today, rules().opening, _term(query, scope, today))
    notices = list(read.notices)
    filters = replace(read.filters, region=read.region or None)
    beyond = ""
    try:
        choices = _choices(filters, scope)
        filters = replace(filters, region=choices.path[-1][0] if read.region else None)
    except WrongUse as fault:
        notices.append(f"{fault}已显示全部。")
        beyond = filters.region or ""
        filters = replace(filters, region=None)
        choices = _choices(filters, scope)
    for dimension, values in filters.where:
        if dimension == "unit":
            values = tuple(choices.units.get(value, value) for value in values)
            filters = filters.only(dimension, *values)
        known = set(ORDER) if dimension == "colour" else set(choices.values.get(dimension, ()))
        unknown = [v for v in values if v not in known]
        if unknown:
            notices.append(f"没有名为“{'、'.join(unknown)}”的{DIMENSIONS[dimension].name}，已忽略。")
            filters = filters.only(dimension, *(v for v in values if v in known))
    if url.BODY not in query:
        filters = url.of_own_body(filters, here, choices.values[url.BODY], zx.settings().body)
    return Asked(Question(filters, scope, key, options=read.options), choices, tuple(notices), beyond)


def usual(key: str, who: Reader | None = None) -> Filters:
    """The filters of page ``key`` where the URL asks for none."""
    today, scope, body = zx.settings().day(), (who or seeing()).scope, zx.settings().body
    return SMALL.get(opened().version, ("usual", key, scope, today, body), lambda: _usual(key, scope, today))


def _usual(key: str, scope: Scope, today: date) -> Filters:
    found = url.read({}, entry(key), today, rules().opening, _term({}, scope, today)).filters
    bodies = _choices(Filters(as_of=today), scope).values[url.BODY]
    return url.of_own_body(found, entry(key), bodies, zx.settings().body)


def stated(filters: Filters, key: str, who: Reader | None = None) -> Filters:
    """The filters without the period that page ``key`` takes of itself: nobody chose it."""
    own = usual(key, who)
    same = (own.since, own.until) == (filters.since, filters.until)
    return replace(filters, since=None, until=None) if same else filters


def _term(query: url.Query, scope: Scope, today: date) -> date | None:
    """The first day of the present term, looked up only where pages open with it or it is asked for."""
    if "本届" not in (rules().opening.period, *query.get("period", ())):
        return None
    return _choices(Filters(as_of=today), scope).term_from


def view(key: str, query: url.Query | None = None, who: Reader | None = None) -> View:
    """The view of page ``key``, or the part ``key`` of one, that the URL or another ``query`` asks for."""
    return _answered(replace(asked(key, query, who).question, view=key))


def ready(key: str) -> bool:
    """Whether what the URL asks of page ``key``, its open part included, has been answered already."""
    query, store = _query(), opened()
    pairs = tuple((name, tuple(values)) for name, values in query.items())
    if not SMALL.holds(store.version, (key, pairs, seeing().scope, zx.settings().day())):
        return False
    part = f"{key}.{(query.get('part') or [''])[-1]}"
    views = (f"{key}.head", part) if part in zx.VIEWS else (key,)
    questions = [zx.heeded(replace(asked(key).question, view=view)) for view in views]
    return all(ANSWERS.holds(store.version, q) or zx.is_answered(store, q, zx.settings()) for q in questions)


def page(key: str, part: str, query: url.Query | None = None) -> View:
    """What stands over the open part of page ``key``: its landing where that is the part, else only its head."""
    return view(f"{key}.head" if f"{key}.{part}" in zx.VIEWS else key, query)


def issue(key: str) -> View:
    """The view ``key`` as the documents of the period and region on page 简报 have it."""
    question = replace(asked("briefing").question, view=key)
    if period := period_of(question.filters):
        question = replace(question, filters=replace(question.filters, since=period.since, until=period.until))
    return _answered(question)


def shown(key: str, query: url.Query | None = None) -> View:
    """All that the reader has before them where ``key`` is shown: the open part of its page, under the page's head, and
    what the address, or another ``query``, opens beside it.
    """
    here, says = entry(key), _query() if query is None else query
    part = says["part"][-1] if says.get("part") else ""
    found = page(key.removesuffix(".head"), part, says)
    opened = [part, *(beside for option, beside in OPENED.items() if says.get(option))]
    if here.drilled and f"{here.key}.{part}" not in zx.VIEWS and found.question.filters.region:
        opened.insert(0, here.drilled)
    for name in opened:
        if f"{here.key}.{name}" in zx.VIEWS:
            found = found.with_part(view(f"{here.key}.{name}", says))
    return found


def chosen(key: str) -> Question:
    """What the reader chose on page ``key``: the period that the page takes of itself is left out."""
    question = asked(key).question
    if not {"from", "to"} & set(st.query_params):
        return replace(question, filters=replace(question.filters, since=None, until=None))
    return question


def dead_end(key: str) -> str:
    """The sentence on filters of page ``key`` that leave nothing; else nothing."""
    store, filters, scope = opened(), asked(key).question.filters, asked(key).question.scope
    return SMALL.get(
        store.version, (key, filters, scope, "dead end"), lambda: zx.dead_end(store, key, filters, scope, rules())
    )


def measures(key: str) -> dict[str, str]:
    """The measures that districts can be compared by on page ``key``: what the address says, and in words."""
    filters, scope = asked(key).question.filters, asked(key).question.scope
    return SMALL.get(
        opened().version,
        ("measures", key, filters.as_of, filters.since, filters.until, scope),
        lambda: zx.measurable(opened(), key, filters, scope, rules()),
    )


def listed(view: View) -> Filters:
    """What the rows of a number of a view are restricted to: its filters and what a click narrowed them to."""
    return url.within(_query(), view.question.filters)


def drill_through(metric: str, view: View) -> zx.DrillThrough:
    """What stands behind one number of a view: its meaning and its rows."""
    store, filters, scope = opened(), listed(view), view.question.scope
    return BEHIND.get(
        store.version,
        (metric, filters, scope),
        lambda: zx.drill_through(store, metric, filters, scope, rules(), limit=ROWS_MOST),
    )


def whole_rows(metric: str, view: View) -> Table:
    """All rows behind one number of a view, however many."""
    return zx.rows(opened(), metric, listed(view), view.question.scope, rules())


def in_words(key: str, words: str) -> zx.Answered | zx.AskedBack:
    """What a question in words is answered on page ``key``, in the scope of its reader."""
    store, scope, today = opened(), asked(key).question.scope, zx.settings().day()
    return SMALL.get(store.version, ("words", words, scope, today), lambda: zx.ask(store, words, scope, zx.settings()))


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


def link(key: str, question: Question) -> dict[str, str | list[str]]:
    """The query that shows the same question on page ``key``, as far as that page knows its dimensions and options."""
    there, filters = entry(key), question.filters
    fitting = tuple((d, v) for d, v in filters.where if d in there.dimensions)
    options = {name: value for name, value in question.options if name in there.options}
    query = url.write(replace(filters, where=fitting), zx.settings().day(), options, rules().opening.basis)
    if not (filters.since or filters.until) and "period" in st.query_params:
        query["period"] = st.query_params["period"]
    modes = {name: st.query_params[name] for name in ("screen", "rotate", "pages", "theme") if name in st.query_params}
    return query | modes


def _answered(question: Question) -> View:
    """One view, kept by what of the question it heeds."""
    store, asked_for = opened(), zx.heeded(question)
    return ANSWERS.get(store.version, asked_for, lambda: zx.answered(store, asked_for, zx.settings()))


def _choices(filters: Filters, scope: Scope) -> zx.Choices:
    """Options depend on the day and the region only."""
    store = opened()
    narrowed = Filters(as_of=filters.as_of, region=filters.region)
    return SMALL.get(store.version, ("choices", narrowed, scope), lambda: zx.choices(store, narrowed, scope, rules()))


def _query() -> Mapping[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def watermark(*, file: bool, who: Reader | None = None) -> str:
    """The words that a page, or a file taken from it, carries; nothing where nobody has signed in."""
    mark, name, now = rules().watermark, (who or reader()).name, datetime.now(zx.settings().zone)
    return mark.in_file(name, now) if file else mark.on_page(name, now)


def rules() -> Rules:
    """The rule book in force, for what a page offers by default."""
    return zx.open_store(zx.settings()).rules()
