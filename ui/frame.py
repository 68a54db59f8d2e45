"""The main script: the page list, one run, one error boundary."""

from contextlib import nullcontext
from typing import Any
from urllib.parse import urlencode

import streamlit as st

import zxdata as zx
from ui import ask, browser, warming
from ui.acting import note_beyond
from ui.contents import CONTENTS, Entry, entry
from ui.gate import entering
from ui.help import address
from ui.markup import Markup, fill, join
from ui.reader import reader
from ui.show import guarded, notices, pictures, presenting, refused
from ui.show.office import office
from ui.show.search import finder, finds
from ui.show.states import BROKEN_PAGE, opened
from ui.theme import STYLE, installed, sheet
from ui.watermark import over
from zxdata.access import Act, Reader

MARK = STYLE.parent / "brand" / "mark.svg"
ACCOUNT = '<p class="account"><span title="$role">$name</span> <a href="/signout" target="_self">退出</a></p>'
HELP = '<p class="help"><a href="$address" target="_blank">帮助</a></p>'
BRAND = '<div class="brand$size">$title</div>'
LONG = 18  # characters of a name that two lines of the usual size hold beside the pages
PAGE = '<a href="$address"$here>$name</a>'
HERE = Markup(' aria-current="page"')


def frame() -> None:
    title = zx.settings().title
    pages = {e.key: e.page for e in CONTENTS}
    chosen = st.navigation(list(pages.values()), position="hidden")
    if turn := ask.turned():
        st.switch_page(pages[turn[0]], query_params=turn[1])
    here = next(e for e in CONTENTS if e.path == chosen.url_path)
    wall, showing = browser.on_wall(), presenting.on()
    st.set_page_config(page_title=f"{here.title}｜{title}", page_icon=MARK, layout="wide")
    tokens = browser.current_tokens(installed())
    paper = ("print", "print_dark") if tokens.dark else ("print",)
    st.html(
        sheet(
            tokens,
            "base",
            *(("wall",) if wall else ("desk", "narrow", *(("presenting",) if showing else ()), *paper)),
        )
    )
    who = None
    with guarded("reader", BROKEN_PAGE):
        who = reader()
    if who is None:
        return
    if not who.may(Act.SEE):
        _office(title, who)
        return
    if who.kind == "token" and not (wall and here.wall):
        refused("这个令牌只看大屏：请用带 screen=1 的大屏地址打开。")
        return
    if not opened():
        return
    warming.begin()
    if not wall and (words := ask.watermark(file=False)):
        st.html(over(words))
    with nullcontext() if wall else entering(quick=ask.ready(here.key)):
        _content(title, here, chosen, wall=wall, showing=showing)


def _content(title: str, here: Entry, chosen: Any, *, wall: bool, showing: bool) -> None:
    if not wall:
        with guarded("navigation", BROKEN_PAGE):
            if showing:
                presenting.presenting(here.key)
            else:
                _navigation(title, here)
    missing = st.query_params.get("missing")
    if missing:
        notices((f"没有“{missing}”这个页面，已打开{entry('overview').title}。",))
    with guarded("scope", BROKEN_PAGE):
        if beyond := ask.asked(here.key).beyond:
            note_beyond(beyond)
    with guarded(f"page {here.key}", BROKEN_PAGE):
        chosen.run()


def _brand(title: str) -> None:
    st.html(fill(BRAND, size=" long" if len(title) > LONG else "", title=title), width="content")


def _office(title: str, who: Reader) -> None:
    with st.container(horizontal=True, key="nav", vertical_alignment="center"):
        _brand(title)
        st.space("stretch")
        st.html(fill(HELP, address=address("office")), width="content")
        account(who)
        browser.office()
    office(who)


def _navigation(title: str, here: Entry) -> None:
    with st.container(horizontal=True, key="nav", vertical_alignment="center", gap=None):
        _brand(title)
        browser.pages(_links(here))
        finder()
        browser.desk_buttons(here.wall, pictures.granted(), pictures.taken)
        st.html(fill(HELP, address=address(here.key)), width="content")
        account(reader())
        browser.fold("pages", "目录", here.key)
    pictures.not_taken()
    finds(here.key)


def _links(here: Entry) -> Markup:
    """The pages by name; each link carries the filters that its page understands."""
    question = ask.chosen(here.key)
    parts = [
        fill(
            PAGE,
            address=f"/{one.path}?{urlencode(ask.link(one.key, question), doseq=True)}".removesuffix("?"),
            here=HERE if one.key == here.key else "",
            name=one.short or one.title,
        )
        for one in CONTENTS
    ]
    return join(parts)


def account(who: Reader) -> None:
    """Who is signed in, and the way out; nothing where nobody signs in."""
    if who.kind == "account":
        st.html(fill(ACCOUNT, name=who.name, role=who.role.label), width="content")


frame()
