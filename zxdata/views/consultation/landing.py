"""协商活动: how much is consulted, where, and what comes of it."""

from dataclasses import replace

import pandas as pd

from zxdata import words
from zxdata.figures import Bars, Figure, Indicator, Ranking, Table, TableColumn, View
from zxdata.filters import UNFILLED
from zxdata.metrics import metric
from zxdata.metrics.answer import Result
from zxdata.metrics.model import Ratio
from zxdata.rules.colours import rated
from zxdata.views.asking import Asking
from zxdata.views.consultation.chain import chain
from zxdata.views.consultation.measures import STRICT, adoption, chosen, in_words, target
from zxdata.views.frame import framed
from zxdata.views.regional import Districts, funnel, of_regions, ranking, region_map, side_by_side
from zxdata.views.trends import by_month

TITLE = "协商活动"
PLATFORMS_SHOWN = 12
MEETINGS = "consultation.meetings"


def head(asking: Asking) -> View:
    """The cards over every part of the page."""
    return framed(asking, "consultation.head", TITLE, "", _indicators(asking), (), None)


def _indicators(asking: Asking) -> tuple[Indicator, ...]:
    keys = (
        MEETINGS,
        "consultation.public_visits",
        "consultation.cross_region",
        "consultation.suggestions",
        adoption(asking),
        "consultation.implementation_rate",
    )
    return asking.indicators(
        keys,
        {
            MEETINGS: asking.filters.period_in_words(),
            "consultation.public_visits": "未填的不计",
            "consultation.cross_region": "各区县各计一场，合计计一场",
            "consultation.suggestions": "由协商提出",
        },
    )


def view(asking: Asking) -> View:
    """The page's first part: districts compared by the measure that the option ``measure`` names."""
    measure, notices = chosen(asking)
    key, indicators = measure.key, _indicators(asking)
    listed = () if asking.district else _columns(asking)
    answered = asking.answer(dict.fromkeys((MEETINGS, key, *listed)), by=("district",), filters=asking.siblings)
    whole = asking.answer([key], filters=asking.siblings).value(key)
    found = side_by_side(asking, answered, key, whole, asking.siblings)
    ranked = ranked_by(asking, found, key)
    figures: list[Figure] = [
        chain(asking),
        by_month(asking, {MEETINGS: "协商活动", "consultation.cross_region": "其中跨区域"}, "每月协商活动", "场"),
        platforms(asking),
    ]
    if whole is not None:
        shaded = region_map(asking, found.frame, key, measure.title, measure.base, gap=measure.gap, withheld=found.note)
        shaded = replace(shaded, labels=tuple(ranked.frame["code"][:6]))
        figures = [shaded.choosing(asking.district), ranked.choosing(asking.district), *figures]
        if isinstance(metric(key).measure, Ratio):
            figures.append(funnel(asking, ranked, key, f"规模与{measure.title}", measure.sizes))
    if whole is None:
        notices = (*notices, f"{measure.title}算不出来：没有分母（{measure.sizes}）的数据。")
    quiet = int((of_regions(asking, answered, MEETINGS)["value"] == 0).sum())
    headline = words.joined(
        indicators[0].clause("协商活动"),
        indicators[3].clause("提出建议"),
        indicators[4].clause("采纳率"),
        f"{quiet} 个区县没有协商" if quiet and not asking.district else "",
    )
    return framed(
        asking,
        "consultation",
        TITLE,
        headline,
        indicators,
        tuple(figures),
        _table(asking, answered),
        notices,
        ("map", "ranking", "funnel"),
    )


def ranked_by(asking: Asking, found: Districts, key: str) -> Ranking:
    """The league table of a measure with its limits, and its target where the rules set one."""
    line = target(asking, key)
    note = f"目标 {words.percent(line, 0)}；{in_words(asking)}" if line is not None else "跨区域协商在各区县各计一场"
    title, note = f"{metric(key).name}排名", found.noted(note)
    ranked = ranking(asking, found.frame, key, title, found.whole, note=note, mean_name=found.whole_name)
    return replace(ranked, target=line)


def platforms(asking: Asking) -> Bars:
    """Platforms with their sub-brands under them, as the rules say which belongs to which."""
    frame = asking.answer([MEETINGS], by=("platform",), filters=asking.beside("platform")).frame
    frame = frame[frame[MEETINGS] > 0]
    frame = pd.DataFrame({"name": frame["platform"], "value": frame[MEETINGS].astype(float)})
    frame["parent"] = frame["name"].map(asking.rules.consultation.parent)
    rows: list[tuple[str, float, str, list[str]]] = []
    family = frame.groupby("parent")["value"].sum().sort_values(ascending=False, kind="stable")
    for parent, total in family.items():
        own = frame[frame["parent"] == parent].sort_values("value", ascending=False, kind="stable")
        brands = own[own["name"] != parent]
        aside = f"含子品牌 {len(brands)} 个" if len(brands) else ""
        rows.append((str(parent), float(total), aside, list(own["name"])))
        rows += [
            (str(name), float(value), f"属{parent}", [str(name)])
            for name, value in brands[["name", "value"]].itertuples(index=False)
        ]
    left, chosen = len(rows) - PLATFORMS_SHOWN, set(asking.filters.values("platform"))
    return Bars(
        key="platforms",
        title="按平台",
        unit="场",
        aid="子品牌已计入所属平台",
        value_format="integer",
        dimension="platform",
        metric=MEETINGS,
        selected=tuple(name for name, _, _, values in rows if set(values) == chosen),
        note=f"另有 {left} 行未列出" if left > 0 else "未填平台的计入“未填”",
        frame=pd.DataFrame(rows[:PLATFORMS_SHOWN], columns=["name", "value", "base", "carries"]),
    )


def _columns(asking: Asking) -> tuple[str, ...]:
    return (
        MEETINGS,
        "consultation.cross_region",
        "consultation.member_visits",
        "consultation.public_visits",
        "consultation.leader_visits",
        "consultation.suggestions",
        adoption(asking),
        "consultation.implementation_rate",
    )


def _table(asking: Asking, districts: Result) -> Table:
    """The districts, as they were answered for the map; in a chosen district its townships."""
    level = "township" if asking.district else "district"
    rate, keys = adoption(asking), _columns(asking)
    frame = (asking.answer(keys, by=(level,)) if asking.district else districts).frame.rename(
        columns={level: "name", f"{level}_code": "code"}
    )
    frame = frame[(frame["name"] != UNFILLED) | (frame[MEETINGS] > 0)]
    heads = ["场次", "跨区域", "委员人次", "群众人次", "党政领导人次", "建议", "采纳率", "落实率"]
    columns = [TableColumn("name", "区县" if level == "district" else "乡镇街道")]
    columns += [
        TableColumn(k, h, "percent" if k.endswith(("rate", "partial")) else "integer")
        for k, h in zip(keys, heads, strict=True)
    ]
    if goal := asking.rules.targets.get(STRICT):
        frame = frame.assign(colour=[rated(v, goal) for v in frame[rate].astype(float)])
        columns.insert(8, TableColumn("colour", "达标", "colour", f"采纳率目标 {words.percent(goal.least, 0)}"))
    return Table(
        key="table",
        title="区县明细" if level == "district" else "镇街明细",
        aid=f"{len(frame)} 行，官方顺序",
        note=f"跨区域协商在各区县各计一场，合计只计一场；{in_words(asking)}",
        frame=frame[["code", *(c.name for c in columns)]],
        columns=tuple(columns),
    )
