"""The log of acts, for the auditor: looked through, verified, taken along."""

import io
from datetime import timedelta

import pandas as pd
import streamlit as st

import zxdata as zx
from ui import widgets
from ui.acting import record_act
from ui.show.heading import heading
from ui.show.states import done, notices
from zxdata.access import Act
from zxdata.access.acts_log import RESULTS, entries, verify
from zxdata.access.chain import Entry

LOG_DAYS = 30
COLUMNS = ("序号", "时间", "谁", "从哪里", "操作", "对象", "结果", "说明")


def log() -> None:
    settings = zx.settings()
    st.html(heading("操作日志", "每条接在前一条之后，只增不改"))
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        today = settings.day()
        since = widgets.date_input("从", value=today - timedelta(days=LOG_DAYS), key="log-since", format="YYYY-MM-DD")
        until = widgets.date_input("到", value=today, key="log-until", format="YYYY-MM-DD")
        names = {"": "全部操作"} | {act.value: act.label for act in Act}
        act = widgets.selectbox("操作", list(names), format_func=names.__getitem__, key="log-act", width=160)
        words = widgets.text_input("字词", key="log-words", placeholder="账号、地址、对象或说明中的字词", width=260)
        checked = widgets.button("核对全部日志", key="log-verify")
    if checked:
        if found := verify(settings):
            notices(tuple(found[:8]))
        else:
            done("日志完好：逐条相接，没有改动或缺失。")
    rows = [_row(entry) for entry in reversed(entries(settings, since, until)) if act in ("", entry.act)]
    frame = pd.DataFrame([row for row in rows if words in " ".join(row)], columns=COLUMNS)
    st.dataframe(frame, hide_index=True, height=520, width="stretch", key="log")
    if len(frame) and widgets.button("导出这些日志", key="log-export"):
        record_act(Act.AUDIT, f"导出日志 {since} 至 {until}，{len(frame)} 条")
        text = io.StringIO()
        frame.to_csv(text, index=False)
        content = "\ufeff" + text.getvalue()
        widgets.download_button("存成 CSV", content, file_name=f"操作日志_{since}_{until}.csv", mime="text/csv")


def _row(entry: Entry) -> tuple[str, ...]:
    return (
        str(entry.number),
        f"{entry.at:%Y-%m-%d %H:%M:%S}",
        entry.who or "—",
        entry.address or "—",
        Act(entry.act).label,
        entry.subject,
        RESULTS[entry.result],
        entry.note,
    )
