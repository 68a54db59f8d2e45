"""A presentation that is on: the slide's words above the page itself, and the bar that turns to the next."""

from collections.abc import Mapping
from urllib.parse import parse_qs

import streamlit as st

import zxdata as zx
from ui import ask, browser
from ui.markup import Markup, fill
from ui.reader import reader
from ui.show.states import guarded, notices
from zxdata.words import whole

SLIDE = '<div class="slide"><h1>$title</h1><p class="about">$about</p>$said$note</div>'
LINE = '<p class="$kind">$text</p>'


def on() -> bool:
    """Whether the address shows a slide of a presentation."""
    return {"present", "slide"} <= set(st.query_params)


def named(name: str) -> zx.Presentation | None:
    return next((one for one in zx.presentations(zx.settings(), reader()) if one.name == name), None)


def link(name: str, n: int, slide: zx.Slide) -> tuple[str, dict[str, list[str]]]:
    """The page and query that show slide ``n`` (from 1) of a presentation."""
    return slide.page, parse_qs(slide.query) | {"present": [name], "slide": [str(n)]}


def presenting(here: str) -> None:
    """What stands over page ``here`` and under it; the numbers are the page's own, and so is every click."""
    name = st.query_params["present"]
    found = named(name)
    if found is None:
        notices((f"没有名为“{name}”的汇报，可能已被删除。",))
        browser.present(name, 1, 1, False, _end, _end)
        return
    number = st.query_params["slide"]
    n = min(max(whole(number) or 1, 1), len(found.slides))
    slide = found.slides[n - 1]
    page, query = link(name, n, slide)
    away = (page, _plain(query)) != (here, _plain({k: st.query_params.get_all(k) for k in st.query_params}))
    with guarded(f"slide {n} of {name}"):
        view = ask.shown(here)
        st.html(
            fill(
                SLIDE,
                title=view.title if away else slide.title,
                about=view.subtitle,
                said=_line("said", view.headline),
                note=_line("note", "" if away else slide.note),
            )
        )
    browser.present(name, n, len(found.slides), away, _turn, _end)


def _line(kind: str, text: str) -> Markup:
    return fill(LINE, kind=kind, text=text) if text else Markup("")


def _plain(query: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {name: values for name, values in query.items() if name not in ("present", "slide")}


def _turn() -> None:
    """A callback: to the slide that the bar asks for."""
    name = st.query_params["present"]
    if found := named(name):
        n = min(browser.turned_to(), len(found.slides))
        ask.go(*link(name, n, found.slides[n - 1]))


def _end() -> None:
    ask.go("presentation", {"present": st.query_params["present"]})
