"""Judgements, each with what it rests on and two links: to the page that shows it, and to its rows."""

from urllib.parse import parse_qs, urlsplit

import streamlit as st

from ui import widgets
from ui.contents import entry
from ui.markup import fill
from ui.show.heading import heading, source
from ui.show.states import empty
from zxdata.figures import Findings, View

FINDING = '<article class="finding"><b>$rank</b><div><p>$sentence</p><p class="quiet">$about</p></div></article>'


def findings(view: View, key: str) -> None:
    """The figure ``key`` of a view, the weightiest judgement first."""
    found = view.figure(key)
    assert isinstance(found, Findings)
    st.html(heading(found.title, found.unit_line))
    if found.frame.empty:
        st.html(empty(found.empty, 60))
        return
    with st.container(key=f"findings-{key}", gap=None):
        for row in found.frame.itertuples():
            with st.container(horizontal=True, key=f"finding-{key}-{row.rank}", gap="small", wrap=False):
                about = f"{row.kind}　n = {row.n:,}　确定程度：{row.certainty}"
                st.html(fill(FINDING, rank=row.rank, sentence=row.sentence, about=about))
                _links(str(row.page), str(row.rows))
    st.html(source(found.note))


def _links(address: str, rows: str) -> None:
    """To a view, ``/proposals?region=500107``, and to it with the rows of one number open."""
    place = urlsplit(address)
    there, query = entry(place.path.removeprefix("/") or "overview"), parse_qs(place.query)
    widgets.page_link(there.page, there.title, query_params=query, width="content")
    if rows:
        widgets.page_link(there.page, "明细", query_params=query | {"rows": [rows]}, width="content")
