"""联系关系: who is kept in touch with, by kind and by group, and everyone whom a kind should reach and does not."""

import pandas as pd

from zxdata.dimensions import DIMENSIONS
from zxdata.figures import Bars, Table, TableColumn, View
from zxdata.metrics.duty.relations import Gap, LinkCoverage, link_gaps
from zxdata.records import Records
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

INDICATORS = ("duty.relations", "duty.linked_members", "duty.linked_rate")
KEYS = ("duty.members", "duty.linked_members", "duty.linked_rate")


def view(asking: Asking) -> View:
    covered, gaps = link_gaps(asking.reading, asking.filters, asking.rules)
    cards = asking.indicators(INDICATORS)
    figures = (kinds(asking), coverage(covered), by(asking, "post"), by(asking, "sector"), missing(gaps))
    headline = "；".join(f"{c.kind}覆盖 {c.linked:,} / {c.due:,}（{c.whom}）" for c in covered)
    return framed(asking, "members.relations", "联系关系", f"{headline}。" if headline else "", cards, figures, None)


def kinds(asking: Asking) -> Bars:
    frame = asking.answer(["duty.relations"], by=("kind",)).frame
    frame = frame[frame["duty.relations"] > 0].sort_values("duty.relations", ascending=False, kind="stable")
    return Bars(
        key="kinds",
        title="联系关系按类型",
        unit="对",
        value_format="integer",
        metric="duty.relations",
        dimension="kind",
        frame=pd.DataFrame(
            {"name": frame["kind"], "value": frame["duty.relations"].astype(float), "base": ""}
        ).reset_index(drop=True),
        empty="没有有效的联系关系。",
    )


def coverage(covered: Records[LinkCoverage]) -> Table:
    """What the rules ask each kind to reach, and how much of it is reached."""
    frame = covered.frame.assign(rate=lambda t: t["linked"] / t["due"].where(t["due"] > 0))
    columns = (
        TableColumn("kind", "类型"),
        TableColumn("whom", "应联系"),
        TableColumn("linked", "已联系", "integer"),
        TableColumn("due", "应有", "integer"),
        TableColumn("rate", "覆盖率", "percent"),
    )
    return Table(
        key="coverage",
        title="应当覆盖的",
        aid="规则文件里写明应当覆盖谁的联系",
        frame=frame[[c.name for c in columns]],
        columns=columns,
        empty="规则文件还没有写明哪一类联系应当覆盖谁；写明后显示。",
    )


def by(asking: Asking, dimension: str) -> Table:
    frame = asking.answer(KEYS, by=(dimension,), filters=asking.beside(dimension)).frame
    columns = (
        TableColumn(dimension, DIMENSIONS[dimension].name),
        TableColumn(KEYS[0], "在任委员", "integer"),
        TableColumn(KEYS[1], "有人联系", "integer"),
        TableColumn(KEYS[2], "联系覆盖率", "percent"),
    )
    return Table(
        key=dimension,
        title=f"各{DIMENSIONS[dimension].name}有人联系的",
        aid="人",
        frame=frame[frame[KEYS[0]] > 0][[c.name for c in columns]].reset_index(drop=True),
        columns=columns,
    )


def missing(gaps: Records[Gap]) -> Table:
    columns = (
        TableColumn("kind", "缺的联系"),
        TableColumn("name", "名称"),
        TableColumn("region", "区划"),
        TableColumn("no", "编号"),
    )
    return Table(
        key="missing",
        title="还没有覆盖到的",
        aid=f"{len(gaps):,} 个",
        frame=gaps.frame[[c.name for c in columns]],
        columns=columns,
        empty="应当联系的都已有人联系。",
    )
