"""An office's own sheet: what was understood, field by field, what is asked, what it would become, and its import."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import streamlit as st

import zxdata as zx
from ui import widgets
from ui.acting import acting, may, whence
from ui.markup import Markup, fill, join
from ui.show.heading import heading
from ui.show.indicators import indicator_markup
from ui.show.questions import ask, said
from ui.show.states import guarded, notices
from ui.show.working import working
from zxdata.access import Act
from zxdata.figures import Indicator

BROKEN = Markup("<b>这份台账没有处理完。</b>数据没有改动。<br>请把编号告诉管理员：")
UNREAD = "不读"
ABREAST = 5  # side by side
SHOWN = 8
FIELD = '<p class="field$mark" title="$samples"><b>$header</b><span class="quiet">$samples</span></p>'
DONE = '<p class="receipt done">$summary <a href="$address" target="_self">到$page看</a>，数据快照几秒后更新。</p>'
MEASURES = {
    "proposals": "件",
    "supervisions": "项",
    "voices": "件",
    "bulletins": "篇",
    "consultations": "场",
    "workstations": "个",
    "activities": "次",
    "contacts": "次",
    "members": "人",
    "units": "个",
    "proposal_events": "个节点",
    "supervision_events": "个节点",
    "links": "条",
}
PAGES = {
    "proposals": ("/proposals", "提案办理"),
    "supervisions": ("/supervision", "监督预警"),
    "voices": ("/voices", "民情"),
    "bulletins": ("/voices", "民情"),
    "contacts": ("/voices", "民情"),
    "consultations": ("/consultation", "协商活动"),
    "workstations": ("/coverage", "阵地覆盖"),
    "activities": ("/coverage", "阵地覆盖"),
    "members": ("/members", "委员履职"),
}


@st.fragment
def own_sheet(name: str, content: bytes, given: str, by: str = "") -> None:
    """Nothing is written before the confirmation; the mapping is kept with it, unless the clerk says no. Of a file that is
    in, as it was ``given``, the receipt is left.
    """
    key = f"own-{sha256(content).hexdigest()[:12]}"
    done: tuple[str, zx.Receipt, str] | None = st.session_state.get(f"{key}-done")
    if done and done[0] == given:
        _done(*done[1:])
        return
    with guarded(f"own sheet {name}", BROKEN), _file(name, content) as path:
        found = _understood(path, key)
        if found.kept:
            st.html(heading(f"按保存的对照“{found.kind}”读", "表头相符，没有再问"))
            _confirm(path, found, key, given, by)
            widgets.button("重新对照", key=f"{key}-again", type="tertiary", on_click=_anew, args=(key,))
            return
        _questions(found, key)
        _fields(found, key)
        if found.receipt is None:
            st.html(fill('<p class="receipt">$text</p>', text="请先回答上面的问题，再看会成为什么。"))
        else:
            _confirm(path, found, key, given, by)


def _understood(path: Path, key: str) -> zx.Understanding:
    """Looked at again only where the clerk has said something else since."""
    words = st.session_state.get(f"{key}-words", {})
    answers = zx.SheetAnswers(words, said(f"{key}-ask-"), bool(st.session_state.get(f"{key}-anew")))
    known: tuple[zx.SheetAnswers, zx.Understanding] | None = st.session_state.get(f"{key}-understood")
    if known is None or known[0] != answers:
        with working("正在看", f"{key}-look") as progress:
            known = (answers, zx.understand_sheet(path, answers, zx.settings(), progress))
        st.session_state[f"{key}-understood"] = known
    return known[1]


def _anew(key: str) -> None:
    st.session_state[f"{key}-anew"] = True


@contextmanager
def _file(name: str, content: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(content)
        yield path


def _questions(found: zx.Understanding, key: str) -> None:
    count = len(found.asked)
    said_so = f"有 {count} 处拿不准，请选" if count else "没有拿不准的"
    st.html(heading(f"认作{found.kind}，{found.rows} 行", said_so))
    ask(found.asked, f"{key}-ask-")


def _fields(found: zx.Understanding, key: str) -> None:
    """Each column with its first values and the word that it stands for; those that nobody reads come first."""
    columns = sorted(found.columns, key=lambda column: bool(column.word))
    left = found.unread
    said = f"没有读的列：{'、'.join(''.join(header.split()) for header in left)}" if left else "每一列都有去处"
    st.html(heading("每一列读作什么", said))
    words = [*found.words, UNREAD]
    with st.container(key=f"{key}-fields", gap="small"):
        for begin in range(0, len(columns), ABREAST):
            for place, column in zip(st.columns(ABREAST), columns[begin : begin + ABREAST], strict=False):
                with place:
                    _field(column, words, key, column.header in left)


def _field(column: zx.Understood, words: list[str], key: str, unread: bool) -> None:
    name = "".join(column.header.split())
    samples = "、".join(column.samples) or "（空）"
    st.html(fill(FIELD, header=name, samples=samples, mark=" unread" if unread else ""))
    box = f"{key}-word-{column.header}"
    st.session_state[box] = column.word or UNREAD

    def chosen() -> None:
        said = st.session_state[box]
        before = st.session_state.get(f"{key}-words", {})
        st.session_state[f"{key}-words"] = before | {column.header: "" if said == UNREAD else said}

    widgets.selectbox(name, words, key=box, on_change=chosen, label_visibility="collapsed")


def _confirm(path: Path, found: zx.Understanding, key: str, given: str, by: str) -> None:
    """What would come in, as cards, then the import itself, after which the whole page is drawn anew."""
    receipt, mapping = found.receipt, found.mapping
    if receipt is None:
        return
    _preview(receipt)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        measure = MEASURES.get(mapping.case, "行")
        taken = widgets.button(
            f"确认入库 {receipt.accepted:,} {measure}", type="primary", disabled=not receipt.accepted
        )
        keeping = (
            not found.kept
            and may(Act.MAPPINGS)
            and widgets.checkbox("以后同样表头的台账照此读", value=True, key=f"{key}-keep")
        )
        _report(found, path)
    if taken:
        with working("正在入库", f"{key}-take") as progress, acting(Act.IMPORT, Path(path).name) as words:
            done = zx.import_sheet(path, found, zx.settings(), progress, by=by, address=whence(), keeping=keeping)
            words.append(done.summary)
        st.session_state[f"{key}-done"] = (given, done, mapping.case)
        st.session_state["brought-in"] = True
        st.rerun()


def _done(receipt: zx.Receipt, case: str) -> None:
    address, page = PAGES.get(case, ("/", "总览"))
    st.html(fill(DONE, summary=receipt.summary, address=address, page=page))


def _preview(receipt: zx.Receipt) -> None:
    refused = f"，退回 {receipt.refused} 行" if receipt.refused else ""
    whole = "、".join(f"{part.rows:,} {MEASURES.get(part.dataset, '行')}{part.title}" for part in receipt.parts)
    st.html(heading("会成为什么", f"读到 {receipt.read} 行：{whole or '没有可入库的'}{refused}"))
    shown = join([indicator_markup(_card(part)) for part in receipt.parts])
    st.html(fill('<div class="strip">$cards</div>', cards=shown))
    faults = (
        f"第 {f.row} 行"
        + (f"“{f.column}”" if f.column else "")
        + (f"的“{f.value}”" if f.column and f.value else "")
        + f"：{f.reason}。{f.remedy}"
        for f in receipt.faults[:SHOWN]
    )
    notices((*faults, *receipt.findings[:SHOWN]))


def _card(part: zx.Part) -> Indicator:
    counts = (("新增", part.new), ("更新", part.changed), ("未变", part.unchanged), ("替换掉", part.removed))
    return Indicator(
        metric="",
        name=part.title,
        value=f"{part.rows:,}",
        unit=MEASURES.get(part.dataset, "行"),
        base="，".join(f"{word} {count:,}" for word, count in counts if count),
    )


def _report(found: zx.Understanding, path: Path) -> None:
    if found.report:
        name = f"退回说明_{path.stem}.xlsx"
        widgets.download_button("下载退回说明", found.report, file_name=name, on_click="ignore")
