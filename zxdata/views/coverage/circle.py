"""The quarter of an hour: how much of the region lies within reach of a living station, and what cannot be told."""

from zxdata import words
from zxdata.figures import PointMap, Table, TableColumn, View
from zxdata.metrics.coverage.places import TownReach, living_points, reach_of_towns
from zxdata.records import Records
from zxdata.views.asking import Asking
from zxdata.views.coverage.point_maps import MODES, estimate, mode, point_map, unplaced
from zxdata.views.frame import framed

INDICATORS = (
    "coverage.driving_rate",
    "coverage.walking_rate",
    "coverage.townships_unreached",
    "coverage.townships_unknown",
)
STATES = {"met": "圈内", "unmet": "圈外", "unknown": "无从判断"}


def view(asking: Asking) -> View:
    by, notices = mode(asking)
    towns = reach_of_towns(asking.reading, asking.filters, asking.rules, by)
    weighed = towns[0].weighed if towns else "镇街"
    indicators = asking.indicators(INDICATORS, _bases(asking, weighed))
    figures = (_map(asking, by, towns, weighed), _table(asking, weighed), _outside(towns, by))
    headline = "所选条件下没有能判断的镇街，算不出 15 分钟圈。"
    if indicators[0].value != words.MISSING:
        driving = indicators[0].clause("驾车 15 分钟能到活跃阵地的占", f"（按{weighed}计，估算）")
        headline = words.joined(driving, indicators[1].clause("步行占"))
    return framed(asking, "coverage.circle", "15 分钟协商服务圈", headline, indicators, figures, None, notices)


def _bases(asking: Asking, weighed: str) -> dict[str, str]:
    found = asking.answer(["coverage.driving_rate", "coverage.walking_rate"])
    unit = {"人口": "人", "村社区": "个村社区"}.get(weighed, "个镇街")
    return {
        key: words.base(found.value(f"{key}.numerator"), found.value(f"{key}.denominator"), unit)
        for key in ("coverage.driving_rate", "coverage.walking_rate")
    } | {"coverage.townships_unreached": "驾车，估算", "coverage.townships_unknown": "缺坐标或权重，未计入"}


def _map(asking: Asking, by: str, towns: Records[TownReach], weighed: str) -> PointMap:
    texts = [
        f"{town.name}\n{STATES[town.state]}" + ("" if town.weight is None else f"　{weighed} {int(town.weight):,}")
        for town in towns
    ]
    placed = towns.frame.assign(about=texts).dropna(subset="lon")
    return point_map(
        asking,
        key="circle",
        title=f"15 分钟{MODES[by]}圈",
        metric=f"coverage.{by}_rate",
        aid="点为镇街，空心在圈外，圆圈为活跃阵地",
        note="　".join(filter(None, (estimate(asking, by), unplaced(towns, 4)))),
        towns=placed,
        circles=living_points(asking.reading, asking.filters, asking.rules).frame,
        radius_km=asking.rules.coverage.reach.radius_km(by),
    )


def _table(asking: Asking, weighed: str) -> Table:
    level = "township" if asking.district else "district"
    keys = [
        "coverage.driving_rate",
        "coverage.walking_rate",
        "coverage.townships",
        "coverage.townships_unreached",
        "coverage.townships_unknown",
    ]
    frame = asking.answer(keys, by=(level,)).frame
    return Table(
        key="table",
        title="各地 15 分钟圈",
        aid=f"按{weighed}加权，无从判断的镇街未计入",
        frame=frame,
        columns=(
            TableColumn(level, "乡镇街道" if asking.district else "区县"),
            TableColumn(keys[0], "驾车圈", "percent"),
            TableColumn(keys[1], "步行圈", "percent"),
            TableColumn(keys[2], "镇街", "integer"),
            TableColumn(keys[3], "驾车圈外", "integer"),
            TableColumn(keys[4], "无从判断", "integer"),
        ),
    )


def _outside(towns: Records[TownReach], by: str) -> Table:
    frame = towns.frame
    frame = frame[frame["state"] != "met"].sort_values(["state", "weight"], ascending=[False, False], kind="stable")
    frame = frame.assign(state=frame["state"].map(STATES))
    return Table(
        key="outside",
        title=f"{MODES[by]}圈外与无从判断的镇街",
        aid=f"{len(frame):,} 个",
        frame=frame,
        empty="没有圈外和无从判断的镇街。",
        columns=(
            TableColumn("district", "区县"),
            TableColumn("name", "乡镇街道"),
            TableColumn("state", "判断"),
            TableColumn("weight", "权重", "integer"),
            TableColumn("stations", "开放阵地", "integer"),
            TableColumn("hidden", "缺坐标的活跃阵地", "integer"),
        ),
    )
