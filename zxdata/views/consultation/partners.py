"""跨区域: who consults with whom."""

from collections import Counter
from dataclasses import replace

import pandas as pd

from zxdata.figures import Figure, Matrix, Table, TableColumn, View
from zxdata.filters import Filters
from zxdata.metrics import metric
from zxdata.metrics.consultation.partners import cross_meetings, partners
from zxdata.metrics.listing import listing
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

INDICATORS = (
    "consultation.meetings",
    "consultation.cross_region",
    "consultation.single_region",
    "consultation.with_outside",
    "consultation.minutes_rate",
    "consultation.partner_reply_rate",
)
MOST = 20
LISTED = 200


def view(asking: Asking) -> View:
    # A partner has no platform of its own: filters that only meetings know are let go for both rates.
    indicators = asking.indicators(INDICATORS[:4], {"consultation.cross_region": "合计计一场，各区县各计一场"})
    told = replace(asking, filters=_of_partners(asking)).indicators(INDICATORS[4:])
    pairs = partners(asking.reading, asking.filters, asking.rules)
    figures: tuple[Figure, ...] = (matrix(asking), counted(asking), listed(asking), assisting(asking))
    headline = f"跨区域协商 {indicators[1].value} 场"
    if len(pairs):
        greatest = max(pair.meetings for pair in pairs)
        most = [pair for pair in pairs if pair.meetings == greatest]
        host, guest = map(asking.reading.version.regions.short_name, (most[0].host, most[0].guest))
        which = f"有 {len(most)} 对，如" if len(most) > 1 else "是"
        headline += f"，最多的{which}{host}牵头、{guest}协作（{greatest} 场）"
    return framed(
        asking, "consultation.partners", "协商活动·跨区域", headline + "。", (*indicators, *told), figures, None
    )


def matrix(asking: Asking) -> Matrix:
    """The districts with most of it, in official order; those left out are counted in the note."""
    regions, pairs = asking.reading.version.regions, partners(asking.reading, asking.siblings, asking.rules)
    busy: Counter[str] = Counter()
    for pair in pairs:
        busy.update({pair.host: pair.meetings, pair.guest: pair.meetings})
    busiest = set(sorted(busy, key=lambda code: (-busy[code], code))[:MOST])
    order = [code for code in regions.position if code in busiest]
    names = {code: regions.short_name(code) for code in order}
    counted = {(host, guest): n for host, guest, n in pairs if {host, guest} <= busiest}
    cells = [
        (names[h], names[g], float(counted.get((h, g), 0)), str(counted.get((h, g), "")), False)
        for h in order
        for g in order
    ]
    left = sum(pair.meetings for pair in pairs) - sum(counted.values())
    note = "三地协商在牵头一行占两格，各格相加不等于场数；同一区县之内的协作不在图中"
    return Matrix(
        key="matrix",
        title="谁和谁协商",
        kind="牵头区县",
        unit="场",
        aid="行为牵头、列为协作",
        value_format="integer",
        rows=tuple(names.values()),
        columns=tuple(names.values()),
        metric="consultation.cross_region",
        row_dimension="district",
        selected=tuple(filter(None, [names.get(asking.district)])),
        note=note + (f"；只画最多的 {MOST} 个区县，另有 {left} 场次未画" if left else ""),
        frame=pd.DataFrame(cells, columns=["row", "column", "value", "text", "outside"]),
        empty="所选条件下没有跨区县的协商。",
    )


def counted(asking: Asking) -> Table:
    """Each district's own view: all its meetings, and how many of them are shared."""
    keys = ["consultation.meetings", "consultation.cross_region", "consultation.single_region"]
    frame = asking.answer(keys, by=("district",), filters=asking.siblings).frame
    whole = asking.answer(keys, filters=asking.siblings)
    frame = frame[frame[keys[1]] > 0].sort_values(keys[1], ascending=False, kind="stable").reset_index(drop=True)
    added, once = int(frame[keys[1]].sum()), int(whole.value(keys[1]) or 0)
    columns = (
        TableColumn("district", "区县"),
        TableColumn(keys[1], "跨区域", "integer"),
        TableColumn(keys[2], "单一区划", "integer"),
        TableColumn(keys[0], "合计", "integer"),
    )
    return Table(
        key="counted",
        title="各区县的跨区域协商",
        aid=f"各区县相加 {added} 场，合计只计 {once} 场",
        columns=columns,
        frame=frame[[c.name for c in columns]],
        empty="所选条件下没有跨区域的协商。",
    )


def listed(asking: Asking) -> Table:
    frame = cross_meetings(asking.reading, asking.filters, asking.rules, LISTED).frame
    columns = (
        TableColumn("held_on", "日期", "date"),
        TableColumn("title", "题目"),
        TableColumn("host", "牵头"),
        TableColumn("guests", "协作"),
        TableColumn("platform", "平台"),
        TableColumn("no", "协商编号"),
    )
    return Table(
        key="listed",
        title="跨区域协商",
        aid=f"最近 {LISTED} 场，新的在前",
        frame=frame[[c.name for c in columns]],
        columns=columns,
        opens="meeting",
        metric="consultation.cross_region",
        empty="所选条件下没有跨区域的协商。",
    )


def _of_partners(asking: Asking) -> Filters:
    return asking.beside("platform", "form", "channel", "category")


def assisting(asking: Asking) -> Table:
    """Every body that joined, those from outside the home division too: its desk, its minutes, its reply."""
    frame = listing(asking.reading, metric("consultation.partners"), _of_partners(asking), asking.rules, LISTED).frame
    columns = (
        TableColumn("title", "协商"),
        TableColumn("name", "单位"),
        TableColumn("role", "角色"),
        TableColumn("desk", "归口"),
        TableColumn("minutes_on", "纪要", "date"),
        TableColumn("replied_on", "答复", "date"),
        TableColumn("no", "协商编号"),
    )
    return Table(
        key="assisting",
        title="双方归口、纪要、答复",
        aid=f"最近 {LISTED} 家次，新的在前",
        note="空的为截至日还没有",
        frame=frame[[c.name for c in columns]],
        columns=columns,
        metric="consultation.partners",
        empty="所选条件下没有协同单位。",
    )
