"""数据归集: is the data in, whole, fresh and free of contradictions; and what was published beside the ledger."""

import pandas as pd
from sqlalchemy import false, select

from zxdata.datasets import BY_NAME
from zxdata.figures import Figure, Table, TableColumn, View
from zxdata.metrics.completeness import completeness
from zxdata.quality import check
from zxdata.reported import DIFFERS, ELSEWHERE, compare
from zxdata.snapshot.facts import arrival
from zxdata.views.asking import Asking
from zxdata.views.frame import framed


def view(asking: Asking) -> View:
    arrived = arrivals(asking)
    figures: tuple[Figure, ...] = (arrived, by_district(asking), published(asking), doubts(asking))
    return framed(asking, "data", "数据归集", _headline(arrived) if _sees_all(asking) else "", (), figures, None)


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
        else "各数据集到了多少行，只告诉看得到全部区划的人；各区县的见下表。",
    )


def by_district(asking: Asking) -> Table:
    frame = completeness(asking.reading, asking.filters, asking.rules)
    columns = (
        TableColumn("name", "区县"),
        TableColumn("阵地.rows", "阵地", "integer"),
        TableColumn("阵地.filled", "有位置", "percent"),
        TableColumn("阵地活动.latest", "最近活动", "date"),
        TableColumn("提案.rows", "提案", "integer"),
        TableColumn("提案.filled", "有类别", "percent"),
        TableColumn("监督事项.rows", "监督", "integer"),
        TableColumn("监督事项.filled", "有期限", "percent"),
        TableColumn("协商活动.rows", "协商", "integer"),
        TableColumn("协商活动.latest", "最近协商", "date"),
    )
    return Table(
        key="completeness",
        title="各区县完整与新鲜程度",
        aid="行；填写率 %",
        columns=columns,
        note="没有记录的格为 —；跨区域协商在各区县各计一场",
        frame=frame[["code", *(c.name for c in columns)]],
    )


def published(asking: Asking, subject: str = "") -> Table:
    """通报数 beside 台账数, never merged: a difference is shown, not mended. ``subject``: as for ``compare``."""
    frame = compare(asking.reading, asking.siblings, asking.rules, subject)
    if asking.district:
        frame = frame[frame["region_code"] == asking.district].reset_index(drop=True)
    frame["said"] = [
        f"{value}{qualifier or ''} {unit or ''}".strip()
        for value, qualifier, unit in zip(frame["value"], frame["qualifier"], frame["unit"], strict=True)
    ]
    columns = (
        TableColumn("region", "区划"),
        TableColumn("body", "机构"),
        TableColumn("indicator", "通报指标"),
        TableColumn("said", "通报数"),
        TableColumn("metric_name", "台账指标"),
        TableColumn("ledger", "台账数", "decimal"),
        TableColumn("difference", "相差", "decimal"),
        TableColumn("verdict", "判定"),
        TableColumn("period", "期间"),
        TableColumn("cited_from", "出处"),
    )
    differs, elsewhere = ((frame["verdict"] == v).sum() for v in (DIFFERS, ELSEWHERE))
    return Table(
        key="reported",
        title="通报数与台账数",
        aid=f"{len(frame)} 项，{differs} 项有差，市外参照 {elsewhere} 项",
        note="余、近、多等限定词照原文保留，按其可容的范围比较；未对应的没有同口径的台账指标",
        columns=columns,
        frame=frame[[c.name for c in columns]],
        empty="没有通报数据。",
    )


def doubts(asking: Asking) -> Table:
    """What ``zxdata.quality`` finds missing, contradictory or stale; a finding states, it never repairs."""
    found = check(asking.reading, asking.filters, asking.rules)
    titles = {name: dataset.title for name, dataset in BY_NAME.items()}
    columns = (
        TableColumn("dataset", "数据集"),
        TableColumn("sentence", "疑点"),
        TableColumn("rows", "涉及行数", "integer"),
        TableColumn("examples", "举例"),
    )
    rows = [(titles.get(each.dataset, ""), each.sentence, each.count, "、".join(each.examples)) for each in found]
    return Table(
        key="findings",
        title="数据疑点",
        unit=f"{len(rows)} 项，行",
        note="只指出，不改动台账",
        columns=columns,
        frame=pd.DataFrame(rows, columns=[column.name for column in columns]),
        empty="没有发现缺漏、矛盾和过时。",
    )
