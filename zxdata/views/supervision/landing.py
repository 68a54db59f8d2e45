"""监督预警: what is red today, why, and what turns yellow next."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from zxdata.figures import ColumnsFigure, Figure, Indicator, Stacked, Table, TableColumn, Trend, View
from zxdata.metrics import metric
from zxdata.metrics.supervision.matters import falling_due, matters_by_colour, turning
from zxdata.metrics.supervision.replay import colours_by_day
from zxdata.metrics.supervision.unusual import rises
from zxdata.rules.colours import OPEN, ORDER
from zxdata.rules.palette import Palette
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.supervision.board import ROWS_A_COLOUR, headline, matters_board, since_last_week
from zxdata.views.trends import days_off

INDICATORS = (
    "supervision.matters",
    "supervision.red",
    "supervision.yellow",
    "supervision.on_time_rate",
    "supervision.closed_rate",
    "supervision.lasting_rate",
)
HISTORY_DAYS = 90
COMING_WORKDAYS = 20
NEXT_DAYS = 7
ROWS_IN_TABLE = 200


def view(asking: Asking) -> View:
    cases = matters_by_colour(asking.reading, asking.filters, asking.rules, OPEN, ROWS_IN_TABLE)
    board = matters_board(asking, ROWS_A_COLOUR, cases)
    going = sum(board.counts.get(c, 0) for c in ("red", "yellow", "green"))
    months = asking.rules.supervision.lasting_months
    indicators = asking.indicators(
        INDICATORS,
        {
            "supervision.matters": f"在办 {going:,} 件，{asking.colours.word('unknown')} {board.counts.get('unknown', 0):,} 件",
            "supervision.red": since_last_week(board, "red"),
            "supervision.yellow": f"剩 {asking.rules.supervision.yellow_words}，{since_last_week(board, 'yellow')}",
        },
    )
    indicators = tuple(_called(c, asking.colours, f"，{months} 个月内未退回") for c in indicators)
    figures: tuple[Figure, ...] = (board, history(asking), coming(asking), turning_next(asking), by_district(asking))
    notices = tuple(rise.sentence for rise in rises(asking.reading, asking.filters, asking.rules)[:2])
    return framed(
        asking, "supervision", "监督预警", headline(asking, board), indicators, figures, _table(cases), notices
    )


def _called(card: Indicator, colours: Palette, lasting: str) -> Indicator:
    """The card under the words that this body's rules give the colours."""
    if card.metric == "supervision.lasting_rate":
        return replace(card, base=card.base + lasting)
    colour = metric(card.metric).colour
    return replace(card, name=colours.named(colour)) if colour else card


def history(asking: Asking) -> Trend:
    since = asking.day - timedelta(days=HISTORY_DAYS)
    found = colours_by_day(asking.reading, asking.filters, asking.rules, since)
    found = found[found["colour"].isin(["red", "yellow"])]
    frame = pd.DataFrame(
        {
            "period": [d.isoformat() for d in found["day"]],
            "series": found["colour"],
            "value": found["value"].astype(float),
            "complete": True,
        }
    )
    red, yellow = map(asking.colours.word, ("red", "yellow"))
    return Trend(
        key="trend",
        title=f"近 {HISTORY_DAYS} 日每日在办{red}、{yellow}件数",
        unit="件",
        aid="按规则逐日回放",
        note=f"规则版本 {asking.rules.version}；期限未填的不在图中；灰底为非工作日",
        frame=frame,
        value_format="integer",
        days_off=days_off(asking, found["day"]),
        series=("red", "yellow"),
        step=True,
        metric="supervision.red",
        metrics=("supervision.red", "supervision.yellow"),
    )


def coming(asking: Asking) -> ColumnsFigure:
    found = falling_due(asking.reading, asking.filters, asking.rules, COMING_WORKDAYS)
    calendar = asking.reading.version
    days: list[date] = []
    day = asking.day
    while calendar.on(day).ordinal < asking.at.n + COMING_WORKDAYS:
        day += timedelta(days=1)
        if calendar.on(day).workday or day in set(found["day"]):
            days.append(day)
    by_day: dict[date, tuple[str, int]] = {}
    for on, colour, value in found[["day", "colour", "value"]].itertuples(index=False):
        urgent, before = by_day.get(on, (colour, 0))
        by_day[on] = (min(urgent, colour, key=ORDER.index), before + int(value))
    rows = [
        (f"{d.month}月{d.day}日", by_day.get(d, ("", 0))[1], by_day.get(d, ("green", 0))[0], d.isoformat())
        for d in days
    ]
    if asking.day in by_day:
        rows.insert(0, ("今日", by_day[asking.day][1], by_day[asking.day][0], asking.day.isoformat()))
    return ColumnsFigure(
        key="due",
        title=f"未来 {COMING_WORKDAYS} 个工作日到期",
        unit="件",
        per="日",
        aid="在办事项",
        value_format="integer",
        note=f"到期日当天销号算按期；{asking.colours.word('yellow')}柱已在线内，{asking.colours.word('green')}柱将依次转{asking.colours.word('yellow')}",
        metric="supervision.open",
        dimension="due",
        frame=pd.DataFrame(rows, columns=["name", "value", "colour", "carries"]),
        empty=f"未来 {COMING_WORKDAYS} 个工作日没有到期的事项。" if not by_day else "",
    )


def turning_next(asking: Asking) -> Table:
    """What changes colour within the next days if nothing is done."""
    until = asking.day + timedelta(days=NEXT_DAYS)
    frame = turning(asking.reading, asking.filters, asking.rules, until, ROWS_IN_TABLE)
    total = int(frame["of"].iloc[0]) if len(frame) else 0
    cut = f"，只列最早的 {ROWS_IN_TABLE} 件" if total > len(frame) else ""
    columns = (
        TableColumn("turns_on", "将于", "date"),
        TableColumn("turns_to", "转为", "colour"),
        TableColumn("name", "题目"),
        TableColumn("region", "区划"),
        TableColumn("unit", "责任单位"),
        TableColumn("days", "工作日"),
        TableColumn("reason", "缘由"),
    )
    return Table(
        key="next",
        title=f"未来 {NEXT_DAYS} 日将变色",
        aid=f"{total:,} 件，若无进展{cut}",
        columns=columns,
        note="按今日的期限与进展推算",
        empty=f"未来 {NEXT_DAYS} 日没有事项变色。",
        opens="matter",
        frame=frame.rename(columns={"no": "code"})[["code", *(c.name for c in columns)]],
    )


def by_district(asking: Asking) -> Stacked:
    keys = {c: f"supervision.{c}" for c in OPEN}
    frame = asking.answer(keys.values(), by=("district",), filters=asking.beside("district", "colour")).frame
    frame["urgent"] = frame["supervision.red"] * 1000 + frame["supervision.yellow"]
    frame = frame[frame[list(keys.values())].sum(axis=1) > 0].sort_values("urgent", ascending=False, kind="stable")
    parts = [
        pd.DataFrame({"name": frame["district"], "series": c, "value": frame[key].astype(float)})
        for c, key in keys.items()
    ]
    red, yellow = map(asking.colours.word, ("red", "yellow"))
    return Stacked(
        key="districts",
        title="各区县事项的颜色",
        unit="件",
        aid=f"{red}、{yellow}多者在前",
        note="办结的不在图中；无法判定含已销号而缺期限的",
        value_format="integer",
        series=OPEN,
        dimension="district",
        series_dimension="colour",
        metric="supervision.matters",
        frame=pd.concat(parts, ignore_index=True),
        selected=(asking.reading.version.regions.name(asking.district),) if asking.district else (),
    )


def _table(cases: pd.DataFrame) -> Table:
    """The matters themselves, most urgent first."""
    columns = (
        TableColumn("colour", "颜色", "colour"),
        TableColumn("name", "题目"),
        TableColumn("region", "区划"),
        TableColumn("unit", "责任单位"),
        TableColumn("due_on", "整改期限", "date"),
        TableColumn("days", "工作日"),
        TableColumn("reason", "缘由"),
        TableColumn("rule", "判色规则"),
        TableColumn("stage", "最近节点"),
        TableColumn("reminded", "已催办", "integer"),
    )
    order = {c: n for n, c in enumerate(ORDER)}
    frame = cases.sort_values("colour", key=lambda s: s.map(order), kind="stable").reset_index(drop=True)
    frame = frame.rename(columns={"no": "code"})
    return Table(
        key="table",
        title="在办与无法判定的事项",
        aid=f"每种颜色最急的 {ROWS_IN_TABLE} 件",
        columns=columns,
        note="全部明细可由指标旁的“口径”取得",
        opens="matter",
        frame=frame[["code", *(c.name for c in columns)]],
    )
