"""The desk of presentations: one is made of saved views, put in order, noted, shown, taken along, dropped."""

from collections.abc import Callable
from functools import partial
from urllib.parse import parse_qs

import streamlit as st

import zxdata as zx
from ui import ask, widgets
from ui.acting import record_act
from ui.markup import fill
from ui.reader import reader
from ui.show.confirming import confirmed
from ui.show.downloads import Offer, Tell, offerable, offered
from ui.show.heading import heading
from ui.show.presenting import link, named
from ui.show.states import empty, guarded, refused
from zxdata.access import Act
from zxdata.errors import CockpitError
from zxdata.figures import View

SLIDE = (
    '<article class="finding"><b>$n</b><div><p>$title<span class="quiet">　$about</span></p>'
    '<p class="quiet">$said</p></div></article>'
)
NEW = "新的汇报"


def presentations() -> None:
    """All of them by name; the one that the address names is open."""
    with st.container(key="presentations", gap="small"), guarded("presentations"):
        name = st.query_params.get("present", "")
        names = [one.name for one in zx.presentations(zx.settings(), reader())]
        st.session_state["presentation"] = name if name in names else ""
        widgets.selectbox(
            "汇报",
            ["", *names],
            key="presentation",
            format_func=lambda one: one or NEW,
            width=420,
            on_change=lambda: ask.change(present=st.session_state["presentation"] or None),
        )
        _said()
        found = named(name)
        if found is None:
            _new()
        else:
            _opened(found)


def _new() -> None:
    """A name and a first view make one."""
    views = [one.name for one in zx.saved_views(zx.settings(), reader())]
    if not views:
        st.html(empty("还没有保存过视图：在任一页上点“视图”，给现在的样子起个名字保存，就能放进汇报。", 90))
        return
    with st.container(horizontal=True, key="presentation-new", gap="small", vertical_alignment="bottom"):
        widgets.text_input("汇报名", key="presentation-name", placeholder="如：九月主席会议", max_chars=40, width=280)
        widgets.selectbox("第一屏", views, key="presentation-first", width=280)
        widgets.button("新建", type="primary", key="presentation-make", on_click=_try, args=(_make,))


def _opened(found: zx.Presentation) -> None:
    st.html(heading("各屏", f"{len(found.slides)} 屏，句子按现在的数据算出"))
    with st.container(horizontal=True, key="presentation-tools", gap="small"):
        start = link(found.name, 1, found.slides[0])
        widgets.button("开始汇报", type="primary", key="presentation-start", on_click=ask.go, args=start)
        with widgets.popover("导出", key="presentation-files"):
            kinds = {kind: label for kind, label in offerable().items() if kind in ("pptx", "docx", "pdf")}
            offered({"": [Offer(label, partial(_written, found, kind)) for kind, label in kinds.items()]}, "presented")
        confirmed("删除汇报", f"删除“{found.name}”", "presentation-drop", partial(_try, partial(_drop, found.name)))
    for n, slide in enumerate(found.slides):
        _slide(found, n, slide)
    with st.container(horizontal=True, key="presentation-add", gap="small", vertical_alignment="bottom"):
        widgets.selectbox(
            "再加一屏",
            [one.name for one in zx.saved_views(zx.settings(), reader())],
            key="presentation-next",
            width=280,
        )
        widgets.button("加入", key="presentation-append", on_click=_try, args=(partial(_append, found),))


def _slide(found: zx.Presentation, n: int, slide: zx.Slide) -> None:
    """One screen: its sentence as of now, its note, its place."""
    with st.container(key=f"presented-{n}", gap=None), guarded(f"slide {n}"):
        view = _view(slide)
        st.html(fill(SLIDE, n=n + 1, title=slide.title, about=view.subtitle, said=view.headline))
        with st.container(horizontal=True, key=f"presented-row-{n}", gap="small", vertical_alignment="center"):
            st.session_state[f"note-{n}"] = slide.note
            widgets.text_input(
                "备注",
                key=f"note-{n}",
                placeholder="备注：讲到这一屏时说什么",
                label_visibility="collapsed",
                on_change=_try,
                args=(partial(_note, found, n),),
            )
            for label, name, changed, shut in (
                ("上移", "up", partial(found.moving, n, -1), n == 0),
                ("下移", "down", partial(found.moving, n, 1), n == len(found.slides) - 1),
                ("移除", "out", partial(found.without, n), len(found.slides) == 1),
            ):
                widgets.button(
                    label,
                    key=f"presented-{name}-{n}",
                    type="tertiary",
                    disabled=shut,
                    on_click=_try,
                    args=(partial(_keep, changed),),
                )


def _view(slide: zx.Slide) -> View:
    return ask.shown(slide.page, parse_qs(slide.query))


def _written(found: zx.Presentation, kind: str, tell: Tell) -> tuple[str, bytes]:
    told = []
    for n, slide in enumerate(found.slides, start=1):
        tell(f"正在算第 {n} 屏，共 {len(found.slides)} 屏")
        told.append(zx.Screen(slide.title, slide.note, _view(slide)))
    tell("正在写文件")
    return zx.presentation_name(found.name, told[0].view, kind), zx.presentation_file(
        found.name, told, kind, ask.watermark(file=True)
    )


def _saved(name: str) -> zx.Slide:
    one = next(one for one in zx.saved_views(zx.settings(), reader()) if one.name == name)
    return zx.Slide(one.name, one.page, one.query)


def _make() -> str:
    slide = _saved(st.session_state["presentation-first"])
    record_act(Act.SAVE, f"汇报 {st.session_state['presentation-name']}")
    kept = zx.begin_presentation(
        zx.Presentation(st.session_state["presentation-name"], (slide,)), zx.settings(), reader().name
    )
    ask.change(present=kept.name)
    return f"已新建“{kept.name}”，看得到同样范围的人都可用。"


def _append(found: zx.Presentation) -> str:
    return _keep(partial(found.adding, _saved(st.session_state["presentation-next"])))


def _note(found: zx.Presentation, n: int) -> str:
    return _keep(partial(found.noting, n, st.session_state[f"note-{n}"]))


def _keep(changed: Callable[[], zx.Presentation]) -> str:
    found = changed()
    record_act(Act.SAVE, f"汇报 {found.name}")
    zx.keep_presentation(found, zx.settings(), reader().name)
    return ""


def _drop(name: str) -> str:
    record_act(Act.SAVE, f"删除汇报 {name}")
    zx.drop_presentation(name, zx.settings(), reader().name)
    ask.change(present=None)
    return f"已删除“{name}”。"


def _try(act: Callable[[], str]) -> None:
    """A callback: do it, and keep the sentence that says how it went."""
    try:
        st.session_state["said-presentation"] = (True, act())
    except CockpitError as fault:
        st.session_state["said-presentation"] = (False, fault.sentence)


def _said() -> None:
    well, sentence = st.session_state.pop("said-presentation", (True, ""))
    if sentence and well:
        widgets.caption(sentence)
    elif sentence:
        refused(sentence)
