"""回放: how colours moved, what flipped between two days, and the days of single matters."""

from datetime import date, timedelta

import pandas as pd

from zxdata import words
from zxdata.errors import Unknown, WrongUse
from zxdata.figures import Area, Figure, Matrix, Strips, Table, TableColumn, View
from zxdata.metrics.supervision.matters import by_number, matters_by_colour
from zxdata.metrics.supervision.replay import NOT_YET, colours_by_day, flipped, flips, progress, strips
from zxdata.rules.colours import ORDER
from zxdata.rules.palette import Palette
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.trends import days_off

AREA_DAYS = 180
FLIP_DAYS = 30
SHOWN = 14
CHANGED = 300
STACK = ("red", "yellow", "unknown", "green")
NEW = "未提出"
FLIP = "flip"


def view(asking: Asking) -> View:
    """Options: ``matter``, the number of one to show; ``since``, the day to compare with (30 days before);
    ``flip``, the cell ``then→now`` whose matters are listed.
    """
    since = compared_with(asking)
    moved = movement(asking, since)
    figures: tuple[Figure, ...] = (area(asking), moved, lives(asking), changed(asking, since, moved))
    worse = moved.frame.loc[moved.frame["outside"].astype(bool), "value"].sum()
    headline = f"与{words.day(since)}相比，{int(worse):,} 件变差。"
    return framed(asking, "supervision.replay", "监督预警·回放", headline, (), figures, None)


def compared_with(asking: Asking) -> date:
    """The day of the option ``since``; raises WrongUse where it is no day before the one asked for."""
    since_option = asking.option("since")
    if not since_option:
        return asking.day - timedelta(days=FLIP_DAYS)
    try:
        day = date.fromisoformat(since_option)
    except ValueError as fault:
        raise WrongUse(f"since={since_option} 不是日期，应如 2025-09-30。") from fault
    if day >= asking.day:
        raise WrongUse(f"比较日 {since_option} 应早于截至日 {asking.day}。")
    return day


def area(asking: Asking) -> Area:
    found = colours_by_day(asking.reading, asking.filters, asking.rules, asking.day - timedelta(days=AREA_DAYS))
    found = found[found["colour"].isin(STACK)]
    frame = pd.DataFrame(
        {
            "period": [d.isoformat() for d in found["day"]],
            "series": found["colour"],
            "value": found["value"].astype(float),
        }
    )
    note = f"按今日区划与规则 {asking.rules.version} 版；办结的不在图中，无法判定含缺期限而已销号的；灰底为非工作日"
    return Area(
        key="area",
        title=f"近 {AREA_DAYS} 日事项的颜色",
        unit="件",
        aid="逐日由事件回放",
        note=note,
        frame=frame,
        value_format="integer",
        series=STACK,
        days_off=days_off(asking, found["day"]),
        metric="supervision.matters",
    )


def movement(asking: Asking, since: date) -> Matrix:
    """From each colour to each: what became of what. Flips to the worse stand out."""
    found = flips(asking.reading, asking.filters, asking.rules, since)
    worse = {
        ("green", "yellow"),
        ("green", "red"),
        ("yellow", "red"),
        ("done", "red"),
        ("done", "yellow"),
        ("unknown", "red"),
        (NOT_YET, "red"),
        ("done_late", "red"),
    }
    called = _called(asking.colours)
    rows = [c for c in (NOT_YET, *ORDER) if c in set(found["before"])]
    columns = [c for c in ORDER if c in set(found["after"])]
    frame = pd.DataFrame(
        [(called[a], b, int(v), f"{v:,}", (a, b) in worse) for a, b, v in found.itertuples(index=False)],
        columns=["row", "column", "value", "text", "outside"],
    )
    return Matrix(
        key="flips",
        title=f"{words.short_day(since)}至{words.short_day(asking.day)}的变化",
        kind="当时的颜色",
        metric="supervision.matters",
        unit="件",
        aid="行为当时，列为现在，框为变差",
        note="当时的颜色按当日已发生的事件判定",
        frame=frame,
        value_format="integer",
        rows=tuple(called[c] for c in rows),
        columns=tuple(columns),
        empty="所选条件下没有监督事项。",
        option=FLIP,
    )


def _called(colours: Palette) -> dict[str, str]:
    """The colours a matter can come from, in words."""
    return {NOT_YET: NEW, **{c: colours.sign(c) for c in ORDER}}


def lives(asking: Asking) -> Strips:
    """The matter asked for, else the most urgent ones, day by day."""
    chosen = asking.option("matter")
    if chosen:
        cases = by_number(asking.reading, asking.filters, asking.rules, [chosen])
        if cases.empty:
            raise Unknown("监督事项", chosen)
    else:
        cases = matters_by_colour(asking.reading, asking.filters, asking.rules, ("red", "yellow"), SHOWN)
        cases = cases.sort_values("colour", key=lambda s: s.map({"red": 0, "yellow": 1}), kind="stable").head(SHOWN)
    numbers = list(cases["no"])
    found = strips(asking.reading, asking.filters, asking.rules, numbers)
    about = cases.set_index("no")
    found["name"], found["state"] = found["no"].map(about["name"]), found["no"].map(about["days"])
    found = found.sort_values("no", key=lambda s: s.map({no: n for n, no in enumerate(numbers)}), kind="stable")
    events = progress(asking.reading, asking.filters, asking.rules, numbers)
    marks = pd.DataFrame(
        {
            "no": events["no"],
            "day": events["on_day"],
            "word": [
                f"{s}　{u}" if isinstance(u, str) else s for s, u in zip(events["stage"], events["unit"], strict=True)
            ],
        }
    )
    what = f"{about.loc[chosen, 'name']}（{chosen}）" if chosen else "最急事项的逐日颜色"
    reason = about.loc[chosen, "reason"] if chosen else "竖线为办理节点"
    return Strips(
        key="strips",
        title=what,
        aid=f"{len(cases)} 件，一行一件",
        note=str(reason),
        frame=found,
        marks=marks,
        metric="supervision.matters",
        today=asking.day,
        opens="" if chosen else "matter",
        empty="所选条件下没有在办的红、黄事项。",
    )


def changed(asking: Asking, since: date, moved: Matrix) -> Table:
    """The matters that flipped, the most urgent first, with the reason of today."""
    cells, called = moved.frame, _called(asking.colours)
    row, _, column = asking.option(FLIP).partition("→")
    before = next((colour for colour, name in called.items() if name == row), "")
    only = (before, column) if before and column in ORDER else None
    moves = flipped(asking.reading, asking.filters, asking.rules, since, CHANGED, only)
    asked = (cells["row"] == row) & (cells["column"] == column) if only else cells["row"] != cells["column"].map(called)
    total = int(cells.loc[asked.astype(bool), "value"].sum())
    cases = by_number(asking.reading, asking.filters, asking.rules, list(moves["no"]))
    frame = cases.merge(moves, on="no").rename(columns={"no": "code"})
    frame["before"] = frame["before"].where(frame["before"] != NOT_YET, None)
    order = {c: n for n, c in enumerate(ORDER)}
    frame = frame.sort_values(["after", "code"], key=lambda s: s.map(order) if s.name == "after" else s, kind="stable")
    columns = (
        TableColumn("before", "当时", "colour", "空：当时还没有提出"),
        TableColumn("after", "现在", "colour"),
        TableColumn("name", "题目"),
        TableColumn("region", "区划"),
        TableColumn("unit", "责任单位"),
        TableColumn("reason", "缘由"),
    )
    cut = f"，只列最急的 {CHANGED} 件" if total > len(frame) else ""
    title = f"{row} → {called[column]}的事项" if only else "变了颜色的事项"
    return Table(
        key="changed",
        title=title,
        aid=f"{total:,} 件{cut}",
        columns=columns,
        empty="这段时间没有事项变色。",
        opens="matter",
        frame=frame[["code", *(c.name for c in columns)]].reset_index(drop=True),
    )
