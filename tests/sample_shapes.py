"""Figures that a deck draws as shapes or tinted tables, and courses of days, beside those of the sample views."""

from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd

from tests import sample_districts as districts
from tests import sample_figures as sample
from zxdata.figures import Area, Figure, Matrix, PointMap, Sankey, Strips

TODAY = districts.TODAY
MONTHS = tuple(f"2025-{n:02d}" for n in range(1, 10))


def sankey() -> Sankey:
    """Forward, a return through two steps, a second round; what is rejected ends."""
    rows = [
        ("提交", "审查", 100, "forward"),
        ("审查", "立案", 90, "forward"),
        ("审查", "不予立案", 10, "forward"),
        ("立案", "交办", 90, "forward"),
        ("交办", "答复", 84, "forward"),
        ("交办", "退办", 6, "return"),
        ("退办", "改派", 6, "return"),
        ("改派", "答复", 6, "forward"),
        ("答复", "评价", 80, "forward"),
        ("评价", "二次办理", 5, "again"),
        ("二次办理", "答复（再次）", 5, "again"),
    ]
    return Sankey(
        key="sankey",
        title="怎样流转",
        unit="件",
        frame=pd.DataFrame(rows, columns=["source", "target", "value", "kind"]),
    )


def matrix() -> Matrix:
    rows = [
        (name, month, float((n * m) % 7), "缺" if (n * m) % 7 == 0 else str((n * m) % 7), (n * m) % 7 == 6)
        for n, name in enumerate(districts.NAMES, start=1)
        for m, month in enumerate(MONTHS, start=1)
    ]
    return Matrix(
        key="months",
        title="一月一监督",
        unit="件",
        aid="框为越限",
        value_format="integer",
        rows=districts.NAMES,
        columns=MONTHS,
        kind="区县",
        frame=pd.DataFrame(rows, columns=["row", "column", "value", "text", "outside"]),
    )


def area() -> Area:
    days = [TODAY - timedelta(n) for n in range(29, -1, -1)]
    rows = [
        (day.isoformat(), state, float(base + n % 5))
        for n, day in enumerate(days)
        for state, base in (("red", 3), ("yellow", 8), ("green", 100))
    ]
    return Area(
        key="area",
        title="近 30 日的颜色",
        unit="件",
        aid="逐日",
        value_format="integer",
        series=("red", "yellow", "green"),
        frame=pd.DataFrame(rows, columns=["period", "series", "value"]),
        days_off=frozenset(day.isoformat() for day in days if day.weekday() > 4),
    )


def strips() -> Strips:
    """The second case turned yellow twice."""
    rows = [
        ("J1", "甲事项", "超 9 日", "green", date(2025, 7, 1), date(2025, 8, 31)),
        ("J1", "甲事项", "超 9 日", "yellow", date(2025, 9, 1), date(2025, 9, 17)),
        ("J1", "甲事项", "超 9 日", "red", date(2025, 9, 18), date(2025, 9, 30)),
        ("J2", "乙事项", "剩 2 日", "yellow", date(2025, 8, 10), date(2025, 8, 20)),
        ("J2", "乙事项", "剩 2 日", "green", date(2025, 8, 21), date(2025, 9, 20)),
        ("J2", "乙事项", "剩 2 日", "yellow", date(2025, 9, 21), date(2025, 9, 30)),
    ]
    return Strips(
        key="strips",
        title="逐日颜色",
        aid="2 件",
        today=TODAY,
        marks=pd.DataFrame(columns=["no", "day", "word"]),
        frame=pd.DataFrame(rows, columns=["no", "name", "state", "colour", "since", "until"]),
    )


def point_map(stations: int = 40) -> PointMap:
    """Every fourth station sleeps; two townships, one of them without a station; two sites proposed."""
    shapes = districts.region_map()
    middles = list(shapes.centres.values())
    rows = [
        (
            f"S{n}",
            f"第 {n} 站",
            "委员工作室",
            "asleep" if n % 4 == 0 else "active",
            middles[n % len(middles)][0] + n / 5000,
            middles[n % len(middles)][1],
            f"第 {n} 站",
        )
        for n in range(stations)
    ]
    towns = pd.DataFrame(
        [("t1", "甲镇", "met", *middles[0], "甲镇"), ("t2", "乙镇", "unmet", *middles[1], "乙镇")],
        columns=["code", "name", "state", "lon", "lat", "about"],
    )
    sites = pd.DataFrame(
        [(1, "t2", "乙镇", *middles[1], "第 1 处"), (2, "t3", "丙镇", *middles[2], "第 2 处")],
        columns=["rank", "code", "name", "lon", "lat", "about"],
    )
    return PointMap(
        key="points",
        title="阵地分布",
        unit="个",
        kinds=("委员工作室",),
        radius_km=10.0,
        towns=towns,
        sites=sites,
        density=pd.DataFrame(columns=["lon", "lat", "count"]),
        outlines=shapes.shapes,
        circles=pd.DataFrame(middles[:5], columns=["lon", "lat"]),
        frame=pd.DataFrame(rows, columns=["no", "name", "kind", "state", "lon", "lat", "about"]),
    )


NAMED: dict[str, Callable[[], Figure]] = {
    made.__name__: made
    for made in (
        *(districts.region_map, districts.ranking, districts.funnel),
        *(sample.trend, sample.daily_trend, sample.gantt, sample.survival, sample.waterfall, sample.bars),
        *(sample.due_columns, sample.stacked, sankey, matrix, area, strips, point_map),
    )
}
