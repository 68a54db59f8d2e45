"""通知: what one is told of by itself, where and when; one's own only."""

from collections.abc import Callable
from functools import partial

import streamlit as st

import zxdata as zx
from ui import widgets
from ui.acting import may, require, signer
from ui.markup import Markup, fill
from ui.reader import signed_in
from ui.show.states import guarded, notices
from zxdata.access import Act
from zxdata.errors import CockpitError

BROKEN = Markup("<b>通知没有显示出来。</b>已订的照常送。<br>请把编号告诉管理员：")
RECEIPT = '<p class="receipt">$text</p>'
QUIET = '<p class="quiet">$text</p>'
NO_QUIET = "不免打扰"
HOURS = [NO_QUIET, *(f"{hour} 点" for hour in range(24))]
NO_CHANNEL = "现在还不能订：管理员没有设送到哪里，文件夹、邮件、工作群三样里设一样就能订。"
WHERE = {"folder": "文件夹名称", "mail": "邮箱地址", "webhook": "群机器人地址"}


def subscriptions() -> None:
    """What the reader has subscribed to with what became of it, and a new subscription."""
    if not may(Act.SUBSCRIBE):
        return
    with (
        widgets.expander("通知：有变化时告诉我", expanded=bool({"subscribed", "not-subscribed"} & {*st.session_state})),
        guarded("subscriptions", BROKEN),
    ):
        if done := st.session_state.pop("subscribed", ""):
            st.html(fill(RECEIPT, text=done))
        if refused := st.session_state.pop("not-subscribed", ""):
            notices((refused,))
        for each in zx.subscribed(zx.settings(), signer()):
            _one(each)
        _new()


def _one(each: zx.Subscription) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"subscription-{each.id}"):
        st.html(fill(RECEIPT, text=_told(each)), width="stretch")
        drop = partial(_do, partial(zx.unsubscribe, zx.settings(), each.id, signer(), address=_address()), "已退订。")
        widgets.button("退订", key=f"unsubscribe-{each.id}", on_click=drop, type="tertiary")


def _told(each: zx.Subscription) -> str:
    hours = "" if each.quiet_from is None else f"，{each.quiet_from} 点至 {each.quiet_to} 点不送"
    sent = f"{each.sent_at:%Y-%m-%d %H:%M} 送到过" if each.sent_at else "还没有送过"
    failed = f"；有 {each.unsent} 份没有送到：{each.fault}" if each.fault else ""
    return f"{each.name}{hours}；{sent}{failed}"


def _new() -> None:
    channels = [key for key, each in zx.NOTICE_CHANNELS.items() if not each.lacking(zx.settings())]
    if not channels:
        st.html(fill(QUIET, text=NO_CHANNEL))
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="subscribe-new"):
        of = widgets.selectbox(
            "订什么",
            list(zx.NOTICE_LISTS),
            format_func=lambda k: zx.NOTICE_LISTS[k].label,
            key="notice-list",
            width=140,
        )
        channel = widgets.selectbox(
            "怎样送",
            channels,
            format_func=lambda key: zx.NOTICE_CHANNELS[key].label,
            key="notice-channel",
            width=120,
        )
        target = widgets.text_input(WHERE[channel], key="notice-target", width=300)
        begins = widgets.selectbox("从几点起不送", HOURS, key="notice-from", width=130)
        ends = widgets.selectbox("到几点", HOURS[1:], index=7, key="notice-to", width=110)
        quiet = None if begins == NO_QUIET else (HOURS.index(begins) - 1, HOURS.index(ends) - 1)
        keep = partial(zx.subscribe, zx.settings(), signer(), of, channel, target, quiet, address=_address())
        widgets.button(
            "订阅", key="subscribe", on_click=partial(_do, keep, "已订阅；有变化时就送。"), disabled=not target.strip()
        )


def _do(does: Callable[[], None], done: str) -> None:
    try:
        require(Act.SUBSCRIBE)
        does()
        st.session_state["subscribed"] = done
    except CockpitError as fault:
        st.session_state["not-subscribed"] = fault.sentence


def _address() -> str:
    session = signed_in()
    return session.address if session else ""
