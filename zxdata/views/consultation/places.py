"""场次: by form, channel and category; and the districts and townships in which there was none."""

import pandas as pd

from zxdata import words
from zxdata.dimensions import DIMENSIONS
from zxdata.figures import Bars, Figure, Table, TableColumn, View
from zxdata.metrics import metric
from zxdata.metrics.answer import Result
from zxdata.regions import LADDER
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.one_district import of_one_district
from zxdata.views.regional import of_regions

MEETINGS = "consultation.meetings"
INDICATORS = (
    MEETINGS,
    "consultation.meetings_per_100_members",
    "consultation.meetings_per_township",
    "consultation.meetings_with_leaders",
    "consultation.meetings_with_public",
    "consultation.meetings_untold",
    "consultation.solved",
    "consultation.chief_rate",
    "consultation.as_planned_rate",
    "consultation.platform_rate",
)
BALANCE = {
    "consultation.chief_rate": "主要领导参加率",
    "consultation.as_planned_rate": "计划内占比",
    "consultation.platform_rate": "平台协商占比",
    "consultation.solved": "解决问题",
}
LOCATED = "consultation.located_rate"
PER_HEAD = (MEETINGS, *(f"consultation.meetings_per_{n}" for n in ("100_members", "township", "10k_people")))
MOST = 10


def view(asking: Asking) -> View:
    districts = asking.answer((*PER_HEAD, *BALANCE), by=("district",), filters=asking.siblings)
    compared = not of_one_district(asking)
    quiet = quiet_districts(asking, districts)
    towns = quiet_townships(asking)
    figures: tuple[Figure, ...] = (
        *(by(asking, d) for d in ("form", "channel", "category")),
        per_head(districts),
        *([quiet] if compared else []),
        towns,
    )
    without = f"没有一场协商的有 {len(quiet.frame)} 个区县" if len(quiet.frame) else "各区县都开过协商"
    compared_said = f"{without}（{asking.filters.period_in_words()}）。" if compared else ""
    headline = compared_said + _towns_said(asking, towns)
    return framed(
        asking, "consultation.places", "协商活动·场次", headline, asking.indicators(INDICATORS), figures, None
    )


def _towns_said(asking: Asking, towns: Table) -> str:
    """How much is known below the district, and what it tells of townships."""
    now, quiet, unknown = asking.answer([LOCATED]), towns.frame["quiet"], int(towns.frame["unknown"].sum())
    told, whole = (int(now.value(f"{LOCATED}.{part}") or 0) for part in ("numerator", "denominator"))
    located = words.clause(f"{whole:,} 场中记到镇街的 {told:,} 场，占", now.value(LOCATED), "percent")
    judged = f"能判断的镇街中没有协商的 {int(quiet.sum()):,} 个"
    return words.joined(located, f"{unknown:,} 个镇街无从判断" if unknown else "", judged)


def by(asking: Asking, dimension: str) -> Bars:
    frame = asking.answer([MEETINGS], by=(dimension,), filters=asking.beside(dimension)).frame
    frame = frame[frame[MEETINGS] > 0].sort_values(MEETINGS, ascending=False, kind="stable")
    whole = float(frame[MEETINGS].sum()) or 1.0
    rows = [
        (name, float(n), words.percent(n / whole)) for name, n in frame[[dimension, MEETINGS]].itertuples(index=False)
    ]
    left = len(rows) - MOST
    return Bars(
        key=dimension,
        title=f"按{DIMENSIONS[dimension].name}",
        unit="场",
        aid="占全部的比例",
        value_format="integer",
        metric=MEETINGS,
        dimension=dimension,
        selected=asking.filters.values(dimension),
        note=f"另有 {left} 项未列出" if left > 0 else "",
        frame=pd.DataFrame(rows[:MOST], columns=["name", "value", "base"]),
        empty="所选条件下没有协商活动。",
    )


def per_head(districts: Result) -> Table:
    """Meetings against what they could be held by and for."""
    frame = districts.of_whole_regions.frame.rename(columns={"district": "name", "district_code": "code"})
    heads = ("场次", "每百名委员", "每镇街", "每万人")
    columns = (
        TableColumn("name", "区县"),
        *(TableColumn(k, h, "integer" if k == MEETINGS else "decimal") for k, h in zip(PER_HEAD, heads, strict=True)),
        *(TableColumn(k, h, metric(k).value_format, metric(k).definition) for k, h in BALANCE.items()),
    )
    return Table(
        key="per_head",
        title="与委员、镇街、人口相比，谁来、计划内外",
        aid="场，官方顺序",
        columns=columns,
        note="人口没有导入的区县为 —；控制限见首页的排名与漏斗图",
        frame=frame[["code", *(c.name for c in columns)]],
    )


def quiet_districts(asking: Asking, districts: Result) -> Table:
    frame = of_regions(asking, districts, MEETINGS)
    quiet = frame[frame["value"] == 0][["code", "name"]].reset_index(drop=True)
    return Table(
        key="quiet",
        title="没有协商的区县",
        aid=f"{len(quiet)} 个，{asking.filters.period_in_words()}",
        frame=quiet,
        columns=(TableColumn("name", "区县"), TableColumn("code", "代码")),
        empty="没有一场协商都没开的区县。",
    )


def quiet_townships(asking: Asking) -> Table:
    """Districts with their townships that had no meeting. What is recorded for the district alone may have been held in
    any of its townships: where too little is known below the district, those without a meeting are not judged.
    """
    regions, known = asking.reading.version.regions, asking.rules.consultation.towns_known
    towns = of_regions(asking, asking.answer([MEETINGS], by=("township",)), MEETINGS)
    above = [next((s.code for s in regions.path(c, asking.day) if s.level == LADDER[2]), "") for c in towns["code"]]
    of_town = {str(district): rows for district, rows in towns.groupby(above)}
    located = of_regions(asking, asking.answer([LOCATED], by=("district",)), LOCATED)
    rows = []
    for told in located.itertuples():
        if told.code not in of_town:
            continue
        here = of_town[told.code]
        none = here[here["value"] == 0]
        judged = not told.denominator or told.value >= known
        quiet, unknown, names = (len(none), 0, "、".join(none["name"])) if judged else (None, len(none), "")
        if len(none):
            name, share = regions.name(told.code), told.value if told.denominator else None
            rows.append((told.code, name, told.denominator, told.numerator, share, quiet, unknown, len(here), names))
    columns = ["code", "name", "meetings", "told", "share", "quiet", "unknown", "towns", "names"]
    found = pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(("meetings", "told", "quiet"), "Int64"))
    unknown = int(found["unknown"].sum())
    return Table(
        key="quiet_townships",
        title="没有协商的乡镇街道",
        aid=f"{int(found['quiet'].sum()):,} 个；另有 {unknown:,} 个无从判断",
        note=f"记到镇街的协商不足 {known:.0%} 的区县，只记到区县的场次可能在任何一个镇街，没有记到的镇街不判断",
        frame=found,
        empty="没有一场协商都没开的乡镇街道。",
        columns=(
            TableColumn("name", "区县"),
            TableColumn("meetings", "协商", "integer"),
            TableColumn("told", "记到镇街", "integer"),
            TableColumn("share", "占比", "percent"),
            TableColumn("quiet", "没有协商", "integer", "— 为无从判断"),
            TableColumn("unknown", "无从判断", "integer", "没有记到这里的协商，区县只记到区县的场次可能在这里"),
            TableColumn("towns", "乡镇街道", "integer"),
            TableColumn("names", "名单"),
        ),
    )
