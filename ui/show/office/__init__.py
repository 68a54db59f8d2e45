"""The page of the three offices, which see no rows of cases: what the installation goes by (系统管理), rights (安全管理), the
log of acts (审计)."""

import streamlit as st

from ui import widgets
from ui.markup import Markup
from ui.show.office.accounts import accounts, rights
from ui.show.office.log import log
from ui.show.office.mappings import mappings
from ui.show.office.outcome import outcome
from ui.show.office.rules import rules
from ui.show.states import guarded
from zxdata.access import Act, Reader

BROKEN = Markup("<b>这一页没有显示出来。</b>账号、规则、对照和日志没有改动。<br>请把编号告诉维护人员：")
PARTS = {
    "accounts": (Act.ACCOUNTS, "账号", accounts),
    "rules": (Act.RULES, "规则", rules),
    "mappings": (Act.MAPPINGS, "对照", mappings),
    "rights": (Act.RIGHTS, "授权", rights),
    "log": (Act.AUDIT, "操作日志", log),
}


def office(who: Reader) -> None:
    """What the reader's office may do, a part at a time."""
    own = {key: label for key, (act, label, _) in PARTS.items() if who.may(act)}
    with st.container(key="office", gap="small"):
        outcome()
        part = next(iter(own))
        if len(own) > 1:
            chosen = widgets.segmented_control(
                "设置",
                list(own),
                format_func=own.__getitem__,
                default=part,
                key="office-part",
                label_visibility="collapsed",
            )
            part = chosen or part
        with guarded(f"office {part}", BROKEN):
            PARTS[part][2]()
