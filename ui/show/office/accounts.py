"""Accounts (系统管理) and what they may (安全管理)."""

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd
import streamlit as st

import zxdata as zx
from ui import ask, widgets
from ui.acting import require, signer
from ui.show.heading import heading
from ui.show.office.outcome import doing
from zxdata.access import Act, Role
from zxdata.access import accounts as kept
from zxdata.errors import CockpitError

UNKNOWN = "数据快照还没有做好，区县暂不能选"
WHOLE = "不选为全部；打字查找区县或乡镇街道"
FIRST = "“{name}”的首次口令：{first}　只显示这一次，本人首次登录时要改。"


def _list(scopes: Mapping[str, str]) -> tuple[kept.Account, ...]:
    found = kept.accounts(zx.settings())
    rows = [
        (one.name, one.rights_in(scopes), "停用" if one.disabled_at else "可用", f"{one.made_at:%Y-%m-%d}", one.made_by)
        for one in found
    ]
    frame = pd.DataFrame(rows, columns=("账号", "授权", "状态", "开立", "开立人"))
    st.dataframe(frame, hide_index=True, width="stretch", key="accounts")
    return found


def accounts() -> None:
    st.html(heading("账号", "开立、停用、重设口令；角色和区划由安全管理员授权"))
    names = [one.name for one in _list(_scopes())]
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        new = widgets.text_input("新账号", key="account-new", placeholder="账号名", width=200)
        widgets.button("开立", key="account-add", on_click=doing, args=(_add,), disabled=not new.strip())
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        widgets.selectbox("已有账号", names, key="account-name", width=200)
        for label, act in {"停用": kept.disable, "启用": kept.enable}.items():
            widgets.button(label, key=f"account-{label}", on_click=doing, args=(partial(_turn, label, act),))
        widgets.button("重设口令", key="account-renew", on_click=doing, args=(_renew,))


def rights() -> None:
    st.html(heading("授权", "角色、数据范围、个人信息；改后本人的登录随即结束，不能给自己授权"))
    scopes = _scopes()
    names = [one.name for one in _list(scopes)]
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        widgets.selectbox("账号", names, key="grant-name", width=200)
        labels = {role.value: role.label for role in Role}
        widgets.selectbox("角色", list(labels), format_func=labels.__getitem__, key="grant-role", width=140)
        widgets.multiselect(
            "数据范围",
            list(scopes),
            format_func=scopes.__getitem__,
            key="grant-regions",
            placeholder=WHOLE if scopes else UNKNOWN,
            disabled=not scopes,
            select_all=False,
            width=360,
        )
        widgets.checkbox("可看个人信息", key="grant-personal")
        widgets.button("授权", key="grant", type="primary", on_click=doing, args=(_grant,))


# What a click does is done to what stands on the page at that moment, not to what stood there when the button was drawn: a
# scope chosen just before, on a busy machine, would else be the whole.
def _add() -> str:
    require(Act.ACCOUNTS)
    name = st.session_state["account-new"]
    return FIRST.format(name=name.strip(), first=kept.add(zx.settings(), name, by=signer()))


def _renew() -> str:
    require(Act.ACCOUNTS)
    name = st.session_state["account-name"]
    return FIRST.format(name=name, first=kept.renew_password(zx.settings(), name, by=signer()))


def _turn(label: str, act: Callable[..., None]) -> str:
    require(Act.ACCOUNTS)
    name = st.session_state["account-name"]
    act(zx.settings(), name, by=signer())
    return f"“{name}”已{label}。"


def _grant() -> str:
    require(Act.RIGHTS)
    name, role, regions, personal = (
        st.session_state[f"grant-{given}"] for given in ("name", "role", "regions", "personal")
    )
    kept.grant(zx.settings(), name, Role(role), regions, personal=personal, by=signer())
    return f"“{name}”：{kept.account(zx.settings(), name).rights_in(_scopes())}。"


def _scopes() -> Mapping[str, str]:
    """What a scope can be, by code; nothing where there is no snapshot yet."""
    try:
        return zx.scopes(ask.opened(), zx.settings().day())
    except CockpitError:
        return {}
