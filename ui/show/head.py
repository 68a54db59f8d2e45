"""The head of a page: where one is, what is shown in words, how fresh it is, the filters."""

from datetime import datetime

import streamlit as st

import zxdata as zx
from ui import ask, words
from ui.contents import entry
from ui.filter_bar import filter_bar
from ui.markup import Markup, fill
from ui.show.downloads import downloads
from ui.show.states import guarded, notices
from zxdata.figures import View

TITLE = '<div class="head"><h1>$title</h1><p>$subtitle</p></div>'
FRESHNESS = (
    '<div class="fresh"><p><span class="ink-$kind">$symbol</span> 数据截至 $built，$age入库</p>'
    '<p class="quiet">版本 $version$demo</p></div>'
)


def head(view: View) -> None:
    """Breadcrumb, title, filters in words, freshness, the filter row and what must be read with the numbers."""
    asked = ask.question(view.key)
    with st.container(horizontal=True, key="head", vertical_alignment="bottom", gap=None):
        with st.container(key="title", gap=None):
            _breadcrumb(asked.choices.path)
            st.html(fill(TITLE, title=view.title, subtitle=view.subtitle))
        st.html(freshness(view), width="content")
    with filter_bar(asked, entry(view.key)), guarded("downloads"):
        downloads(view)
    stale_bar()
    notices((*asked.notices, *view.notices))


def freshness(view: View) -> Markup:
    status = zx.status()
    kind, symbol = ("yellow", "▲") if status.stale_reason else ("green", "●")
    demo = Markup('　<b class="demo">演示数据</b>') if view.demo else Markup("")
    return fill(FRESHNESS, kind=kind, symbol=symbol, built=moment(status.built_at), age=words.age(status.age_seconds),
                version=view.version, demo=demo)  # fmt: skip


def stale_bar() -> None:
    """Since when the data stand still, why, and what is shown instead."""
    status = zx.status()
    if status.stale_reason:
        notices((f"数据停在 {moment(status.built_at)}（{words.age(status.age_seconds)}）：{status.stale_reason}"
                 f"页面显示最近一份完整快照 {status.version}。",))  # fmt: skip


def moment(instant: datetime) -> str:
    local = instant.astimezone(zx.settings().zone)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def _breadcrumb(path: tuple[tuple[str, str], ...]) -> None:
    """From the whole down to the chosen region; every step but the last leads back."""
    with st.container(horizontal=True, key="path", gap=None, vertical_alignment="center"):
        for depth, (code, name) in enumerate(path):
            if depth:
                st.html('<span class="quiet">›</span>', width="content")
            if depth == len(path) - 1:
                st.html(fill('<span class="here">$name</span>', name=name), width="content")
            else:
                st.button(name, key=f"up-{depth}", type="tertiary", on_click=ask.change,
                          kwargs={"region": code if depth else None})  # fmt: skip
        if len(path) == 1:
            st.html('<span class="quiet">›</span><span class="quiet here">全部区县</span>', width="content")
