"""The rules in force, and changing them: checked, tried on today's ledger, kept; what was before stays."""

from functools import partial

import pandas as pd
import streamlit as st

import zxdata as zx
from ui import widgets
from ui.acting import require, signer, whence
from ui.show.heading import heading
from ui.show.office.history import history
from ui.show.office.outcome import doing
from ui.show.states import notices, refused
from ui.show.working import working
from zxdata.access import Act
from zxdata.errors import CockpitError

HIGH = 240
KEPT = "规则已保存，改 {changed} 条；各页随下一版数据快照换成新规则，原来的在历史里。"
NEITHER = "不影响三色和积分"


def rules() -> None:
    found = zx.rules_file(zx.settings())
    st.html(heading(f"规则文件 {found.path.name}", "期限、三色、积分和公布都按它；改后先试算，再保存"))
    if found.obstacle:
        notices((found.obstacle,))
    text = _edited(found.text)
    tried = _tried(text)
    if tried:
        _effect(tried)
        act = partial(doing, partial(_keep, text, found.text))
        widgets.button(
            "保存这些规则",
            key="rules-keep",
            type="primary",
            on_click=act,
            disabled=bool(found.obstacle) or text == found.text,
        )
    earlier = history(zx.rules_history(zx.settings()), "rules", "还没有在这里改过")
    if earlier and earlier.text != text:
        widgets.button("取回这一次来改", key="rules-back", on_click=partial(_lay, earlier.text))


def _edited(text: str) -> str:
    """The text as it stands in the box; a file that is given takes its place."""
    given = widgets.file_uploader("选一份改好的规则文件", type=["toml"], key="rules-file", label_visibility="collapsed")
    if given and st.session_state.get("rules-given") != given.file_id:
        st.session_state["rules-given"] = given.file_id
        try:
            _lay(given.getvalue().decode("utf-8-sig"))
        except UnicodeDecodeError:
            refused(f"“{given.name}”不是 UTF-8 的文本；请另存为 UTF-8 再选。")
    st.session_state.setdefault("rules-text", text)
    written = widgets.text_area("规则", key="rules-text", height=HIGH, label_visibility="collapsed")
    return str(written)


def _lay(text: str) -> None:
    st.session_state["rules-text"] = text
    st.session_state.pop("rules-tried", None)


def _tried(text: str) -> zx.RulesPreview | None:
    """What the text would do, once it is asked for; asked again for another text."""
    if widgets.button("检查并试算", key="rules-try"):
        require(Act.RULES)
        st.session_state.pop("rules-tried", None)
        try:
            with working("正在按改后的规则重判", "rules") as progress:
                st.session_state["rules-tried"] = (text, zx.preview_rules(zx.settings(), text, progress))
        except CockpitError as fault:
            for sentence in fault.sentence.split("\n"):
                refused(sentence)
    of, found = st.session_state.get("rules-tried", ("", None))
    return found if of == text else None


def _effect(tried: zx.RulesPreview) -> None:
    if not tried.changes:
        notices(("规则没有改动，只是写法不同。",))
        return
    whole = zx.effect_in_words(tried.whole, tried.palette) or NEITHER
    st.html(heading(f"改 {len(tried.changes)} 条规则，今天会怎样", f"合计：{whole}"))
    rows = [
        (c.where, c.before, c.after, c.untried or (_in_words(c.effect, tried) if c.effect else NEITHER))
        for c in tried.changes
    ]
    frame = pd.DataFrame(rows, columns=("规则", "现在", "改后", "今天会怎样"))
    st.dataframe(frame, hide_index=True, width="stretch", key="rules-effect")
    notices(tried.doubts)


def _in_words(effect: zx.Effect, tried: zx.RulesPreview) -> str:
    return zx.effect_in_words(effect, tried.palette)


def _keep(text: str, instead_of: str) -> str:
    require(Act.RULES)
    changed = zx.keep_rules(zx.settings(), text, instead_of=instead_of, by=signer(), address=whence())
    st.session_state.pop("rules-text", None)
    return KEPT.format(changed=changed)
