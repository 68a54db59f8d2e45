"""Files in: first a rehearsal with every refused cell named, then, if the reader says so, the import itself."""

from typing import Any

import streamlit as st

import zxdata as zx
from ui.markup import Markup, fill
from ui.show.downloads import MIME
from ui.show.heading import heading
from ui.show.states import guarded, notices

TYPES = ["xlsx", "xls", "csv"]
BROKEN = Markup("<b>这个文件没有处理完。</b>台账没有改动。<br>请把编号告诉管理员：")
COUNTS = (
    '<p class="receipt"><b>$title</b>：读到 <b>$read</b> 行，可入库 <b>$accepted</b> 行，无变化 <b>$unchanged</b> 行，'
    "退回 <b>$refused</b> 行。</p>"
)


def upload() -> None:
    """Upload, rehearsal, error workbook, confirmation. Nothing is written before the confirmation."""
    st.html(heading("导入文件", "xlsx、xls、csv，表头中文或代码名均可；先预检，确认后入库"))
    with st.container(key="upload"):
        file = st.file_uploader("选择要导入的文件", type=TYPES, label_visibility="collapsed")
    if file is None:
        return
    with guarded(f"import of {file.name}", BROKEN):
        content = file.getvalue()
        receipt = zx.receive(file.name, content, dry_run=True)
        st.html(_counts(receipt))
        notices(tuple(receipt.notices))
        with st.container(horizontal=True, gap="small"):
            if receipt.refused:
                st.download_button("下载退回说明", receipt.workbook(), file_name=f"退回说明_{file.name}.xlsx",
                                   mime=MIME["xlsx"], on_click="ignore")  # fmt: skip
            writable = receipt.accepted > 0
            if st.button(f"确认入库 {receipt.accepted:,} 行", type="primary", disabled=not writable):
                done = zx.receive(file.name, content, dry_run=False)
                st.html(
                    fill(
                        '<p class="receipt">已入库 <b>$n</b> 行，页面将随下一次数据更新显示。</p>',
                        n=f"{done.accepted:,}",
                    )
                )


def _counts(receipt: Any) -> Markup:
    return fill(COUNTS, title=receipt.title, read=f"{receipt.read:,}", accepted=f"{receipt.accepted:,}",
                unchanged=f"{receipt.unchanged:,}", refused=f"{receipt.refused:,}")  # fmt: skip
