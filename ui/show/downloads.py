"""The view to take along: a letter, slides, a workbook or a plain table, made when asked for."""

from collections.abc import Callable

import streamlit as st

import zxdata as zx
from zxdata.figures import View

OFFICE = "application/vnd.openxmlformats-officedocument"
MIME = {
    "docx": f"{OFFICE}.wordprocessingml.document", "pptx": f"{OFFICE}.presentationml.presentation",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet", "csv": "text/csv",
}  # fmt: skip
NAMES = {"docx": "Word 简报", "pptx": "PowerPoint 幻灯片", "xlsx": "Excel 工作簿", "csv": "CSV 表格"}


def downloads(view: View) -> None:
    """The page as it is shown, by kind of file."""
    save(view, lambda: view, "导出", key="downloads")


def save(named: View, make: Callable[[], View], label: str, key: str) -> None:
    """A short list of files named after a view; what ``make`` gives is asked for only when one is taken."""
    with st.popover(label, key=key):
        for kind, name in NAMES.items():
            st.download_button(name, data=lambda kind=kind: zx.export(make(), kind), mime=MIME[kind],
                               key=f"{key}-{kind}", on_click="ignore", type="tertiary",
                               file_name=zx.export_name(named, kind))  # fmt: skip
