"""The search box of the navigation: a question in words with its answer, or a number or words of a title and what
carries them.
"""

from urllib.parse import parse_qs, urlsplit

import streamlit as st

import zxdata as zx
from ui import ask, detail_links, widgets
from ui.contents import CONTENTS
from ui.drill import Step
from ui.show.chart import figure
from ui.show.clicks import take
from ui.show.states import guarded

CHART = 260


def finder() -> None:
    """The box; what it finds stands below the navigation until one is opened."""
    widgets.text_input(
        "查找", key="sought", placeholder="查编号、标题、单位，或问一句", label_visibility="collapsed", width=210
    )


def finds(key: str) -> None:
    """What the words in the box find, a line a thing; nothing where the box is empty."""
    words = str(st.session_state.get("sought") or "").strip()
    if not words:
        return
    with st.container(key="finds", gap=None), guarded("find"):
        asked = ask.asked(key)
        found = zx.search_all(ask.opened(), words, asked.question.filters.as_of, asked.question.scope, ask.rules())
        said = ask.in_words(key, words)
        if isinstance(said, zx.Answered):
            _answer(said)
        elif not found:
            _back(said)
        if not found and isinstance(said, zx.AskedBack) and not said.choices:
            st.text(f"没有找到“{words}”。可输入提案号、事项编号、阵地或协商编号，或标题中的字词。")
        for thing in found:
            widgets.button(
                _line(thing), key=f"found-{thing.kind}-{thing.no}", type="tertiary", on_click=_open, args=(key, thing)
            )
        widgets.button("收起", key="found-close", type="tertiary", on_click=_close)


def _answer(said: zx.Answered) -> None:
    """The sentence, the way to the page that shows the same number, and a small chart of several rows."""
    st.text("".join((*said.told, said.sentence)))
    widgets.button(
        f"打开{_page(said.link)[1]}看这个数", key="answer-open", type="tertiary", on_click=_follow, args=(said.link,)
    )
    if said.view is not None:
        figure(said.view, said.view.figures[0].key, CHART)


def _back(said: zx.AskedBack) -> None:
    """What was not understood, and questions that would be, each a click away."""
    st.text(said.sentence)
    for n, choice in enumerate(said.choices):
        widgets.button(choice, key=f"answer-choice-{n}", type="tertiary", on_click=_ask, args=(choice,))


def _ask(words: str) -> None:
    st.session_state["sought"] = words


def _page(link: str) -> tuple[str, str]:
    """The key and the title of the page that an address of the cockpit is of."""
    path = urlsplit(link).path.strip("/")
    found = next(each for each in CONTENTS if each.path == path)
    return found.key, found.title


def _follow(link: str) -> None:
    _close()
    ask.go(_page(link)[0], parse_qs(urlsplit(link).query))


def _line(thing: zx.Hit) -> str:
    return f"{thing.kind_name}　{thing.title}" + ("" if thing.kind == "unit" else f"　{thing.no}")


def _open(key: str, thing: zx.Hit) -> None:
    """The thing's own card where there is one, else its row, else the page it filters."""
    _close()
    if thing.kind in detail_links.DETAIL_PAGES:
        page, query = detail_links.detail_link(thing.kind, thing.no)
        take(Step(page, dict(query)))
    elif thing.kind == "unit":
        ask.go("proposals", ask.link("proposals", ask.chosen(key)) | {"unit": thing.no})
    else:
        ask.change(region=thing.no)


def _close() -> None:
    st.session_state["sought"] = ""
