"""数据归集: what is in the ledger, from where, since when."""

import pandas as pd
from sqlalchemy import false, select

from zxdata.datasets import BY_NAME
from zxdata.figures import Table, TableColumn, View
from zxdata.snapshot.facts import arrival
from zxdata.views.asking import Asking
from zxdata.views.frame import framed


def view(asking: Asking) -> View:
    arrived = arrivals(asking)
    return framed(asking, "data", "数据归集", _headline(arrived) if _sees_all(asking) else "", (), (arrived,), None)


def _sees_all(asking: Asking) -> bool:
    """How many rows the ledger has tells of everyone's."""
    return asking.reading.scope.everything


def _headline(arrived: Table) -> str:
    rows, misread = (int(arrived.frame[name].sum()) for name in ("row_count", "misread"))
    return f"台账共 {rows:,} 行，" + (f"其中 {misread:,} 行有读不懂的单元格。" if misread else "没有读不懂的单元格。")


def arrivals(asking: Asking) -> Table:
    """What is in the ledger, from where, and when it last changed."""
    a = arrival.c
    asked = select(a.dataset, a.source, a.row_count, a.changed_at, a.misread)
    frame = asking.reading.frame(asked if _sees_all(asking) else asked.where(false()))
    order = {name: n for n, name in enumerate(BY_NAME)}
    frame = frame.sort_values(["dataset", "row_count"], key=lambda s: s.map(order) if s.name == "dataset" else -s)
    frame["title"] = frame["dataset"].map(lambda name: BY_NAME[name].title)
    frame["changed_at"] = pd.to_datetime(frame["changed_at"]).dt.strftime("%Y-%m-%d %H:%M")
    columns = (
        TableColumn("title", "数据集"),
        TableColumn("source", "来源"),
        TableColumn("row_count", "行数", "integer"),
        TableColumn("changed_at", "最近变动"),
        TableColumn("misread", "有读不懂单元格的行", "integer"),
    )
    missing = [d.title for d in BY_NAME.values() if d.name not in set(frame["dataset"])]
    note = f"还没有数据：{'、'.join(missing)}" if missing else "全部数据集都有数据"
    if not _sees_all(asking):
        note = ""
    return Table(
        key="arrivals",
        title="数据到位情况",
        aid="行",
        note=note,
        columns=columns,
        frame=frame[[c.name for c in columns]].reset_index(drop=True),
        empty="台账还是空的。"
        if _sees_all(asking)
        else "各数据集到了多少行，只告诉看得到全部区划的人；本区划交了哪些期，见“填报”。",
    )
