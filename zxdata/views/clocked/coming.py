"""How red and yellow went over the last days, what falls due and turns next, and where cases of each colour are."""

from datetime import date, timedelta

import pandas as pd

from zxdata.figures import ColumnsFigure, Stacked, Table, TableColumn, Trend
from zxdata.metrics.clocked.cases import falling_due, turning
from zxdata.metrics.clocked.replay import colours_by_day
from zxdata.rules.colours import OPEN, ORDER
from zxdata.views.asking import Asking
from zxdata.views.clocked.subject import Subject, frame_of
from zxdata.views.trends import days_off

HISTORY_DAYS = 90
COMING_WORKDAYS = 20
NEXT_DAYS = 7
ROWS_IN_TABLE = 200


def history(asking: Asking, of: Subject) -> Trend:
    since = asking.day - timedelta(days=HISTORY_DAYS)
    found = [
        each
        for each in colours_by_day(asking.reading, of.cases, asking.filters, asking.rules, since)
        if each.colour in ("red", "yellow")
    ]
    rows = [(each.day.isoformat(), each.colour, float(each.count), True) for each in found]
    red, yellow = map(asking.colours.word, ("red", "yellow"))
    return Trend(
        key="trend",
        title=f"近 {HISTORY_DAYS} 日每日在办{red}、{yellow}件数",
        unit="件",
        aid="按规则逐日回放",
        note=f"规则版本 {asking.rules.version}；期限未填的不在图中；灰底为非工作日",
        frame=pd.DataFrame(rows, columns=["period", "series", "value", "complete"]),
        value_format="integer",
        days_off=days_off(asking, [each.day for each in found]),
        series=("red", "yellow"),
        step=True,
        metric=of.metric("red"),
        metrics=(of.metric("red"), of.metric("yellow")),
    )


def coming(asking: Asking, of: Subject) -> ColumnsFigure:
    found = falling_due(asking.reading, of.cases, asking.filters, asking.rules, COMING_WORKDAYS)
    calendar = asking.reading.version
    on_days = {each.day for each in found}
    days: list[date] = []
    day = asking.day
    while calendar.on(day).ordinal < asking.at.n + COMING_WORKDAYS:
        day += timedelta(days=1)
        if calendar.on(day).workday or day in on_days:
            days.append(day)
    by_day: dict[date, tuple[str, int]] = {}
    for each in found:
        urgent, before = by_day.get(each.day, (each.colour, 0))
        by_day[each.day] = (min(urgent, each.colour, key=ORDER.index), before + each.count)
    rows = [
        (f"{d.month}月{d.day}日", by_day.get(d, ("", 0))[1], by_day.get(d, ("green", 0))[0], d.isoformat())
        for d in days
    ]
    if asking.day in by_day:
        rows.insert(0, ("今日", by_day[asking.day][1], by_day[asking.day][0], asking.day.isoformat()))
    yellow, green = map(asking.colours.word, ("yellow", "green"))
    return ColumnsFigure(
        key="due",
        title=f"未来 {COMING_WORKDAYS} 个工作日到期",
        unit="件",
        per="日",
        aid=f"在办{of.short}",
        value_format="integer",
        note=f"到期日当天{of.finish}算按期；{yellow}柱已在线内，{green}柱将依次转{yellow}",
        metric=of.going,
        dimension="due",
        frame=pd.DataFrame(rows, columns=["name", "value", "colour", "carries"]),
        empty=f"未来 {COMING_WORKDAYS} 个工作日没有到期的{of.short}。" if not by_day else "",
    )


def turning_next(asking: Asking, of: Subject) -> Table:
    """What changes colour within the next days if nothing is done."""
    until = asking.day + timedelta(days=NEXT_DAYS)
    found = turning(asking.reading, of.cases, asking.filters, asking.rules, until, ROWS_IN_TABLE)
    cut = f"，只列最早的 {ROWS_IN_TABLE} 件" if found.whole > len(found.cases) else ""
    columns = (
        TableColumn("turns_on", "将于", "date"),
        TableColumn("turns_to", "转为", "colour"),
        TableColumn("name", "题目"),
        TableColumn("region", "区划"),
        TableColumn("unit", of.unit),
        TableColumn("days", "工作日"),
        TableColumn("ground", "缘由"),
    )
    return Table(
        key="next",
        title=f"未来 {NEXT_DAYS} 日将变色",
        aid=f"{found.whole:,} 件，若无进展{cut}",
        columns=columns,
        note="按截至日的期限与进展推算",
        empty=f"未来 {NEXT_DAYS} 日没有{of.short}变色。",
        opens=of.opens,
        frame=frame_of(found.cases).rename(columns={"no": "code"})[["code", *(c.name for c in columns)]],
    )


def by_district(asking: Asking, of: Subject) -> Stacked:
    keys = {c: of.metric(c) for c in OPEN}
    frame = asking.answer(keys.values(), by=("district",), filters=asking.beside("district", "colour")).frame
    frame["urgent"] = frame[keys["red"]] * 1000 + frame[keys["yellow"]]
    frame = frame[frame[list(keys.values())].sum(axis=1) > 0].sort_values("urgent", ascending=False, kind="stable")
    parts = [
        pd.DataFrame({"name": frame["district"], "series": c, "value": frame[key].astype(float)})
        for c, key in keys.items()
    ]
    red, yellow = map(asking.colours.word, ("red", "yellow"))
    return Stacked(
        key="districts",
        title=f"各区县{of.short}的颜色",
        unit="件",
        aid=f"{red}、{yellow}多者在前",
        note=f"办结的不在图中；无法判定含已{of.finish}而缺期限的",
        value_format="integer",
        series=OPEN,
        dimension="district",
        series_dimension="colour",
        metric=of.whole,
        frame=pd.concat(parts, ignore_index=True),
        selected=(asking.reading.version.regions.name(asking.district),) if asking.district else (),
    )


def case_table(of: Subject, cases: pd.DataFrame, whole: int | None = None) -> Table:
    """The cases themselves, most urgent first; ``whole``: how many there are, where that may be more."""
    left = 0 if whole is None else whole - len(cases)
    columns = (
        TableColumn("colour", "颜色", "colour"),
        TableColumn("name", "题目"),
        TableColumn("region", "区划"),
        TableColumn("unit", of.unit),
        TableColumn("due_on", of.due, "date"),
        TableColumn("days", "工作日"),
        TableColumn("ground", "缘由"),
        TableColumn("rule", "判色规则"),
        TableColumn("stage", "最近节点"),
        TableColumn("reminded", "已催办", "integer"),
    )
    order = {c: n for n, c in enumerate(ORDER)}
    frame = cases.sort_values("colour", key=lambda s: s.map(order), kind="stable").reset_index(drop=True)
    frame = frame.rename(columns={"no": "code"})
    return Table(
        key="table",
        title=f"在办与无法判定的{of.short}",
        aid=f"每种颜色最急的 {ROWS_IN_TABLE} 件，另有 {left:,} 件" if left > 0 else f"{len(cases):,} 件，最急的在前",
        columns=columns,
        note="全部各件在每种颜色的明细里" if left > 0 else "",
        opens=of.opens,
        frame=frame[["code", *(c.name for c in columns)]],
    )
