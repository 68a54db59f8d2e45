"""The page of the three offices, which see no rows of cases: accounts (系统管理), rights (安全管理), the log (审计)."""

import io
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pandas as pd
import streamlit as st

import zxdata as zx
from ui import widgets
from ui.acting import record_act, require, signer
from ui.markup import Markup
from ui.show.heading import heading
from ui.show.states import guarded, notices
from zxdata.access import Act, Reader, Role
from zxdata.access import accounts as kept
from zxdata.access.acts_log import RESULTS, entries, verify
from zxdata.access.chain import Entry
from zxdata.errors import CockpitError

BROKEN = Markup("<b>这一页没有显示出来。</b>账号和日志没有改动。<br>请把编号告诉维护人员：")
FIRST = "“{name}”的首次口令：{first}　只显示这一次，本人首次登录时要改。"
LOG_DAYS = 30
COLUMNS = ("序号", "时间", "谁", "从哪里", "操作", "对象", "结果", "说明")


def office(who: Reader) -> None:
    """What the reader's office may do."""
    with st.container(key="office", gap="small"), guarded("office", BROKEN):
        if said := st.session_state.pop("office-said", ""):
            notices((said,))
        if who.may(Act.AUDIT):
            _log()
        if who.may(Act.ACCOUNTS):
            _accounts()
        if who.may(Act.RIGHTS):
            _rights()


def _log() -> None:
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
        found = verify(settings)
        notices(tuple(found[:8]) or ("日志完好：逐条相接，没有改动或缺失。",))
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


def _list() -> tuple[kept.Account, ...]:
    found = kept.accounts(zx.settings())
    rows = [
        (one.name, one.rights, "停用" if one.disabled_at else "可用", f"{one.made_at:%Y-%m-%d}", one.made_by)
        for one in found
    ]
    frame = pd.DataFrame(rows, columns=("账号", "授权", "状态", "开立", "开立人"))
    st.dataframe(frame, hide_index=True, width="stretch", key="accounts")
    return found


def _accounts() -> None:
    st.html(heading("账号", "开立、停用、重设口令；角色和区划由安全管理员授权"))
    names = [one.name for one in _list()]
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        new = widgets.text_input("新账号", key="account-new", placeholder="账号名", width=200)
        widgets.button("开立", key="account-add", on_click=_does, args=(partial(_add, new),), disabled=not new.strip())
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        name = widgets.selectbox("已有账号", names, key="account-name", width=200)
        acts = {"停用": kept.disable, "启用": kept.enable}
        for label, act in acts.items():
            does = partial(_did, partial(act, zx.settings(), name, by=signer()), f"“{name}”已{label}。")
            widgets.button(label, key=f"account-{label}", on_click=_does, args=(does,))
        widgets.button("重设口令", key="account-renew", on_click=_does, args=(partial(_renew, name),))


def _rights() -> None:
    st.html(heading("授权", "角色、数据范围、个人信息；改后本人的登录随即结束，不能给自己授权"))
    names = [one.name for one in _list()]
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        name = widgets.selectbox("账号", names, key="grant-name", width=200)
        labels = {role.value: role.label for role in Role}
        role = widgets.selectbox("角色", list(labels), format_func=labels.__getitem__, key="grant-role", width=140)
        regions = widgets.text_input(
            "区划代码", key="grant-regions", placeholder="几个之间用空格；不写为全部", width=280
        )
        personal = widgets.checkbox("可看个人信息", key="grant-personal")
        does = partial(_grant, name, Role(role), tuple(regions.replace("、", " ").split()), personal)
        widgets.button("授权", key="grant", type="primary", on_click=_does, args=(does,))


def _add(name: str) -> str:
    require(Act.ACCOUNTS)
    return FIRST.format(name=name.strip(), first=kept.add(zx.settings(), name, by=signer()))


def _renew(name: str) -> str:
    require(Act.ACCOUNTS)
    return FIRST.format(name=name, first=kept.renew_password(zx.settings(), name, by=signer()))


def _did(act: Callable[[], None], sentence: str) -> str:
    require(Act.ACCOUNTS)
    act()
    return sentence


def _grant(name: str, role: Role, regions: tuple[str, ...], personal: bool) -> str:
    require(Act.RIGHTS)
    kept.grant(zx.settings(), name, role, regions, personal=personal, by=signer())
    return f"“{name}”：{kept.account(zx.settings(), name).rights}。"


def _does(act: Callable[[], str]) -> None:
    """A callback: do it, and keep the sentence that says how it went."""
    try:
        st.session_state["office-said"] = act()
    except CockpitError as fault:
        st.session_state["office-said"] = fault.sentence
