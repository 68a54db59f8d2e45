"""Stations and townships of the region on the ground: kind, state, reach; density where there are thousands."""

import pandas as pd

from zxdata import words
from zxdata.figures import PointMap, Table, TableColumn, View
from zxdata.metrics.coverage.places import count_placed, density, stations_placed
from zxdata.metrics.coverage.places import towns as towns_of
from zxdata.regions import LADDER
from zxdata.views.asking import Asking
from zxdata.views.coverage.point_maps import MODES, estimate, mode, point_map, towns
from zxdata.views.frame import framed

STATES = {"active": "活跃", "asleep": "休眠", "closed": "停用"}
KINDS = 5
CELLS_ACROSS = 90


def view(asking: Asking) -> View:
    by, notices = mode(asking)
    placed, hidden = count_placed(asking.reading, asking.filters, asking.rules)
    shown = _map(asking, by, placed, hidden)
    missing = to_place(asking)
    return framed(asking, "coverage.points", "阵地分布", shown.title, (), (shown, missing), None, notices)


def _map(asking: Asking, by: str, placed: int, hidden: int) -> PointMap:
    crowded = placed > asking.rules.coverage.heat_above
    every = stations_placed(asking.reading, asking.filters, asking.rules) if not crowded else pd.DataFrame()
    ground = towns(asking, asking.filters)
    note = (
        [estimate(asking, by)]
        if not crowded
        else [f"阵地多于 {asking.rules.coverage.heat_above:,} 个，画疏密；选区县看每一个"]
    )
    if hidden:
        note.append(f"另有 {hidden:,} 个阵地没有坐标，未上图")
    if crowded:
        return point_map(
            asking,
            key="points",
            title="阵地疏密",
            aid="开放阵地，越亮越密",
            note="　".join(note),
            density=density(asking.reading, asking.filters, asking.rules, _cell(ground)),
        )
    kinds = tuple(every.loc[every["state"] != "closed", "kind"].value_counts().index[:KINDS])
    return point_map(
        asking,
        key="points",
        title="阵地分布",
        metric="coverage.stations",
        aid=f"圆圈为活跃阵地的 15 分钟{MODES[by]}圈，点阵地看卡片",
        note="　".join(note),
        frame=every.assign(about=_about(every)),
        kinds=kinds,
        towns=ground[ground["lon"].notna()],
        circles=every.loc[every["state"] == "active", ["lon", "lat"]],
        selected=asking.option("station"),
        radius_km=asking.rules.coverage.reach.radius_km(by),
        empty="所选条件下没有可以上图的阵地。",
    )


def _cell(ground: pd.DataFrame) -> float:
    """Degrees of a cell: the townships' extent in ``CELLS_ACROSS`` parts."""
    spans = [float(ground[axis].max() - ground[axis].min()) for axis in ("lon", "lat") if ground[axis].notna().any()]
    return max(max(spans, default=1.0) / CELLS_ACROSS, 0.001)


def _about(every: pd.DataFrame) -> list[str]:
    """What the pointer says: name, kind and tier, state with its day, who stays."""
    return [
        "\n".join(
            (
                str(row.name),
                "　".join(w for w in (row.kind, row.tier, row.channel) if isinstance(w, str) and w),
                state_in_words(row.state, row.last_on, row.closed_on),
                f"入驻委员 {row.staff} 人",
            )
        )
        for row in every.rename_axis(None).itertuples(index=False)
    ]


def state_in_words(state: str, last_on: object, closed_on: object) -> str:
    """``活跃，最近活动 2025年9月3日``"""
    if state == "closed":
        return f"停用，{_day(closed_on)}"
    return f"{STATES[state]}，最近活动 {_day(last_on)}" if not pd.isna(last_on) else f"{STATES[state]}，没有活动记录"  # type: ignore[call-overload]


def _day(day: object) -> str:
    return words.day(pd.Timestamp(day).date())  # type: ignore[arg-type]


def to_place(asking: Asking) -> Table:
    """Townships without a point: listed and counted, never put anywhere."""
    frame = towns_of(asking.reading, asking.filters, asking.rules)
    frame = frame[frame["lon"].isna()].rename(columns={"no": "code"})
    regions = asking.reading.version.regions
    above = [next((s.name for s in regions.path(c, asking.day) if s.level == LADDER[2]), "") for c in frame["code"]]
    return Table(
        key="unplaced",
        title="位置待校准",
        aid=f"{len(frame):,} 个镇街没有坐标，不上图、不参与距离计算",
        note="在“行政区划”模板里补经度、纬度后自动上图",
        empty="所选条件下每个镇街都有坐标。",
        frame=frame.assign(district=above),
        metric="coverage.townships_unplaced",
        columns=(
            TableColumn("district", "区县"),
            TableColumn("name", "乡镇街道"),
            TableColumn("code", "代码"),
            TableColumn("stations", "开放阵地", "integer"),
        ),
    )
