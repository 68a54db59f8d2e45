"""What was imported, and taking it back: the list, what one import changed, and a withdrawal confirmed."""

import streamlit as st

import zxdata as zx
from ui import ask, widgets
from ui.acting import acting, may, signer
from ui.markup import Markup, fill
from ui.show.states import guarded, notices
from ui.show.table import data_table
from zxdata.access import Act
from zxdata.figures import Table

BROKEN = Markup("<b>导入记录没有显示出来。</b>台账没有改动。<br>请把编号告诉管理员：")
STAYED_SHOWN = 8
RECEIPT = '<p class="receipt">$summary</p>'


def imports() -> None:
    """Every import; the one that the address names is open beneath."""
    if zx.settings().read_only:
        return
    with st.container(key="imports", gap="small"), guarded("imports", BROKEN):
        _withdrawn()
        table = zx.imports_table(zx.settings())
        data_table(table, key="imports-table", most_rows=8, on_row=lambda key: _open(table, key))
        number = st.query_params.get("import", "")
        if number:
            _one(table, number)


def _open(table: Table, key: str) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    ask.change(**{"import": str(table.frame["code"].iloc[rows[0]]) if rows else None})


def _one(table: Table, number: str) -> None:
    found = table.frame[table.frame["code"] == number]
    if found.empty:
        notices((f"没有第 {number} 次导入。",))
        return
    with st.container(key="import-open", gap="small"):
        data_table(zx.import_changes(int(number), zx.settings()), key=f"import-{number}", most_rows=10)
        with st.container(horizontal=True, gap="small"):
            if found["state"].iloc[0] == "有效" and may(Act.WITHDRAW):
                widgets.button("撤回这次导入", on_click=_ask, args=(number,), key="withdraw")
            widgets.button("收起", on_click=ask.change, kwargs={"import": None}, type="tertiary", key="import-close")
        if st.session_state.get("withdrawing") == number:
            _confirm(int(number))


def _ask(number: str | None) -> None:
    st.session_state["withdrawing"] = number


def _confirm(number: int) -> None:
    """What a withdrawal would do, and the button that does it."""
    _told(zx.withdraw_import(number, zx.settings(), by=_by(), dry_run=True))
    with st.container(horizontal=True, gap="small"):
        widgets.button("确认撤回", type="primary", on_click=_withdraw, args=(number,), key="withdraw-confirm")
        widgets.button("不撤回", on_click=_ask, args=(None,), key="withdraw-not")


def _withdraw(number: int) -> None:
    with guarded(f"withdrawal of {number}", BROKEN), acting(Act.WITHDRAW, f"第 {number} 次导入") as words:
        withdrawn = st.session_state["withdrawn"] = zx.withdraw_import(number, zx.settings(), by=_by(), dry_run=False)
        words.append(withdrawn.summary)
    _ask(None)


def _withdrawn() -> None:
    """What became of the last confirmation."""
    done: zx.Withdrawal | None = st.session_state.pop("withdrawn", None)
    if done:
        _told(done)


def _told(done: zx.Withdrawal) -> None:
    st.html(fill(RECEIPT, summary=done.summary))
    rest = len(done.stayed) - STAYED_SHOWN
    notices(
        (
            *(f"{zx.BY_NAME[row.dataset].title} {row.row} 保留：{row.reason}。" for row in done.stayed[:STAYED_SHOWN]),
            *((f"另有 {rest:,} 行保留，列在这次导入的内容里。",) if rest > 0 else ()),
        )
    )


def _by() -> str:
    return signer() or str(st.session_state.get("imported-by", "")).strip()
