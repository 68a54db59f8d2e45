"""回放: how colours moved, what flipped between two days, and the days of single matters."""

from datetime import date, timedelta

import pandas as pd

from zxdata import words
from zxdata.errors import Unknown, WrongUse
from zxdata.figures import Area, Figure, Matrix, Strips, Table, TableColumn, View
from zxdata.metrics.clocked.cases import cases_by_colour, cases_by_number
from zxdata.metrics.clocked.replay import NOT_YET, colours_by_day, flipped, flips, progress, strips
from zxdata.periods import read_day
from zxdata.rules.colours import ORDER
from zxdata.rules.palette import Palette
from zxdata.views.asking import Asking
from zxdata.views.clocked.subject import Subject, frame_of
from zxdata.views.frame import framed
from zxdata.views.trends import days_off

AREA_DAYS = 180
FLIP_DAYS = 30
SHOWN = 14
CHANGED = 300
STACK = ("red", "yellow", "unknown", "green")
FLIP = "flip"


def view(asking: Asking, of: Subject) -> View:
    """Options: ``opens`` of the subject, the number of one case to show; ``since``, the day to compare with (30 days
    before); ``flip``, the cell ``then→now`` whose cases are listed.
    """
    since = compared_with(asking)
    moved = movement(asking, of, since)
    figures: tuple[Figure, ...] = (area(asking, of), moved, lives(asking, of), changed(asking, of, since, moved))
    worse = moved.frame.loc[moved.frame["outside"].astype(bool), "value"].sum()
    headline = f"与{words.day(since)}相比，{int(worse):,} 件变差。"
    return framed(asking, f"{of.key}.replay", f"{of.title}·回放", headline, (), figures, None)


def compared_with(asking: Asking) -> date:
    """The day of the option ``since``; raises WrongUse where it is no day before the one asked for."""
    since_option = asking.option("since")
    if not since_option:
        return asking.day - timedelta(days=FLIP_DAYS)
    day = read_day(since_option)
    if day >= asking.day:
        raise WrongUse(f"比较日 {since_option} 应早于截至日 {asking.day}。")
    return day


def area(asking: Asking, of: Subject) -> Area:
    since = asking.day - timedelta(days=AREA_DAYS)
    every = colours_by_day(asking.reading, of.cases, asking.filters, asking.rules, since)
    found = [each for each in every if each.colour in STACK]
    frame = pd.DataFrame(
        [(each.day.isoformat(), each.colour, float(each.count)) for each in found],
        columns=["period", "series", "value"],
    )
    note = (
        f"按今日区划与规则 {asking.rules.version} 版；办结的不在图中，无法判定含缺期限而已{of.finish}的；灰底为非工作日"
    )
    return Area(
        key="area",
        title=f"近 {AREA_DAYS} 日{of.short}的颜色",
        unit="件",
        aid="逐日由事件回放",
        note=note,
        frame=frame,
        value_format="integer",
        series=STACK,
        days_off=days_off(asking, [each.day for each in found]),
        metric=of.whole,
        empty=f"近 {AREA_DAYS} 日没有在办的{of.short}。",
    )


def movement(asking: Asking, of: Subject, since: date) -> Matrix:
    """From each colour to each: what became of what. Flips to the worse stand out."""
    found = flips(asking.reading, of.cases, asking.filters, asking.rules, since)
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
    called = _called(of, asking.colours)
    rows = [c for c in (NOT_YET, *ORDER) if c in {each.before for each in found}]
    columns = [c for c in ORDER if c in {each.after for each in found}]
    frame = pd.DataFrame(
        [
            (called[each.before], each.after, each.count, f"{each.count:,}", (each.before, each.after) in worse)
            for each in found
        ],
        columns=["row", "column", "value", "text", "outside"],
    )
    return Matrix(
        key="flips",
        title=f"{words.short_day(since)}至{words.short_day(asking.day)}的变化",
        kind="当时的颜色",
        metric=of.whole,
        unit="件",
        aid="行为当时，列为现在，框为变差",
        note="当时的颜色按当日已发生的事件判定",
        frame=frame,
        value_format="integer",
        rows=tuple(called[c] for c in rows),
        columns=tuple(columns),
        empty=f"所选条件下没有{of.noun}。",
        option=FLIP,
    )


def _called(of: Subject, colours: Palette) -> dict[str, str]:
    """The colours a case can come from, in words."""
    return {NOT_YET: of.not_yet, **{c: colours.sign(c) for c in ORDER}}


def lives(asking: Asking, of: Subject) -> Strips:
    """The case asked for, else the most urgent ones, day by day."""
    chosen = asking.option(of.opens)
    if chosen:
        cases = cases_by_number(asking.reading, of.cases, asking.filters, asking.rules, [chosen])
        if not cases:
            raise Unknown(of.noun, chosen)
    else:
        urgent = ("red", "yellow")
        found = cases_by_colour(asking.reading, of.cases, asking.filters, asking.rules, urgent, SHOWN)
        cases = tuple(sorted(found, key=lambda case: urgent.index(case.colour)))[:SHOWN]
    about = {case.no: case for case in cases}
    bands = strips(asking.reading, of.cases, asking.filters, asking.rules, about)
    order = {no: n for n, no in enumerate(about)}
    rows = [
        (each.no, each.colour, each.since, each.until, about[each.no].name, about[each.no].days)
        for each in sorted(bands, key=lambda each: order[each.no])
    ]
    events = progress(asking.reading, of.cases, asking.filters, asking.rules, about)
    marks = [(e.no, e.on_day, f"{e.stage}　{e.unit}" if e.unit else e.stage) for e in events]
    return Strips(
        key="strips",
        title=f"{about[chosen].name}（{chosen}）" if chosen else f"最急{of.short}的逐日颜色",
        aid=f"{len(cases)} 件，一行一件",
        note=about[chosen].reason if chosen else "竖线为办理节点",
        frame=pd.DataFrame(rows, columns=["no", "colour", "since", "until", "name", "state"]),
        marks=pd.DataFrame(marks, columns=["no", "day", "word"]),
        metric=of.whole,
        today=asking.day,
        opens="" if chosen else of.opens,
        empty=f"所选条件下没有在办的红、黄{of.short}。",
    )


def changed(asking: Asking, of: Subject, since: date, moved: Matrix) -> Table:
    """The cases that flipped, the most urgent first, with the reason of today."""
    cells, called = moved.frame, _called(of, asking.colours)
    row, _, column = asking.option(FLIP).partition("→")
    before = next((colour for colour, name in called.items() if name == row), "")
    only = (before, column) if before and column in ORDER else None
    moves = flipped(asking.reading, of.cases, asking.filters, asking.rules, since, CHANGED, only)
    asked = (cells["row"] == row) & (cells["column"] == column) if only else cells["row"] != cells["column"].map(called)
    total = int(cells.loc[asked.astype(bool), "value"].sum())
    numbers = [each.no for each in moves]
    cases = frame_of(cases_by_number(asking.reading, of.cases, asking.filters, asking.rules, numbers))
    shades = pd.DataFrame(
        [(each.no, each.before if each.before != NOT_YET else None, each.after) for each in moves],
        columns=["no", "before", "after"],
    )
    frame = cases.merge(shades, on="no").rename(columns={"no": "code"})
    order = {c: n for n, c in enumerate(ORDER)}
    frame = frame.sort_values(["after", "code"], key=lambda s: s.map(order) if s.name == "after" else s, kind="stable")
    columns = (
        TableColumn("before", "当时", "colour", f"空：当时{of.not_yet}"),
        TableColumn("after", "现在", "colour"),
        TableColumn("name", "题目"),
        TableColumn("region", "区划"),
        TableColumn("unit", of.unit),
        TableColumn("reason", "缘由"),
    )
    cut = f"，只列最急的 {CHANGED} 件" if total > len(frame) else ""
    return Table(
        key="changed",
        title=f"{row} → {called[column]}的{of.short}" if only else f"变了颜色的{of.short}",
        aid=f"{total:,} 件{cut}",
        columns=columns,
        empty=f"这段时间没有{of.short}变色。",
        opens=of.opens,
        frame=frame[["code", *(c.name for c in columns)]].reset_index(drop=True),
    )
