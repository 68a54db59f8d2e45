"""Files in: first a rehearsal with every refused cell named, then, if the reader says so, the import itself."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

import zxdata as zx
from ui import widgets
from ui.acting import acting, may, signer
from ui.markup import Markup, fill
from ui.show.downloads import MIME
from ui.show.heading import heading
from ui.show.own_sheet import own_sheet
from ui.show.questions import ask, said
from ui.show.states import guarded, notices, refused
from ui.show.working import working
from zxdata.access import Act

TYPES = ["xlsx", "xls", "xlsb", "et", "ods", "csv", "txt", "json"]
BROKEN = Markup("<b>这些文件没有处理完。</b>已入库的写在下面的导入记录里，其余没有改动。<br>请把编号告诉管理员：")
FAULTS_SHOWN = 8
ASKED = 12  # questions at a time
RECEIPT = '<p class="receipt">$summary</p>'
READ_ONLY = "台账以只读方式接入，数据由原来的系统写；这里不能导入和撤回。"
OPEN = (
    "现在不用登录：打得开这个地址的人都能看、能导入、能撤回。要分谁能看什么，请管理员设置登录方式（见说明里的“权限”）。"
)
DONE = "页面将在数据快照更新后显示新的数字；导入记录里可以看改了什么，也可以撤回。"


def upload() -> None:
    """Files, rehearsal, error workbooks, confirmation. Nothing is written before the confirmation."""
    if not may(Act.IMPORT):
        return
    if zx.settings().auth == "none" and not zx.settings().embedded:
        notices((OPEN,))
    st.html(heading("导入文件", "先预检，逐行说明退回原因；确认后入库，以后也能撤回"))
    if zx.settings().read_only:
        st.html(fill(RECEIPT, summary=READ_ONLY))
        return
    turn = st.session_state.setdefault("upload-turn", 0)  # a new uploader after each import: its files are done with
    with st.container(horizontal=True, key="upload", gap="small", vertical_alignment="center"):
        dataset, by = _dataset(), _by()
        files = widgets.file_uploader(
            "选择要导入的文件，可以几个一起",
            type=TYPES,
            accept_multiple_files=True,
            key=f"files-{turn}",
            label_visibility="collapsed",
        )
    _imported()
    if not files:
        return
    with guarded("import", BROKEN), tempfile.TemporaryDirectory() as folder:
        laid = {file: _laid(Path(folder) / str(n), file.name, file.getvalue()) for n, file in enumerate(files)}
        answers = said("ask-file-")
        overwrite, over = (bool(st.session_state.get(key)) for key in ("overwrite", "replace"))
        wish = zx.Wish(dataset, by, overwrite=overwrite, replace=over, answers=answers)
        seen = _rehearsed(tuple(file.file_id for file in files), [*laid.values()], wish)
        own = {outcome.file for outcome in seen if outcome.own}
        for file in files:
            if file.name in own:
                own_sheet(file.name, file.getvalue(), file.file_id, by)
        outcomes = [outcome for outcome in seen if not outcome.own]
        paths = [path for file, path in laid.items() if file.name not in own]
        if not outcomes:
            return
        for n, outcome in enumerate(outcomes):
            _told(outcome)
            _report(outcome, n)
        _asked(outcomes, answers)
        _wishes(outcomes)
        accepted = sum(outcome.receipt.accepted for outcome in outcomes if outcome.receipt)
        if widgets.button(f"确认入库 {accepted:,} 行", type="primary", disabled=not accepted, key="confirm-import"):
            with working("正在入库", "import") as progress:
                names = "、".join(path.name for path in paths)
                with acting(Act.IMPORT, names) as words:
                    imported = st.session_state["imported"] = zx.import_files(paths, wish, zx.settings(), progress)
                    words += [one.receipt.summary if one.receipt else one.refusal for one in imported]
            st.session_state["upload-turn"] = turn + 1
            st.session_state["brought-in"] = True
            st.rerun()


def _dataset() -> str:
    names = {"": "按表头识别数据集", **{d.name: d.title for d in zx.DATASETS}}
    return widgets.selectbox(
        "数据集", list(names), format_func=names.__getitem__, key="dataset", width=200, label_visibility="collapsed"
    )


def _by() -> str:
    """Who imports or withdraws: the account or, where nobody signs in, whoever says so."""
    if account := signer():
        st.session_state["imported-by"] = account
        return account
    given = widgets.text_input("经办", key="imported-by", placeholder="经办人", width=140, label_visibility="collapsed")
    return given.strip()


def _laid(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir()
    path = folder / Path(name).name
    path.write_bytes(content)
    return path


def _rehearsed(files: tuple[str, ...], paths: Sequence[Path], wish: zx.Wish) -> tuple[zx.Outcome, ...]:
    """Rehearsed once for these files and this wish, not with every click elsewhere on the page."""
    asked = (files, wish)
    known: tuple[object, tuple[zx.Outcome, ...]] = st.session_state.get("rehearsed", (None, ()))
    if known[0] != asked:
        with working("正在预检", "rehearse") as progress:
            known = (asked, zx.rehearse_files(paths, wish, zx.settings(), progress))
        st.session_state["rehearsed"] = known
    return known[1]


def _told(outcome: zx.Outcome) -> None:
    receipt = outcome.receipt
    if receipt is None:
        refused(outcome.refusal)
        return
    st.html(fill(RECEIPT, summary=receipt.summary))
    faults = receipt.faults[:FAULTS_SHOWN]
    notices((*(_sentence(fault) for fault in faults), *receipt.findings[:FAULTS_SHOWN]))


def _report(outcome: zx.Outcome, n: int) -> None:
    if not outcome.report:
        return
    widgets.download_button(
        "下载退回说明",
        outcome.report,
        file_name=f"退回说明_{Path(outcome.file).stem}.xlsx",
        mime=MIME["xlsx"],
        on_click="ignore",
        key=f"report-{n}",
    )


def _asked(outcomes: Sequence[zx.Outcome], answers: Mapping[str, str]) -> None:
    """What the files leave open, each once; what was answered stays, so that it can be said otherwise."""
    held = [question for outcome in outcomes if outcome.receipt for question in outcome.receipt.questions]
    known: dict[str, zx.Question] = st.session_state.setdefault("asked-of-files", {})
    known |= {question.key: question for question in held}
    shown = [known[key] for key in dict.fromkeys((*answers, *(q.key for q in held))) if key in known][:ASKED]
    if shown:
        st.html(heading("文件里有没写明的，请选", "选好后重新预检"))
        ask(shown, "ask-file-")


def _wishes(outcomes: Sequence[zx.Outcome]) -> None:
    """What the clerk may ask for where the ledger says something else of the same numbers or cases."""
    receipts = [outcome.receipt for outcome in outcomes if outcome.receipt]
    held_back = sum(receipt.held_back for receipt in receipts)
    missed = sum(receipt.missed for receipt in receipts)
    if held_back or st.session_state.get("overwrite"):
        widgets.checkbox(
            f"覆盖同号：{held_back:,} 行同号不同件的，也以文件为准" if held_back else "覆盖同号", key="overwrite"
        )
    if missed:
        widgets.checkbox(f"替换这些案件的记录：以前导入、这次文件里没有的 {missed:,} 行移除", key="replace")


def _imported() -> None:
    """What became of the last confirmation."""
    outcomes: tuple[zx.Outcome, ...] = st.session_state.pop("imported", ())
    for outcome in outcomes:
        _told(outcome)
    if outcomes:
        st.html(fill('<p class="receipt quiet">$text</p>', text=DONE))


def _sentence(fault: zx.Fault) -> str:
    """``第 5 行“提交日期”的“13月1日”：不是日期。应如 2025-01-15``"""
    where = f"第 {fault.row} 行" + (f"“{fault.column}”的“{fault.value}”" if fault.column else "")
    return f"{where}：{fault.reason}。{fault.remedy}"
