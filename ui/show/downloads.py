"""Files to take along: written when asked for, with a word on what is being done, then saved by the browser."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

import streamlit as st

import zxdata as zx
from ui import ask, browser, widgets
from ui.acting import record_act
from ui.markup import Markup
from ui.show.states import guarded
from zxdata.access import Act
from zxdata.figures import View

OFFICE = "application/vnd.openxmlformats-officedocument"
# fmt: off
MIME = {
    "docx": f"{OFFICE}.wordprocessingml.document", "pptx": f"{OFFICE}.presentationml.presentation",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet", "csv": "text/csv", "pdf": "application/pdf", "zip": "application/zip",
}
# fmt: on
NAMES = {
    "docx": "Word 简报",
    "pptx": "PowerPoint 幻灯片",
    "xlsx": "Excel 工作簿",
    "csv": "CSV 表格",
    "pdf": "PDF 简报",
}
BROKEN = Markup("<b>这个文件没有写出来。</b>页面不受影响，别的格式可以再试。<br>请把编号告诉管理员：")

ROWS = "save-rows"
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Offer:
    """One file: what it is called in the list; ``write``, told how to say how far it is, gives its name and content."""

    label: str
    write: Callable[[Tell], tuple[str, bytes]]


def downloads(view: View) -> None:
    """The page as it is shown, its open part included, by kind of file."""
    save(lambda: ask.shown(view.key), "导出", "downloads", "本页和打开的分栏，按现在的筛选")


@st.fragment
def save(make: Callable[[], View], label: str, key: str, about: str = "") -> None:
    """A short list of files, drawn once it is opened; what ``make`` gives is asked for only when one is taken."""

    def write(kind: str, _: Tell) -> tuple[str, bytes]:
        found = make()
        return zx.export_name(found, kind), zx.export_file(found, kind, ask.watermark(file=True))

    with widgets.popover(label, key=key, on_change="rerun") as offers:
        if not offers.open:
            return
        if about:
            widgets.caption(about)
        offered({"": [Offer(name, partial(write, kind)) for kind, name in offerable().items()]}, key)
        if lacks := zx.export_lacks():
            widgets.caption(lacks)


def offerable() -> dict[str, str]:
    """The kinds of file that can be written here, by name."""
    return {kind: NAMES[kind] for kind in zx.export_kinds()}


@st.fragment
def offered(groups: Mapping[str, Sequence[Offer]], key: str) -> None:
    """The offers as buttons, those of a title in a row beside it; the one that is clicked is written and saved."""
    taken: list[Offer] = []
    with st.container(key=f"{key}-offers", gap=None):
        for title, offers in groups.items():
            beside = bool(title)
            with st.container(
                gap="xsmall", horizontal=beside, wrap=not beside, vertical_alignment="center" if beside else "top"
            ):
                if title:
                    st.text(title)
                    st.space("stretch")
                taken += [o for o in offers if widgets.button(o.label, key=f"{key}-{title}-{o.label}", type="tertiary")]
    outcome = st.empty()
    for offer in taken:
        with guarded(f"export {key} {offer.label}", BROKEN):
            with outcome, widgets.status(f"正在写 {offer.label}……") as status:
                name, content = offer.write(lambda words: status.update(label=widgets.plain(words)))
            record_act(Act.ROWS if key == ROWS else Act.EXPORT, name)
            with outcome.container(key=f"{key}-ready", gap=None):
                _delivered(name, content, key)


def _delivered(name: str, content: bytes, key: str) -> None:
    """The browser saves the file by itself; the button stands for one that asks first, or was refused."""
    widgets.caption(f"已写好：{name}")
    widgets.download_button(
        "再存一次",
        content,
        file_name=name,
        key=f"{key}-again",
        on_click="ignore",
        type="tertiary",
        mime=MIME[PurePath(name).suffix[1:]],
    )
    browser.press(f".st-key-{key}-again button", once=secrets.token_hex(8))
