"""委员履职: how much is done, by whom, and how evenly; groups beside their control limits, never a league of names."""

import pandas as pd

from zxdata import words
from zxdata.dimensions import DIMENSIONS
from zxdata.figures import Bars, ColumnsFigure, Figure, Indicator, Ranking, Table, TableColumn, View
from zxdata.filters import UNFILLED
from zxdata.metrics import metric
from zxdata.metrics.answer import Result
from zxdata.metrics.duty.members import BAND, band, points_spread
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.regional import funnel, ranking
from zxdata.views.trends import by_month

TITLE = "委员履职"
MET, POINTS, MEDIAN = "duty.met_rate", "duty.points", "duty.points_median"
INDICATORS = ("duty.members", POINTS, MEDIAN, MET, "duty.attendance_rate", "duty.records")
GROUPED = ("duty.members", POINTS, MEDIAN, MET, "duty.present", "duty.due", "duty.excused", "duty.attendance_rate")


def head(asking: Asking) -> View:
    """The cards over every part of the page."""
    return framed(asking, "members.head", TITLE, "", indicators(asking, _whole(asking)), (), None)


def _whole(asking: Asking) -> Result:
    return asking.answer((*INDICATORS, "duty.due", "duty.excused", "duty.present"))


def indicators(asking: Asking, now: Result) -> tuple[Indicator, ...]:
    due, excused, present = (words.number(now.value(f"duty.{n}"), "integer") for n in ("due", "excused", "present"))
    full = asking.rules.duty.schemes[-1].full
    return asking.indicators(
        INDICATORS,
        {
            "duty.members": "截至日在任",
            POINTS: f"满分 {words.rounded(full)} 分" if full is not None else "不封顶",
            MEDIAN: "一半委员不低于此",
            "duty.attendance_rate": f"{present} ÷（应到 {due} − {excused}）",
            "duty.records": asking.filters.period_in_words(),
        },
        now,
    )


def view(asking: Asking) -> View:
    points = points_spread(asking.reading, asking.filters, asking.rules)
    now, sectors = _whole(asking), asking.answer(GROUPED, by=("sector",), filters=asking.beside("sector"))
    cards, whole = indicators(asking, now), now.value(MET)
    ranked = by_sector(asking, sectors, whole)
    figures: list[Figure] = [
        spread(points),
        ranked,
        *([funnel(asking, ranked, MET, "人数与达标率", "参加评定的委员")] if whole is not None else []),
        kinds(asking),
        by_month(asking, {"duty.records": "履职记录"}, "每月履职记录", "条"),
    ]
    beyond = ranked.frame[ranked.frame["outside"] == "worse"]
    points = (cards[1].clause("平均"), cards[2].clause("中位数"), cards[3].clause("达标率"))
    headline = "所选条件下没有参加评定的委员。"
    if any(points):
        limits = f"{len(beyond)} 个界别低于控制限" if len(beyond) else "各界别的差别都在控制限之内"
        headline = words.joined(f"{cards[0].value} 名在任委员", *points, aside=limits)
    return framed(
        asking,
        "members",
        TITLE,
        headline,
        cards,
        tuple(figures),
        grouped(sectors),
        notices(asking),
        ("funnel",),
    )


def notices(asking: Asking) -> tuple[str, ...]:
    schemes = asking.rules.duty.schemes
    named = "、".join(dict.fromkeys(scheme.name for scheme in schemes))
    return (f"积分按“{named}”规则计算；任职不足一年的按任职月数折算合格线，不满一个月的不评定。",)


def spread(points: pd.Series) -> ColumnsFigure:
    """How many members have how many points, with the quartiles in words."""
    columns = (points // BAND).astype(int).value_counts() if len(points) else pd.Series(dtype=int)
    edges = range(int(columns.index.min()), int(columns.index.max()) + 1) if len(columns) else range(0)
    rows = [(f"{n * BAND}", float(columns.get(n, 0)), "", band(n * BAND)) for n in edges]
    quartiles = [words.rounded(float(points.quantile(q)), 1) for q in (0.25, 0.5, 0.75)] if len(points) else []
    told = f"四分位：{quartiles[0]}、{quartiles[1]}、{quartiles[2]} 分" if quartiles else ""
    return ColumnsFigure(
        key="spread",
        title="积分分布",
        unit="人",
        aid=f"横轴为每 {BAND} 分一档的起点",
        note=told,
        value_format="integer",
        metric="duty.members",
        dimension="band",
        frame=pd.DataFrame(rows, columns=["name", "value", "colour", "carries"]),
        empty="没有在任委员。",
    )


def by_sector(asking: Asking, sectors: Result, whole: float | None) -> Ranking:
    """Sectors by the share of their members who have enough, between their limits."""
    frame = sectors.frame
    frame = frame[(frame["sector"] != UNFILLED) & (frame[f"{MET}.denominator"] > 0)]
    table = pd.DataFrame(
        {
            "code": frame["sector"],
            "name": frame["sector"],
            "value": frame[MET].astype(float),
            "numerator": frame[f"{MET}.numerator"].astype(float),
            "denominator": frame[f"{MET}.denominator"].astype(float),
        }
    )
    ranked = ranking(
        asking, table, MET, "各界别达标率", whole, dimension="sector", note="越出控制限才说明不是偶然；不对个人排名"
    )
    return ranked.choosing("".join(asking.filters.values("sector")[:1]))


def kinds(asking: Asking) -> Bars:
    """What members did, by kind."""
    frame = asking.answer(["duty.records"], by=("kind",)).frame
    frame = frame[frame["duty.records"] > 0].sort_values("duty.records", ascending=False, kind="stable")
    rows = pd.DataFrame({"name": frame["kind"], "value": frame["duty.records"].astype(float), "base": ""})
    return Bars(
        key="kinds",
        title="做了什么",
        unit="条",
        aid="履职记录按类型",
        value_format="integer",
        metric="duty.records",
        dimension="kind",
        note="同一件事只计一条：已在提案、协商等台账里的不重复录入",
        frame=rows.reset_index(drop=True),
    )


def grouped(found: Result) -> Table:
    """Means and medians of the groups that the dimension of an answer makes."""
    (by,), frame = found.by, found.frame
    frame = frame[frame["duty.members"] > 0]
    heads = ("在任委员", "平均积分", "中位数", "达标率", "出席", "应到", "请假", "出席率")
    kinds_of = ("integer", "decimal", "decimal", "percent", "integer", "integer", "integer", "percent")
    columns = (
        TableColumn(by, DIMENSIONS[by].name),
        *(TableColumn(k, h, kind) for k, h, kind in zip(GROUPED, heads, kinds_of, strict=True)),
    )
    return Table(
        key=f"by_{by}",
        title=f"各{DIMENSIONS[by].name}履职",
        aid="平均数与中位数并列",
        note=f"出席率 = 出席 ÷（应到 − 请假）；{metric(MET).definition}",
        frame=frame[[c.name for c in columns]],
        columns=columns,
    )
