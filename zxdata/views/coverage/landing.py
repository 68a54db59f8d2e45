"""阵地覆盖: where the workstations reach, and where they do not."""

from dataclasses import replace
from functools import partial

from zxdata import words
from zxdata.figures import Figure, Funnel, Indicator, Ranking, RegionMap, Table, TableColumn, View
from zxdata.regions import LADDER
from zxdata.views.asking import Asking
from zxdata.views.coverage.measures import Measure, chosen
from zxdata.views.frame import framed
from zxdata.views.regional import funnel, ranking, region_map, side_by_side
from zxdata.views.trends import by_month

TITLE = "阵地覆盖"
INDICATORS = (
    "coverage.township_rate",
    "coverage.townships_blank",
    "coverage.stations",
    "coverage.stations_asleep",
    "coverage.members_unassigned",
    "coverage.activities",
)


def head(asking: Asking) -> View:
    """The cards over every part of the page."""
    return framed(asking, "coverage.head", TITLE, "", _indicators(asking), (), None)


def view(asking: Asking) -> View:
    """The page's first part: districts compared by the measure that the option ``measure`` names."""
    measure, notices = chosen(asking)
    indicators = _indicators(asking)
    shaded, ranked, sized = asking.for_all(("coverage", measure.key), partial(districts, measure=measure))
    figures: tuple[Figure, ...] = (
        shaded.choosing(asking.district),
        ranked.choosing(asking.district),
        sized,
        by_month(asking, {"coverage.activities": "阵地活动"}, "每月阵地活动", "场", "来源：阵地活动台账"),
    )
    return framed(
        asking, "coverage", TITLE, _headline(asking, *indicators[:4]), indicators, figures, _table(asking), notices
    )


def _headline(asking: Asking, rate: Indicator, blank: Indicator, stations: Indicator, asleep: Indicator) -> str:
    """How many townships are left; of a township or a village itself, and where none is known, its stations."""
    level = asking.reading.version.regions.by_code[asking.region].level if asking.region else ""
    if level in LADDER[3:] or rate.value == words.MISSING:
        return words.joined(f"{asking.region_name}有 {stations.value} 个阵地", asleep.clause("其中休眠"))
    if unplaced(asking):
        told = "都只记到区县、没有记到镇街，镇街覆盖无从判断；所属区划写到乡镇街道后显示"
        return f"{asking.region_name}有 {stations.value} 个阵地，{told}。"
    left = f"还有 {blank.value} 个镇街没有阵地" if blank.value != "0" else "各镇街都有阵地"
    return f"{asking.region_name}镇街覆盖率 {rate.value}{rate.unit}，{left}。"


def districts(asking: Asking, measure: Measure) -> tuple[RegionMap, Ranking, Funnel]:
    """The districts by one measure: where, in which order, and against their size."""
    key, filters = measure.key, measure.filters(asking.filters)
    whole = asking.answer([key], filters=filters).value(key)
    found = side_by_side(asking, asking.answer([key], by=("district",), filters=filters), key, whole, filters)
    base = f"{measure.base}，{filters.period_in_words()}" if measure.bounded else measure.base
    ranked = ranking(
        asking,
        found.frame,
        key,
        "区县排名与控制限",
        found.whole,
        note=found.noted("来源：阵地台账、行政区划"),
        mean_name=found.whole_name,
    )
    return (
        replace(
            region_map(asking, found.frame, key, measure.title, base, gap=measure.gap, withheld=found.note),
            labels=tuple(ranked.frame["code"][:6]),
        ),
        ranked,
        funnel(asking, ranked, key, f"规模与{measure.title}", measure.sizes),
    )


def _indicators(asking: Asking) -> tuple[Indicator, ...]:
    return asking.indicators(INDICATORS, _bases(asking))


def unplaced(asking: Asking) -> str:
    """The base of a coverage of which nothing is known: there are stations, and no township is told of any; else nothing."""
    now = asking.answer(["coverage.township_rate", "coverage.stations"])
    stations = now.value("coverage.stations")
    if now.value("coverage.township_rate") != 0 or not stations:
        return ""
    return f"{int(stations):,} 个阵地都没有记到镇街"


def _bases(asking: Asking) -> dict[str, str]:
    now = asking.answer(["coverage.active_rate", "coverage.members"])
    active = now.value("coverage.active_rate")
    asleep = words.with_unit(None if active is None else 1 - active, "percent")
    townships = {"coverage.township_rate": of_none} if (of_none := unplaced(asking)) else {}
    return townships | {
        "coverage.townships_blank": "没有开放阵地的镇街",
        "coverage.stations": "已启用且未停用",
        "coverage.stations_asleep": f"近 {asking.rules.coverage.active_months} 个月无活动，占 {asleep}",
        "coverage.members_unassigned": f"在任委员 {words.number(now.value('coverage.members'), 'integer')} 人",
        "coverage.activities": asking.filters.period_in_words(),
    }


def _table(asking: Asking) -> Table:
    """Districts, or the townships of the district chosen."""
    level = "township" if asking.district else "district"
    keys = [
        "coverage.townships",
        "coverage.townships_covered",
        "coverage.townships_blank",
        "coverage.township_rate",
        "coverage.stations",
        "coverage.stations_asleep",
        "coverage.active_rate",
        "coverage.members_assigned",
        "coverage.activities",
    ]
    frame = asking.answer(keys, by=(level,)).frame.rename(columns={level: "name", f"{level}_code": "code"})
    columns = [TableColumn("name", "区县" if level == "district" else "乡镇街道")]
    if level == "district":
        columns += [
            TableColumn("coverage.township_rate", "覆盖率", "percent"),
            TableColumn("coverage.townships_covered", "有阵地镇街", "integer"),
            TableColumn("coverage.townships", "全部镇街", "integer"),
            TableColumn("coverage.townships_blank", "空白镇街", "integer"),
        ]
    columns += [
        TableColumn("coverage.stations", "阵地数", "integer"),
        TableColumn("coverage.stations_asleep", "休眠阵地", "integer"),
        TableColumn("coverage.active_rate", "活跃率", "percent"),
        TableColumn("coverage.activities", "活动场次", "integer"),
    ]
    if level == "district":
        columns.append(TableColumn("coverage.members_assigned", "入驻委员", "integer"))
    named = "区县明细" if level == "district" else f"{asking.reading.version.regions.name(asking.district)}镇街明细"
    return Table(
        key="table",
        title=named,
        aid=f"{len(frame)} 行，官方顺序",
        note="入驻委员按委员所属区划计",
        frame=frame[["code", *(c.name for c in columns)]],
        columns=tuple(columns),
    )
