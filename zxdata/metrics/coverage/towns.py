"""Townships: which have a station, and which lie within a quarter of an hour of a living one."""

from math import degrees
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
)

from zxdata.metrics.coverage.people import ACROSS
from zxdata.metrics.coverage.stations import STATE, STATION_DIMS, alive, chosen, is_open, stations
from zxdata.metrics.expressions import AsOf, Condition, always, column, columns
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Distinct, Metric, Ratio, Total
from zxdata.snapshot.facts import place_at, region, settlement, station

EARTH_KM = 6371.0088  # mean radius, as in the snapshot's great_circle_km


def _living(at: AsOf) -> FromClause:
    """Chosen stations that are open and alive: township, lon, lat."""
    t = stations(at)
    joined = t.outerjoin(place_at, and_(place_at.c.place == t.c.place, place_at.c.epoch == at.epoch))
    return (
        select(place_at.c.township, t.c.lon, t.c.lat)
        .select_from(joined)
        .where(is_open(t, at), alive(t, at), chosen(t, at))
        .subquery("living")
    )


def _valid_towns(at: AsOf) -> Select[tuple[object, ...]]:
    """Townships of the epoch, each with its weight: population where every one has it, else its settlements, else 1;
    ``weighed`` says which.
    """
    everyone = func.bool_and(region.c.population.is_not(None)).over()
    anyone = func.bool_or(settlement.c.settlements.is_not(None)).over()
    weight = case((everyone, region.c.population), (anyone, settlement.c.settlements), else_=1)
    weighed = case((everyone, literal("人口")), (anyone, literal("村社区")), else_=literal("镇街"))
    joined = region.join(place_at, and_(place_at.c.place == region.c.id, place_at.c.epoch == at.epoch)).outerjoin(
        settlement, settlement.c.place == region.c.id
    )
    return (
        select(
            region.c.code.label("no"),
            region.c.name,
            region.c.id.label("place"),
            region.c.lon,
            region.c.lat,
            weight.label("weight"),
            weighed.label("weighed"),
        )
        .select_from(joined)
        .where(region.c.level == "乡镇街道", place_at.c.valid)
    )


def townships(at: AsOf) -> FromClause:
    """Townships with the number of chosen open stations in them or their communities, and of how many of the kinds of
    三位一体 they are.
    """
    has = [cast(func.bool_or(station.c.kind.in_(kinds)), Integer) for kinds in at.rules.coverage.trio]
    inside = (
        select(place_at.c.township, func.count().label("stations"), sum(has, literal(0)).label("parts"))
        .select_from(station.join(place_at, and_(place_at.c.place == station.c.place, place_at.c.epoch == at.epoch)))
        .where(is_open(station, at), chosen(station, at), place_at.c.township > 0)
        .group_by(place_at.c.township)
        .subquery()
    )
    towns = _valid_towns(at).subquery("valid_towns")
    joined = towns.outerjoin(inside, inside.c.township == towns.c.place)
    counted = (func.coalesce(inside.c[name], 0).label(name) for name in ("stations", "parts"))
    return select(*towns.c, *counted).select_from(joined).subquery("towns")


def around(t: FromClause, km: float) -> FromClause:
    """Each place of ``t`` once for every cell of a grid that lies within ``km`` of it (``row``, ``col``): pairs of
    places are then found by equality instead of by trying all with all.
    """
    side = _side(km)
    rows = select(*t.c, func.unnest(_cells(t.c.lat, side, side)).label("row")).subquery("rows")
    east = side / func.greatest(func.cos(func.radians(func.abs(rows.c.lat) + side)), 0.01)
    return select(*rows.c, func.unnest(_cells(rows.c.lon, east, side)).label("col")).subquery("around")


def within_km(a: FromClause, b: FromClause, km: float) -> ColumnElement[bool]:
    """A place of ``a``, laid out by ``around``, and one of ``b`` lie within ``km`` of each other."""
    side = _side(km)
    same = and_(_cell(b.c.lat, side) == a.c.row, _cell(b.c.lon, side) == a.c.col)
    return and_(same, distance_km(a, b) <= km)


def _side(km: float) -> float:
    return degrees(km / EARTH_KM) * 1.0001


def _cell(degree: ColumnElement[Any], side: float) -> ColumnElement[int]:
    return cast(func.floor(degree / side), BigInteger)


def _cells(degree: ColumnElement[Any], reach: Any, side: float) -> ColumnElement[Any]:
    return func.range(_cell(degree - reach, side), _cell(degree + reach, side) + 1)


def distance_km(a: FromClause, b: FromClause) -> ColumnElement[float]:
    return func.great_circle_km(a.c.lon, a.c.lat, b.c.lon, b.c.lat)


def _reached(at: AsOf) -> FromClause:
    reach = at.rules.coverage.reach
    return nearest(at, max(reach.radius_km("walking"), reach.radius_km("driving")))


def nearest(at: AsOf, km: float) -> FromClause:
    """Townships with the distance to the nearest living station within ``km``, if any (``km``), and the number of
    living stations in them that have no point (``hidden``).
    """
    towns, living = townships(at), _living(at)
    cells = around(towns, km)
    near = (
        select(cells.c.no, func.min(distance_km(cells, living)).label("km"))
        .select_from(cells.join(living, within_km(cells, living, km)))
        .group_by(cells.c.no)
        .subquery("near")
    )
    hidden = (
        select(living.c.township, func.count().label("hidden"))
        .where(living.c.lon.is_(None))
        .group_by(living.c.township)
        .subquery("hidden_stations")
    )
    joined = towns.outerjoin(near, near.c.no == towns.c.no).outerjoin(hidden, hidden.c.township == towns.c.place)
    return (
        select(*towns.c, near.c.km, func.coalesce(hidden.c.hidden, 0).label("hidden"))
        .select_from(joined)
        .subquery("nearest")
    )


def _placed(at: AsOf) -> FromClause:
    joined = station.outerjoin(place_at, and_(place_at.c.place == station.c.place, place_at.c.epoch == at.epoch))
    # A township is where it is itself: a community asked for holds none, whatever stands in it.
    kept, town = (c for c in station.c if c.name != "place"), place_at.c.township
    place = case((town > 0, town), else_=station.c.place).label("place")
    return select(*kept, town, place).select_from(joined).subquery("placed")


def reaches(mode: str) -> Condition:
    """A living station lies within the minutes of the rules."""
    return lambda t, at: func.coalesce(t.c.km <= at.rules.coverage.reach.radius_km(mode), False)


def known(mode: str) -> Condition:
    """Whether one does can be told: the township has a point and a weight, and no station hidden in it may do."""
    return lambda t, at: and_(t.c.lon.is_not(None), t.c.weight.is_not(None), or_(t.c.hidden == 0, reaches(mode)(t, at)))


# fmt: off
_NAMED = (Detail("no", "代码", column("no")), Detail("name", "乡镇街道", column("name")),
          Detail("stations", "阵地数", column("stations"), "integer"))
# fmt: on
TOWNSHIP = Fact("乡镇街道", "个镇街", townships, always, None, {}, _NAMED, consumes=STATION_DIMS)
# fmt: off
REACHED = Fact("乡镇街道", "个镇街", _reached, always, None, {},
               (*_NAMED, Detail("weight", "村社区或人口", column("weight"), "integer"),
                Detail("km", "最近活跃阵地（公里）", column("km"), "decimal")), consumes=STATION_DIMS)
# fmt: on

_all = Count(TOWNSHIP)
_trio = Count(
    TOWNSHIP, lambda t, at: and_(literal(bool(at.rules.coverage.trio)), t.c.parts == len(at.rules.coverage.trio))
)
# By station kind a township is found through its stations; its own row is what a reader is shown.
# fmt: off
_covered = Distinct(
    Fact("阵地", "个阵地", _placed, is_open, None, columns(*STATION_DIMS), (), datasets=("workstations",)),
    column("township"), lambda t, at: t.c.township > 0, Count(TOWNSHIP, lambda t, at: t.c.stations > 0),
    counter=TOWNSHIP.counter,
)
# fmt: on


def _circle(mode: str) -> Ratio:
    weight, counter = column("weight"), "村社区（或人口）"
    inside = Total(REACHED, weight, lambda t, at: and_(known(mode)(t, at), reaches(mode)(t, at)), counter=counter)
    return Ratio(inside, Total(REACHED, weight, known(mode), counter=counter))


_ESTIMATE = (
    "估算：直线距离 × 绕行系数 ÷ 速度不超过 15 分钟即算到达活跃阵地；按村社区数加权，各镇街都有人口时按人口。"
    "镇街或其中活跃阵地没有坐标、无从判断的不计。"
)
# fmt: off
METRICS = (
    Metric("coverage.townships", "乡镇街道数", "个", "截至日有效的乡镇街道。", _all, STATE),
    Metric("coverage.townships_covered", "有阵地的乡镇街道数", "个",
           "本乡镇街道或其村社区内至少有一个开放阵地；区县级阵地不算覆盖任何乡镇街道。", _covered, STATE, better=1),
    Metric("coverage.townships_blank", "空白镇街", "个", "本乡镇街道及其村社区内没有开放阵地的乡镇街道。",
           Count(TOWNSHIP, lambda t, at: t.c.stations == 0), STATE, better=-1, stock=True, told_by=("workstations",)),
    Metric("coverage.township_rate", "镇街覆盖率", "%", "有阵地的乡镇街道占全部乡镇街道的比例。",
           Ratio(_covered, _all, ACROSS), STATE, "有阵地的乡镇街道数", "乡镇街道数", 1),
    Metric("coverage.townships_trio", "三位一体镇街", "个", "本乡镇街道及其村社区内，协商平台、委员工作室（站）、社情民意联系点三类开放阵地都有的"
           "（各类有哪些类型由规则文件定）。", _trio, STATE, better=1, told_by=("workstations",)),
    Metric("coverage.trio_rate", "三位一体率", "%",
           "三位一体的乡镇街道占全部乡镇街道的比例。", Ratio(_trio, _all), STATE, "三位一体镇街", "乡镇街道数", 1, told_by=("workstations",)),
    Metric("coverage.townships_unplaced", "位置待校准", "个", "没有坐标的乡镇街道；列出，不上图，不参与距离计算。",
           Count(TOWNSHIP, lambda t, at: t.c.lon.is_(None)), STATE, better=-1, stock=True),
    Metric("coverage.townships_unreached", "15 分钟圈外镇街", "个", "驾车 15 分钟内没有活跃阵地的乡镇街道（估算）；无从判断的不计。",
           Count(REACHED, lambda t, at: and_(known("driving")(t, at), ~reaches("driving")(t, at))), STATE, better=-1, stock=True, told_by=("workstations",)),
    Metric("coverage.townships_unknown", "15 分钟圈无从判断", "个", "镇街没有坐标或权重，或其中的活跃阵地没有坐标，因而无从判断的乡镇街道。",
           Count(REACHED, lambda t, at: ~known("driving")(t, at)), STATE, better=-1, stock=True, told_by=("workstations",)),
    Metric("coverage.driving_rate", "15 分钟驾车圈", "%", _ESTIMATE, _circle("driving"), STATE, "圈内村社区（或人口）",
           "可判断的村社区（或人口）", 1, told_by=("workstations",)),
    Metric("coverage.walking_rate", "15 分钟步行圈", "%", _ESTIMATE, _circle("walking"), STATE, "圈内村社区（或人口）",
           "可判断的村社区（或人口）", 1, told_by=("workstations",)),
)
# fmt: on
