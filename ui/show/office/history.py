"""Earlier texts of what an installation goes by: who put them in force, and when; each can be read."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

import zxdata as zx
from ui import widgets
from ui.show.heading import heading


def history(kept: Sequence[zx.Revision], key: str, empty: str) -> zx.Revision | None:
    """The list and, under it, the text of the one that is chosen."""
    st.html(heading("历史", "每一次的全文都留着" if kept else empty))
    if not kept:
        return None
    zone = zx.settings().zone
    rows = [
        (each.number, each.name, each.change, each.made_by or "—", f"{each.made_at.astimezone(zone):%Y-%m-%d %H:%M}")
        for each in kept
    ]
    frame = pd.DataFrame(rows, columns=("次", "名称", "改动", "谁", "何时"))
    st.dataframe(frame, hide_index=True, width="stretch", key=f"{key}-history")
    by_number = {each.number: each for each in kept}
    number = widgets.selectbox(
        "看第几次", list(by_number), format_func=lambda n: f"第 {n} 次", key=f"{key}-number", index=None,
        placeholder="选一次看全文", width=200, label_visibility="collapsed",
    )  # fmt: skip
    if number is None:
        return None
    st.code(by_number[number].text, language="toml", height=280)
    return by_number[number]
