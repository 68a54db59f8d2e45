"""监督预警: what is red today, why, and what turns yellow next."""

from datetime import date, timedelta

import pandas as pd

from zxdata import words
from zxdata.figures import COLOURS, Board, ColumnsFigure, Figure, Stacked, Table, TableColumn, Trend, View
from zxdata.filters import UNFILLED
from zxdata.metrics.matters import falling_due, matters_by_colour
from zxdata.metrics.replay import colours_by_day
from zxdata.rules.colours import ORDER
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

CARDS = (
    "supervision.matters", "supervision.red", "supervision.yellow", "supervision.on_time_rate",
    "supervision.closed_rate", "supervision.rectification_days_median",
)  # fmt: skip
OPEN = ("red", "yellow", "green", "unknown")
HISTORY_DAYS = 90
COMING_WORKDAYS = 20
ROWS_A_COLOUR = 6


def view(asking: Asking) -> View:
    board = matters_board(asking, ROWS_A_COLOUR)
    yellow_at = asking.rules.supervision.yellow_workdays
    going = sum(board.counts.get(c, 0) for c in ("red", "yellow", "green"))
    cards = asking.cards(
        CARDS,
        {
            "supervision.matters": f"在办 {going:,} 件，无法判定 {board.counts.get('unknown', 0):,} 件",
            "supervision.red": _since_last_week(board, "red"),
            "supervision.yellow": f"{yellow_at} 个工作日内到期，{_since_last_week(board, 'yellow')}",
            "supervision.rectification_days_median": "Kaplan–Meier，含未销号",
        },
    )
    figures: tuple[Figure, ...] = (board, history(asking), coming(asking), by_district(asking))
    return framed(asking, "supervision", "监督预警", headline(asking, board), cards, figures, _table(asking))


def matters_board(asking: Asking, rows: int) -> Board:
    """Counts by colour, their change within a week, and the most urgent matters of each open colour."""
    now, week_ago = (_counts(asking, days) for days in (0, 7))
    frame = matters_by_colour(asking.reading, asking.filters, asking.rules, OPEN, rows)
    return Board(
        key="board", title="监督事项三色", unit="件，剩余与超期按工作日", frame=frame, counts=now,
        changes={c: now[c] - week_ago[c] for c in ORDER}, compared_with="较上周",
        note=f"红：期限次日起未销号；黄：剩余 {asking.rules.supervision.yellow_workdays} 个工作日及以内；三色规则 {asking.rules.version} 版",
        empty="所选条件下没有监督事项。",
    )  # fmt: skip


def _counts(asking: Asking, days_ago: int) -> dict[str, int]:
    filters = asking.days_before(days_ago) if days_ago else asking.filters
    now = asking.answer([f"supervision.{c}" for c in ORDER], filters=filters)
    return {c: int(now.value(f"supervision.{c}") or 0) for c in ORDER}


def _since_last_week(board: Board, colour: str) -> str:
    step = board.changes[colour]
    return "较上周持平" if not step else f"较上周 {'+' if step > 0 else words.MINUS}{abs(step)}"


def headline(asking: Asking, board: Board) -> str:
    """What a leader should know first: how many are red, where most of them are, which is longest over."""
    red = board.frame[board.frame["colour"] == "red"]
    if red.empty:
        return f"{asking.region_name}没有超期的监督事项，{board.counts['yellow']} 件临期。"
    district = asking.answer(["supervision.red"], by=("district",)).frame
    most = district.sort_values("supervision.red", ascending=False).iloc[0]
    sentence = f"监督事项 {board.counts['red']} 件超期"
    if most["supervision.red"] > 1 and most["district"] != UNFILLED and not asking.district:
        sentence += f"，{most['district']}最多（{most['supervision.red']} 件）"
    worst = red.iloc[0]
    return f"{sentence}；“{worst['name']}”{worst['days'].replace(' ', '')}。"


def history(asking: Asking) -> Trend:
    since = asking.day - timedelta(days=HISTORY_DAYS)
    found = colours_by_day(asking.reading, asking.filters, asking.rules, since)
    found = found[found["colour"].isin(["red", "yellow"])]
    frame = pd.DataFrame(
        {"period": [d.isoformat() for d in found["day"]], "series": found["colour"].map(lambda c: COLOURS[c][1]),
         "value": found["value"].astype(float), "complete": True}
    )  # fmt: skip
    return Trend(
        key="trend", title=f"近 {HISTORY_DAYS} 日每日在办红、黄件数", unit="件，按规则逐日回放",
        note=f"规则版本 {asking.rules.version}；期限未填的不在图中", frame=frame, value_format="integer",
        series=("红", "黄"), step=True,
    )  # fmt: skip


def coming(asking: Asking) -> ColumnsFigure:
    found = falling_due(asking.reading, asking.filters, asking.rules, COMING_WORKDAYS)
    calendar = asking.reading.version
    days: list[date] = []
    day = asking.day
    while calendar.on(day).ordinal < asking.at.n + COMING_WORKDAYS:
        day += timedelta(days=1)
        if calendar.on(day).workday or day in set(found["day"]):
            days.append(day)
    by_day = {d: (c, int(v)) for d, c, v in found[["day", "colour", "value"]].itertuples(index=False)}
    rows = [(f"{d.month}-{d.day}", by_day.get(d, ("", 0))[1], by_day.get(d, ("green", 0))[0]) for d in days]
    if asking.day in by_day:
        rows.insert(0, ("今日", by_day[asking.day][1], by_day[asking.day][0]))
    return ColumnsFigure(
        key="due", title=f"未来 {COMING_WORKDAYS} 个工作日到期", unit="件／日，在办事项", value_format="integer",
        note="到期日当天销号算按期；黄柱已在黄线之内，绿柱将依次转黄",
        frame=pd.DataFrame(rows, columns=["name", "value", "colour"]),
        empty=f"未来 {COMING_WORKDAYS} 个工作日没有到期的事项。" if not by_day else "",
    )  # fmt: skip


def by_district(asking: Asking) -> Stacked:
    keys = {c: f"supervision.{c}" for c in OPEN}
    frame = asking.answer(keys.values(), by=("district",), filters=asking.siblings).frame
    frame["urgent"] = frame["supervision.red"] * 1000 + frame["supervision.yellow"]
    frame = frame[frame[list(keys.values())].sum(axis=1) > 0].sort_values("urgent", ascending=False, kind="stable")
    parts = [
        pd.DataFrame({"name": frame["district"], "series": c, "value": frame[key].astype(float)})
        for c, key in keys.items()
    ]
    return Stacked(
        key="districts", title="各区县在办事项", unit="件，红、黄多者在前", note="办结的不在图中", value_format="integer",
        series=OPEN, dimension="district", frame=pd.concat(parts, ignore_index=True),
    )  # fmt: skip


def _table(asking: Asking) -> Table:
    """The matters themselves, most urgent first."""
    frame = matters_by_colour(asking.reading, asking.filters, asking.rules, OPEN, 200)
    columns = (
        TableColumn("colour", "颜色", "colour"), TableColumn("name", "题目"), TableColumn("region", "区划"),
        TableColumn("unit", "责任单位"), TableColumn("due_on", "整改期限", "date"), TableColumn("days", "工作日"),
        TableColumn("reason", "缘由"),
    )  # fmt: skip
    order = {c: n for n, c in enumerate(ORDER)}
    frame = frame.sort_values("colour", key=lambda s: s.map(order), kind="stable").reset_index(drop=True)
    frame = frame.rename(columns={"no": "code"})
    return Table(key="table", title="在办事项", unit="每种颜色最急的 200 件", note="全部明细可由指标旁的“明细”取得",
                 frame=frame[["code", *(c.name for c in columns)]], columns=columns)  # fmt: skip
