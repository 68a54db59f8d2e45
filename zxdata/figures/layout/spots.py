"""Point map → what a picture of it marks: places by their state, and the ground that circles cover."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, radians

import pandas as pd
from shapely import Point, unary_union
from shapely.affinity import scale

from zxdata.figures.point_map import PointMap

KM_A_DEGREE, MANY = 111.32, 300
STATIONS = (
    ("closed", "停用阵地", "axis", False),
    ("active", "活跃阵地", "accent", False),
    ("asleep", "沉睡阵地", "t1", True),
)
# fmt: off
TOWNS = (("met", "已有阵地的镇街", "axis", False), ("unknown", "无法判定的镇街", "unknown", True),
         ("unmet", "没有覆盖的镇街", "accent", True))
# fmt: on
Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, eq=False)
class Spots:
    """``colour``: a token; ``hollow``: a ring; ``size``: of 1; frame: name, lon, lat, about."""

    word: str
    colour: str
    hollow: bool
    size: float
    frame: pd.DataFrame


def spots(figure: PointMap) -> Iterator[Spots]:
    """From what recedes to what is looked for; the proposed sites last, named by their rank."""
    for states, frame, recedes in ((TOWNS, figure.towns, len(figure.frame) > 0), (STATIONS, figure.frame, False)):
        for state, word, colour, hollow in states:
            held = frame[frame["state"] == state] if len(frame) else frame
            if len(held) and not (recedes and state == "met"):
                size = 0.5 if state in ("met", "closed") else 1.0 if len(held) < MANY else 0.65
                yield Spots(word, colour, hollow, size, held)
    if len(figure.density):
        yield Spots("阵地密度", "accent", False, 0.6, figure.density.assign(name="", about=""))
    if len(figure.sites):
        yield Spots("建议选址", "red", False, 1.8, figure.sites)


def count(each: Spots) -> int:
    """How many places its marks stand for."""
    return int(each.frame["count"].sum()) if "count" in each.frame else len(each.frame)


def covered(figure: PointMap) -> tuple[Ring, ...]:
    """Outlines, in degrees, of all the ground within the circles; overlapping ones are one."""
    north = figure.radius_km / KM_A_DEGREE
    round_ = [
        scale(Point(c.lon, c.lat).buffer(north, quad_segs=6), xfact=1 / cos(radians(c.lat)))
        for c in figure.circles.itertuples()
    ]
    if not round_:
        return ()
    whole = unary_union(round_)
    parts = getattr(whole, "geoms", [whole])
    return tuple(tuple((x, y) for x, y in ring.coords) for part in parts for ring in (part.exterior, *part.interiors))
