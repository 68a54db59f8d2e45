"""The view to take along: a workbook or a plain table, made when asked for."""

from functools import partial

import streamlit as st

import zxdata as zx
from zxdata.figures import View

MIME = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv"}
NAMES = {"xlsx": "导出 Excel", "csv": "CSV"}


def downloads(view: View) -> None:
    for kind, name in NAMES.items():
        st.download_button(name, data=partial(zx.export, view, kind), mime=MIME[kind], key=f"save-{kind}",
                           file_name=zx.export_name(view, kind), on_click="ignore")  # fmt: skip
