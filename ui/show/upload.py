"""Files in: first a rehearsal with every refused cell named, then, if the reader says so, the import itself."""

import tempfile
from pathlib import Path

import streamlit as st

import zxdata as zx
from ui.markup import Markup, fill
from ui.show.downloads import MIME
from ui.show.heading import heading
from ui.show.states import guarded, notices
from zxdata.datasets import DATASETS
from zxdata.intake.contracts import Fault

TYPES = ["xlsx", "xls", "xlsb", "et", "ods", "csv", "txt", "json"]
BROKEN = Markup("<b>这个文件没有处理完。</b>台账没有改动。<br>请把编号告诉管理员：")
FAULTS_SHOWN = 8


def upload() -> None:
    """Upload, rehearsal, error workbook, confirmation. Nothing is written before the confirmation."""
    st.html(heading("导入文件", "先预检，逐行说明退回原因；确认后入库"))
    names = {"": "按表头识别数据集", **{d.name: d.title for d in DATASETS}}
    with st.container(horizontal=True, key="upload", gap="small", vertical_alignment="center"):
        chosen = st.selectbox(
            "数据集",
            list(names),
            format_func=lambda name: names[name],
            key="dataset",
            width=220,
            label_visibility="collapsed",
        )
        file = st.file_uploader("选择要导入的文件", type=TYPES, label_visibility="collapsed")
    if file is None:
        return
    with guarded(f"import of {file.name}", BROKEN), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(file.name).name
        path.write_bytes(file.getvalue())
        receipt = zx.import_upload(path, dataset=chosen or None, dry_run=True)
        _told(receipt)
        with st.container(horizontal=True, gap="small"):
            if receipt.refused:
                report = Path(folder) / "report.xlsx"
                zx.write_report(receipt, report)
                st.download_button(
                    "下载退回说明",
                    report.read_bytes(),
                    file_name=f"退回说明_{path.stem}.xlsx",
                    mime=MIME["xlsx"],
                    on_click="ignore",
                )
            if st.button(f"确认入库 {receipt.accepted:,} 行", type="primary", disabled=not receipt.accepted):
                _told(zx.import_upload(path, dataset=receipt.dataset, dry_run=False))
                st.html(fill('<p class="receipt quiet">$text</p>', text="页面将在数据快照更新后显示新的数字。"))


def _told(receipt: zx.Receipt) -> None:
    st.html(fill('<p class="receipt">$summary</p>', summary=receipt.summary))
    faults = receipt.faults[:FAULTS_SHOWN]
    notices((*(_sentence(fault) for fault in faults), *receipt.findings[:FAULTS_SHOWN]))


def _sentence(fault: Fault) -> str:
    """``第 5 行“提交日期”的“13月1日”：不是日期。应如 2025-01-15``"""
    where = f"第 {fault.row} 行" + (f"“{fault.column}”的“{fault.value}”" if fault.column else "")
    return f"{where}：{fault.reason}。{fault.remedy}"
