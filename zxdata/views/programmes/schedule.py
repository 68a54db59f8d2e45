"""建设时间表: the items of each stage on one axis of days, what is done, what runs, what lies beyond its limit."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
from sqlalchemy import select

from zxdata.figures import Figure, Gantt, Table, TableColumn, View
from zxdata.figures.gantt import phases
from zxdata.filters import UNFILLED
from zxdata.metrics.clocked.cases import ClockedCase, cases_by_number
from zxdata.metrics.programmes.items import ITEM
from zxdata.metrics.question import conditions
from zxdata.snapshot.facts import item
from zxdata.views.asking import Asking
from zxdata.views.clocked import ITEMS
from zxdata.views.frame import framed

DONE, AHEAD, OVER = "已用", "余下", "超期"
SHOWN = 40
NUMERALS = "一二三四五六七八九十"


def view(asking: Asking) -> View:
    chart = schedule(asking)
    stages = by_stage(asking)
    late = int((chart.frame["colour"] == "red").sum())
    headline = (
        f"分阶段的任务列出 {len(chart.frame):,} 件，其中超期 {late:,} 件。"
        if len(chart.frame)
        else "没有分阶段的任务。"
    )
    figures: tuple[Figure, ...] = (chart, stages)
    return framed(asking, "programmes.schedule", "清单行动·建设时间表", headline, (), figures, None)


def schedule(asking: Asking) -> Gantt:
    """The items that name a stage, the shortest stage first."""
    t = item
    asked = select(t.c.no, t.c.horizon, t.c.begun_on, t.c.due_on, t.c.done_on).where(
        *conditions(asking.reading, ITEM, t, asking.at, ()), t.c.horizon.is_not(None), t.c.due_on.is_not(None)
    )
    rows = sorted(asking.reading.rows(asked), key=lambda row: (_length(row[1]), row[3], row[0]))[:SHOWN]
    cases = cases_by_number(asking.reading, ITEMS.cases, asking.filters, asking.rules, [row[0] for row in rows])
    about = {case.no: case for case in cases}
    bars = [bar for row in rows for bar in _bars(row[0], row[2], row[3], row[4], asking.day)]
    frame = [
        (no, f"{horizon}　{about[no].name}", due, about[no].colour, _state(about[no]))
        for no, horizon, _, due, _ in rows
    ]
    return Gantt(
        key="schedule",
        title="建设时间表",
        aid="按阶段，短的在前",
        note="竖线为期限，延期的按新期限",
        frame=pd.DataFrame(frame, columns=["no", "name", "due", "colour", "state"]),
        bars=pd.DataFrame(bars, columns=["no", "phase", "since", "until"]),
        today=asking.day,
        phases=phases(DONE, AHEAD, OVER, over=OVER),
        opens="item",
        metric="programmes.items",
        empty="所选条件下没有分阶段、有期限的任务。",
    )


def _bars(no: str, since: date, due: date, done: date | None, today: date) -> list[tuple[str, str, date, date]]:
    """The stretches of one item: up to its end or today, what is left to the limit, what lies beyond it."""
    ended = done if done and done <= today else None
    upto = ended or today
    found = [(no, DONE, since, min(upto, due))] if since < min(upto, due) else []
    if not ended and today < due:
        found.append((no, AHEAD, max(since, today), due))
    if upto > due:
        found.append((no, OVER, due + timedelta(days=1), upto + timedelta(days=1)))
    return found


def _state(case: ClockedCase) -> str:
    return case.days if case.colour not in ("done", "done_late") else "已完成"


def _length(horizon: str) -> int:
    """一年 before 三年; what begins with no numeral comes last."""
    head = horizon[:1]
    if head in NUMERALS:
        return NUMERALS.index(head)
    return int(head) - 1 if head.isdecimal() else len(NUMERALS)


def by_stage(asking: Asking) -> Table:
    keys = ("programmes.items", "programmes.done", "programmes.done_rate", "programmes.red", "programmes.yellow")
    standing = replace(asking.beside("horizon", "colour"), since=None, until=None)
    frame = asking.answer(keys, by=("horizon",), filters=standing).frame
    frame = frame[frame["horizon"] != UNFILLED]
    frame = frame.sort_values("horizon", key=lambda column: column.map(_length), kind="stable")
    columns = (
        TableColumn("horizon", "阶段"),
        TableColumn("programmes.items", "事项", "integer"),
        TableColumn("programmes.done", "已完成", "integer"),
        TableColumn("programmes.done_rate", "完成率", "percent"),
        TableColumn("programmes.red", asking.colours.word("red"), "integer"),
        TableColumn("programmes.yellow", asking.colours.word("yellow"), "integer"),
    )
    return Table(
        key="stages",
        title="各阶段完成了多少",
        aid="截至日，不论期间",
        columns=columns,
        frame=pd.DataFrame(frame[[c.name for c in columns]]).reset_index(drop=True),
        metric="programmes.items",
        empty="没有分阶段的任务。",
    )
