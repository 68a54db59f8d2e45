"""What every map of places shares: outlines below, marks with their words, circles of what serves."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from zxdata import words
from zxdata.figures import PointMap
from zxdata.metrics.coverage.gaps import Demand
from zxdata.metrics.coverage.places import Town, TownReach
from zxdata.regions import LADDER
from zxdata.views.asking import Asking
from zxdata.views.regional import sketch

NOTHING = pd.DataFrame(columns=["no", "name", "kind", "state", "lon", "lat", "about"])
NO_TOWNS = pd.DataFrame(columns=["code", "name", "state", "lon", "lat", "about"])
NO_SITES = pd.DataFrame(columns=["rank", "code", "name", "lon", "lat", "about"])
NO_CELLS = pd.DataFrame(columns=["lon", "lat", "count"])
NO_CIRCLES = pd.DataFrame(columns=["lon", "lat"])
MODES = {"walking": "步行", "driving": "驾车"}
Rings = tuple[tuple[tuple[float, float], ...], ...]


def point_map(asking: Asking, **fields: Any) -> PointMap:
    """A PointMap of the region asked for with its outlines; ``fields`` are its fields, those left out are empty."""
    empty = {
        "frame": NOTHING,
        "density": NO_CELLS,
        "towns": NO_TOWNS,
        "sites": NO_SITES,
        "circles": NO_CIRCLES,
        "radius_km": 0.0,
        "kinds": (),
    }
    note = "　".join([*sketch(asking), *([fields.pop("note")] if fields.get("note") else [])])
    return PointMap(**(empty | fields | {"note": note, "outlines": outlines(asking), "chosen": _chosen(asking)}))


def outlines(asking: Asking) -> dict[str, Rings]:
    """The districts of the day; below a chosen one also its townships, where the boundary files have them."""
    regions, shapes = asking.reading.version.regions, asking.boundaries.shapes
    wanted = [r.code for r in regions.valid_on(asking.day, LADDER[2])]
    if asking.district:
        wanted += [r.code for r in regions.valid_on(asking.day, LADDER[3], below=asking.district)]
    return {code: shapes[code] for code in wanted if code in shapes}


def _chosen(asking: Asking) -> tuple[str, ...]:
    return (asking.district,) if asking.district else ()


def mode(asking: Asking) -> tuple[str, tuple[str, ...]]:
    """walking or driving, and what must be said where the option is neither."""
    wanted = asking.option("mode")
    if wanted and wanted not in MODES:
        return "driving", (f"没有名为“{wanted}”的出行方式，已按驾车显示；可用 walking（步行）、driving（驾车）。",)
    return wanted or "driving", ()


def estimate(asking: Asking, by: str) -> str:
    """How a circle is reckoned, in words."""
    reach = asking.rules.coverage.reach
    speed = reach.walking_kmh if by == "walking" else reach.driving_kmh
    return (
        f"{reach.minutes:g} 分钟{MODES[by]}圈为估算：直线距离 × 绕行系数 {reach.detour:g} ÷ 时速 {speed:g} 公里，"
        f"即直线 {words.rounded(reach.radius_km(by), 1)} 公里"
    )


def marked(towns: Iterable[Town]) -> pd.DataFrame:
    """The towns that have a point, met where an open station is in them: code, name, lon, lat, state, about."""
    rows = [
        (town.code, town.name, town.lon, town.lat, "met" if town.stations else "unmet", _about(town))
        for town in towns
        if town.lon is not None
    ]
    return pd.DataFrame(rows, columns=["code", "name", "lon", "lat", "state", "about"])


def _about(town: Town) -> str:
    return f"{town.name}\n" + (f"开放阵地 {town.stations} 个" if town.stations else "没有开放阵地")


def unplaced(towns: Iterable[TownReach | Demand], most: int = 8) -> str:
    """``位置待校准 12 个镇街：甲镇、乙乡 等`` for those without a point, or nothing."""
    names = [town.name for town in towns if town.lon is None]
    if not names:
        return ""
    return f"位置待校准 {words.number(len(names), 'integer')} 个镇街：{'、'.join(names[:most])}{' 等' if len(names) > most else ''}"
