"""Stations and townships of the region on the ground: kind, state, reach; density where there are thousands."""

from collections import Counter

import pandas as pd

from zxdata import words
from zxdata.figures import PointMap, Table, TableColumn, View
from zxdata.metrics.coverage.places import (
    Station,
    Town,
    count_placed,
    density,
    district_name,
    stations_placed,
    towns,
)
from zxdata.records import Records
from zxdata.views.asking import Asking
from zxdata.views.coverage.point_maps import MODES, estimate, marked, mode, point_map
from zxdata.views.frame import framed

STATES = {"active": "活跃", "asleep": "休眠", "closed": "停用"}
KINDS = 5
CELLS_ACROSS = 90


def view(asking: Asking) -> View:
    by, notices = mode(asking)
    placed, hidden = count_placed(asking.reading, asking.filters, asking.rules)
    known = towns(asking.reading, asking.filters, asking.rules)
    shown, missing = _map(asking, by, placed, hidden, known), to_place(asking, known)
    return framed(asking, "coverage.points", "阵地分布", shown.title, (), (shown, missing), None, notices)


def _map(asking: Asking, by: str, placed: int, hidden: int, known: Records[Town]) -> PointMap:
    crowded = placed > asking.rules.coverage.heat_above
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
            density=density(asking.reading, asking.filters, asking.rules, _cell(known)).frame.rename(
                columns={"stations": "count"}
            ),
        )
    every = stations_placed(asking.reading, asking.filters, asking.rules)
    kinds = Counter(station.kind for station in every if station.state != "closed").most_common(KINDS)
    return point_map(
        asking,
        key="points",
        title="阵地分布",
        metric="coverage.stations",
        aid=f"圆圈为活跃阵地的 15 分钟{MODES[by]}圈，点阵地看卡片",
        note="　".join(note),
        frame=every.frame.assign(about=[_about(station) for station in every]),
        kinds=tuple(kind for kind, _ in kinds),
        towns=marked(known),
        circles=pd.DataFrame([(s.lon, s.lat) for s in every if s.state == "active"], columns=["lon", "lat"]),
        selected=asking.option("station"),
        radius_km=asking.rules.coverage.reach.radius_km(by),
        empty="所选条件下没有可以上图的阵地。",
    )


def _cell(known: Records[Town]) -> float:
    """Degrees of a cell: the townships' extent in ``CELLS_ACROSS`` parts."""
    points = [(town.lon, town.lat) for town in known if town.lon is not None and town.lat is not None]
    spans = [max(axis) - min(axis) for axis in zip(*points, strict=True)]
    return max(max(spans, default=1.0) / CELLS_ACROSS, 0.001)


def _about(station: Station) -> str:
    """What the pointer says: name, kind and tier, state with its day, who stays."""
    kind = "　".join(filter(None, (station.kind, station.tier, station.channel)))
    return f"{station.name}\n{kind}\n{state_in_words(station)}\n入驻委员 {station.staff} 人"


def state_in_words(station: Station) -> str:
    """``活跃，最近活动 2025年9月3日``"""
    if station.state == "closed" and station.closed_on:
        return f"停用，{words.day(station.closed_on)}"
    last = f"最近活动 {words.day(station.last_on)}" if station.last_on else "没有活动记录"
    return f"{STATES[station.state]}，{last}"


def to_place(asking: Asking, known: Records[Town]) -> Table:
    """Townships without a point: listed and counted, never put anywhere."""
    missing = Records(Town, tuple(town for town in known if town.lon is None))
    above = [district_name(asking.reading, town.code, asking.at) for town in missing]
    return Table(
        key="unplaced",
        title="位置待校准",
        aid=f"{len(missing):,} 个镇街没有坐标，不上图、不参与距离计算",
        note="在“行政区划”模板里补经度、纬度后自动上图",
        empty="所选条件下每个镇街都有坐标。",
        frame=missing.frame.assign(district=above),
        metric="coverage.townships_unplaced",
        columns=(
            TableColumn("district", "区县"),
            TableColumn("name", "乡镇街道"),
            TableColumn("code", "代码"),
            TableColumn("stations", "开放阵地", "integer"),
        ),
    )
