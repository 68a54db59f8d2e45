"""Where next: the townships whose new stations would bring most of the unreached within the radius."""

import pandas as pd

from zxdata import words
from zxdata.figures import PointMap, Table, TableColumn, View
from zxdata.metrics.coverage.gaps import Proposal, propose
from zxdata.views.asking import Asking
from zxdata.views.coverage.point_maps import point_map, unplaced
from zxdata.views.frame import framed

MOST = 20
WIDEST_KM = 200.0


def view(asking: Asking) -> View:
    rules = asking.rules.coverage.siting
    sites, unread_sites = _number(asking.option("sites"), rules.sites, 1, MOST, "选址个数")
    radius, unread_radius = _number(asking.option("radius"), rules.radius_km, 0.1, WIDEST_KM, "覆盖半径（公里）")
    found = propose(asking.reading, asking.filters, asking.rules, int(sites), radius)
    figures = (_map(asking, found), _list(found))
    return framed(
        asking, "coverage.siting", "下一批选址", _headline(found), (), figures, None, (*unread_sites, *unread_radius)
    )


def _number(text: str, otherwise: float, least: float, most: float, name: str) -> tuple[float, tuple[str, ...]]:
    try:
        value = float(text) if text else otherwise
    except ValueError:
        value = least - 1
    if least <= value <= most:
        return value, ()
    return otherwise, (f"{name}“{text}”不能用，已按 {otherwise:g} 显示；应为 {least:g} 到 {most:g} 的数。",)


def _headline(found: Proposal) -> str:
    unit = _unit(found)
    lacking, plan = found.weight("unreached"), found.plan
    if not lacking:
        return f"{found.radius_km:g} 公里内都有活跃阵地，不必新增。"
    share = words.with_unit(plan.gain / lacking, "percent")
    return (
        f"新增 {len(plan.sites)} 处，可让 {words.rounded(plan.gain)} {unit}进入 {found.radius_km:g} 公里之内，"
        f"占未覆盖 {words.rounded(lacking)} {unit}的 {share}。"
    )


def _unit(found: Proposal) -> str:
    return {"人口": "人", "村社区": "个村社区"}.get(found.weighed_by, "个镇街")


def _proof(found: Proposal) -> str:
    gap = found.plan.gap
    return "已证明最优" if gap < 1e-9 else f"限时内的最好结果，距最优至多差 {words.with_unit(gap, 'percent')}"


def _map(asking: Asking, found: Proposal) -> PointMap:
    states = {"reached": "met", "unreached": "unmet", "unknown": "unknown"}
    names = {"met": "已在半径内", "unmet": "半径内没有活跃阵地", "unknown": "无从判断"}
    towns = [
        (town.code, town.name, states[town.state], town.lon, town.lat, f"{town.name}\n{names[states[town.state]]}")
        for town in found.towns
        if town.lon is not None
    ]
    unit = _unit(found)
    sites = [
        (n, site.code, site.name, site.lon, site.lat, f"第 {n} 处　{site.name}\n新增覆盖 {words.rounded(gain)} {unit}")
        for n, (site, gain) in enumerate(zip(found.sites, found.plan.gains, strict=True), start=1)
    ]
    return point_map(
        asking,
        key="sites",
        title="下一批建在哪里",
        aid=f"数字为先后，圆圈半径 {found.radius_km:g} 公里，空心点未覆盖",
        note="　".join(filter(None, ("直线距离，估算", unplaced(found.towns, 4)))),
        towns=pd.DataFrame(towns, columns=["code", "name", "state", "lon", "lat", "about"]),
        sites=pd.DataFrame(sites, columns=["rank", "code", "name", "lon", "lat", "about"]),
        circles=pd.DataFrame([(site.lon, site.lat) for site in found.sites], columns=["lon", "lat"]),
        radius_km=found.radius_km,
    )


def _list(found: Proposal) -> Table:
    gains = pd.Series(found.plan.gains, dtype=float)
    lacking = found.weight("unreached")
    frame = pd.DataFrame(
        {
            "code": [site.code for site in found.sites],
            "rank": range(1, len(found.sites) + 1),
            "district": [site.district for site in found.sites],
            "name": [site.name for site in found.sites],
            "gain": gains,
            "total": gains.cumsum(),
            "share": gains.cumsum() / lacking if lacking else gains,
            "remark": [f"有 {site.asleep} 个休眠阵地，可先唤醒" if site.asleep else "" for site in found.sites],
        }
    )
    unit = _unit(found)
    return Table(
        key="plan",
        title="选址清单",
        aid=f"{unit}；{_proof(found)}",
        frame=frame,
        note=f"最大覆盖选址（整数规划）；{found.count('unknown'):,} 个镇街缺坐标或权重、无从判断，未计入",
        empty="半径内都有活跃阵地，不必新增。",
        columns=(
            TableColumn("rank", "次序", "integer"),
            TableColumn("district", "区县"),
            TableColumn("name", "镇街"),
            TableColumn("gain", "新增覆盖", "integer"),
            TableColumn("total", "累计", "integer"),
            TableColumn("share", "占未覆盖", "percent"),
            TableColumn("remark", "提示"),
        ),
    )
