"""What to do with an empty ledger: files in their order, templates to take along, a demonstration to try."""

from pathlib import PurePath

import streamlit as st

import zxdata as zx
from ui import ask, widgets
from ui.acting import acting, may
from ui.markup import Markup, fill
from ui.show.downloads import MIME
from ui.show.states import guarded
from ui.show.table import data_table
from zxdata.access import Act

BROKEN = Markup("<b>没有做完。</b>台账没有改动。<br>请把编号告诉管理员：")
GUIDE = "台账还是空的。装入区划，填好模板，把文件选到上面的“导入文件”里；或先用演示数据看看。"
RECEIPT = '<p class="receipt">$text</p>'


def first_steps() -> None:
    """For an empty ledger opened, else folded away: the steps and the templates stay useful."""
    empty = not (st.session_state.get("brought-in") or zx.is_begun(ask.opened()))  # the snapshot follows later
    with widgets.expander("从哪里开始：文件的先后和模板", expanded=empty), guarded("first steps", BROKEN):
        if done := st.session_state.pop("started", ""):
            st.html(fill(RECEIPT, text=done))
        if empty and not zx.settings().read_only and may(Act.IMPORT):
            _start()
        with st.container(horizontal=True, key="templates", gap="small", vertical_alignment="bottom"):
            _templates()
        data_table(zx.steps(), key="steps", most_rows=8)


def _start() -> None:
    st.html(fill(RECEIPT, text=GUIDE))
    with st.container(horizontal=True, key="start", gap="small"):
        if widgets.button("装入随附的区划", key="load-divisions"):
            with acting(Act.IMPORT, "随附的区划"):
                loaded = zx.load_divisions(zx.settings())
            _done(f"装入区划 {loaded:,} 条。")
        widgets.button(
            "试试演示数据", key="try-demo", on_click=lambda: st.session_state.update({"try-demo-asked": True})
        )
    if st.session_state.get("try-demo-asked"):
        st.html(fill(RECEIPT, text="演示数据会装进这个空台账，都标明“演示数据”；装了以后，真实数据请用另一个空台账。"))
        if widgets.button("确认装入演示数据", type="primary", key="try-demo-confirm"):
            with acting(Act.IMPORT, "演示数据"), widgets.status("正在装入演示数据…") as said:
                rows = zx.fill_demonstration(
                    zx.settings(),
                    lambda dataset, rows, _: said.update(
                        label=widgets.plain(f"正在装入 {zx.BY_NAME[dataset].title}：{rows:,} 行")
                    ),
                )
            _done(f"装入演示数据 {rows:,} 行，数据快照更新后各页显示。")


def _done(sentence: str) -> None:
    st.session_state["started"] = sentence
    st.session_state.pop("try-demo-asked", None)
    st.rerun()


def _templates() -> None:
    """Templates are written when asked for: their drop-downs offer what the ledger holds now."""
    files: dict[str, bytes] = st.session_state.get("template-files", {})
    if not files:
        if widgets.button("准备模板", key="make-templates"):
            with widgets.spinner("正在写模板…"):
                st.session_state["template-files"] = zx.templates(zx.settings())
            st.rerun()
        return
    name = widgets.selectbox(
        "模板", list(files), key="template", width=320, format_func=lambda n: n.partition("_")[0].removesuffix(".zip")
    )
    widgets.download_button(
        "下载模板",
        files[name],
        file_name=name,
        mime=MIME[PurePath(name).suffix[1:]],
        on_click="ignore",
        key="take-template",
    )
