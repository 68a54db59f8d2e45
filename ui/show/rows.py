"""The panel behind a number: what it means, and its rows — searched, sorted, taken along."""

from collections.abc import Iterator
from dataclasses import replace

import streamlit as st

import zxdata as zx
from ui import ask, widgets
from ui.markup import fill, join
from ui.show.correction import correction, may_correct
from ui.show.downloads import save
from ui.show.states import guarded
from ui.show.table import data_table, matching
from zxdata.dimensions import DIMENSIONS
from zxdata.figures import Table, View

SHOWN = 500
MEANING = '<div class="meaning"><h3>$name<b>$value</b>$unit</h3><dl>$parts</dl></div>'
PART = "<div><dt>$word</dt><dd>$text</dd></div>"


def rows_panel(view: View) -> None:
    """Where the address names a number (``rows``): its panel; searching and sorting are in the address too."""
    metric = st.query_params.get("rows", "")
    if not metric:
        return
    with st.container(key="rows-panel", gap="xsmall"), guarded(f"rows of {metric}"):
        try:
            found = ask.drill_through(metric, view)
            st.html(_meaning(found, _narrowed(view)))
            _tools(view, found, metric)
            shown, count_in_words = _shown(found.rows)
            data_table(
                replace(shown, aid=count_in_words, note=""),
                title=f"{found.indicator.name}：{found.agreement}",
                key="rows-table",
                on_row=(lambda _: None) if found.dataset and may_correct() else None,
            )
            if number := _chosen(found, shown):
                correction(found.dataset, number, "row")
        finally:
            widgets.button(
                "收起明细",
                key="rows-close",
                type="tertiary",
                on_click=ask.change,
                kwargs=dict.fromkeys(("rows", "within", "find", "sort")),
            )


def _chosen(found: zx.DrillThrough, shown: Table) -> str:
    """The number of the case whose row is chosen; empty where none is, or it is of no dataset."""
    rows = st.session_state.get("rows-table", {}).get("selection", {}).get("rows", ())
    if not (found.dataset and rows and rows[0] < len(shown.frame)):
        return ""
    return str(shown.frame[found.number].iloc[rows[0]])


def _narrowed(view: View) -> list[tuple[str, str]]:
    """What a click restricted the rows to beyond the page's filters, as (word, text) pairs."""
    page = dict(view.question.filters.where)
    return [
        (DIMENSIONS[d].name if d in DIMENSIONS else d, "、".join(map(view.palette.sign, values)))
        for d, values in ask.listed(view).where
        if page.get(d) != values
    ]


def _meaning(found: zx.DrillThrough, narrowed: list[tuple[str, str]]) -> str:
    parts = join([fill(PART, word=word, text=text) for word, text in (*found.meaning, *narrowed)])
    return fill(MEANING, name=found.indicator.name, value=found.indicator.value, unit=found.indicator.unit, parts=parts)


def _tools(view: View, found: zx.DrillThrough, metric: str) -> None:
    with st.container(horizontal=True, key="rows-tools", vertical_alignment="center", gap="small"):
        st.session_state["find"] = st.query_params.get("find", "")
        widgets.text_input(
            "在明细中查找",
            key="find",
            placeholder="在明细中查找编号或字词",
            label_visibility="collapsed",
            width=300,
            on_change=_write,
            args=("find",),
        )
        orders = {"": "默认顺序", **dict(_orders(found.rows))}
        st.session_state["sort"] = st.query_params.get("sort", "") if st.query_params.get("sort") in orders else ""
        widgets.selectbox(
            "排序",
            list(orders),
            key="sort",
            format_func=lambda key: orders.get(key, key),
            width=190,
            label_visibility="collapsed",
            on_change=_write,
            args=("sort",),
        )
        subject = view.subject if view.subject in zx.SUBJECTS else zx.METRICS[metric].subject
        others = {key: of.name for key, of in zx.METRICS.items() if of.subject == subject}
        st.session_state["rows"] = metric
        widgets.selectbox(
            "另看一个数",
            list(others),
            key="rows",
            format_func=lambda key: others.get(key, key),
            width=220,
            label_visibility="collapsed",
            on_change=_write,
            args=("rows",),
        )
        st.space("stretch")
        save(lambda: _whole(view, metric), "下载全部", "save-rows")


def _write(name: str) -> None:
    """A callback. Another number is shown under the page's filters alone: it may not know what the last was cut by."""
    ask.change(**{name: st.session_state[name] or None}, **({"within": None} if name == "rows" else {}))


def _orders(rows: Table) -> Iterator[tuple[str, str]]:
    for column in rows.columns:
        yield column.name, f"{column.header} ↑"
        yield f"-{column.name}", f"{column.header} ↓"


def _shown(rows: Table) -> tuple[Table, str]:
    """The rows that hold every word searched for, in the order asked for, at most ``SHOWN``; and that in words."""
    frame = rows.frame
    if words := st.query_params.get("find", "").split():
        frame = matching(frame, words)
    order = st.query_params.get("sort", "")
    if order.removeprefix("-") in frame:
        frame = frame.sort_values(order.removeprefix("-"), ascending=not order.startswith("-"), kind="stable")
    count_in_words = f"找到 {len(frame):,} 行" if words else f"{len(frame):,} 行"
    count_in_words += f"，先列 {SHOWN} 行" if len(frame) > SHOWN else ""
    return replace(
        rows,
        frame=frame.head(SHOWN).reset_index(drop=True),
        empty="明细中没有含这些字词的行。" if words else "所选条件下没有这样的行。",
    ), count_in_words


def _whole(view: View, metric: str) -> View:
    """The rows without limit, as a view of their own to export."""
    table = ask.whole_rows(metric, view)
    return replace(view, title=table.title, headline="", indicators=(), figures=(), table=table)
