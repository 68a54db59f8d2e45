"""The mappings (对照) that are kept: what each does, whose it is; renamed, dropped, and what they were."""

from functools import partial

import pandas as pd
import streamlit as st

import zxdata as zx
from ui import widgets
from ui.acting import require, signer, whence
from ui.markup import fill
from ui.show.confirming import confirmed
from ui.show.heading import heading
from ui.show.office.history import history
from ui.show.office.outcome import doing
from zxdata.access import Act


def mappings() -> None:
    kept, zone = zx.kept_mappings(zx.settings()), zx.settings().zone
    said = (
        "表头相符的台账按它读；在数据归集页导入时保存" if kept else "还没有保存过；在数据归集页导入本单位的台账时保存"
    )
    st.html(heading("对照", said))
    if kept:
        rows = [
            (
                each.mapping.name,
                zx.mapping_in_words(each.mapping),
                each.saved_by or "—",
                f"{each.saved_at.astimezone(zone):%Y-%m-%d %H:%M}",
            )
            for each in kept
        ]
        frame = pd.DataFrame(rows, columns=("名字", "做什么", "保存人", "保存于"))
        st.dataframe(frame, hide_index=True, width="stretch", key="mappings")
        _change({each.mapping.name: zx.mapping_in_words(each.mapping) for each in kept})
    history(zx.mappings_history(zx.settings()), "mappings", "还没有改过")


def _change(does: dict[str, str]) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        name = widgets.selectbox("选一个对照", list(does), key="mapping-name", width=240)
        new = widgets.text_input("新名字", key="mapping-new", placeholder="改成什么名字", width=240)
        renamed = partial(doing, partial(_rename, name, new))
        widgets.button("改名", key="mapping-rename", on_click=renamed, disabled=not new.strip())
        confirmed("删去", f"删去对照“{name}”", "mapping-drop", partial(doing, partial(_drop, name)))
    st.html(fill('<p class="receipt quiet">$text</p>', text=does[name]))


def _rename(name: str, new: str) -> str:
    require(Act.MAPPINGS, f"对照 {name}")
    return f"对照“{name}”已改名为“{zx.rename_mapping(zx.settings(), name, new, by=signer(), address=whence())}”。"


def _drop(name: str) -> str:
    require(Act.MAPPINGS, f"对照 {name}")
    zx.drop_mapping(zx.settings(), name, by=signer(), address=whence())
    return f"对照“{name}”已删去；凭它导入的不动，全文在历史里。"
