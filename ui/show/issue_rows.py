"""The rows of one doubt of the data: opened by a click, taken along as a file, closed again."""

from dataclasses import replace

import streamlit as st

from ui.show.chart import figure
from ui.show.downloads import save
from ui.show.lead import close
from zxdata.figures import Table, View

ROWS = "rows"


def issue_rows(view: View) -> None:
    """The figure ``rows`` of a view, where a doubt is open, with what to do with it."""
    if ROWS in view.absent:
        return
    with st.container(key="issue-rows", gap="xsmall"):
        figure(view, ROWS)
        with st.container(horizontal=True, key="issue-tools", gap="small", vertical_alignment="center"):
            save(lambda: _alone(view), "下载这些行", "save-issue")
            close("issue", "收起")


def _alone(view: View) -> View:
    """The rows as a view of their own to export."""
    table = view.figure(ROWS, Table)
    return replace(view, title=table.title, headline="", indicators=(), figures=(), table=table)
