"""The documents of a period and a region, as ``brief`` writes them: one by one, or all in one file."""

import io
import zipfile
from functools import partial

import streamlit as st

import zxdata as zx
from ui import ask, widgets
from ui.show.downloads import Offer, Tell, offerable, offered
from ui.show.heading import heading

FIRST = zx.DOCUMENTS[0].view
SHORT = {"docx": "Word", "pptx": "PowerPoint", "xlsx": "Excel", "csv": "CSV", "pdf": "PDF"}


def documents() -> None:
    """Every document of the chosen period in every format, and the whole set."""
    st.html(heading("本期文件", "文字和图表都可再改"))
    written = zx.documents(ask.asked("briefing").question.filters)
    count = sum(len(each.kinds) for each in written)
    rows = {
        each.title: [Offer(SHORT[kind], partial(_written, each.view, kind)) for kind in offerable()] for each in written
    }
    offered({"": [Offer(f"全部打包下载（{count} 份）", _packed)], **rows}, "documents")
    if lacks := zx.export_lacks():
        widgets.caption(lacks)


def _written(view: str, kind: str, _: Tell | None = None) -> tuple[str, bytes]:
    found = ask.issue(view)
    return zx.export_name(found, kind), zx.export_file(found, kind, ask.watermark(file=True))


def _packed(tell: Tell) -> tuple[str, bytes]:
    """What ``brief`` writes into a folder, in one file."""
    written = zx.documents(ask.asked("briefing").question.filters)
    file, wanted = io.BytesIO(), [(each, kind) for each in written for kind in each.kinds]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for n, (each, kind) in enumerate(wanted, start=1):
            tell(f"正在写 {each.title}　{SHORT[kind]}（{n} / {len(wanted)}）")
            packed.writestr(*_written(each.view, kind))
    return zx.package_name(ask.issue(FIRST)), file.getvalue()
