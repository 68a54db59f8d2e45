"""建设时间表: the items of each stage on one axis of days, what is done, what runs, what lies beyond its limit."""

from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd
from sqlalchemy import select

from zxdata.figures import Figure, Gantt, Table, View
from zxdata.figures.gantt import phases
from zxdata.filters import UNFILLED
from zxdata.metrics.clocked.cases import ClockedCase, cases_by_number
from zxdata.metrics.programmes.items import ITEM
from zxdata.metrics.question import conditions
from zxdata.snapshot.facts import item
from zxdata.views.asking import Asking
from zxdata.views.clocked import ITEMS
from zxdata.views.frame import framed
from zxdata.views.programmes.completeness import completeness

DONE, AHEAD, OVER = "已用", "余下", "超期"
SHOWN = 40
NUMERALS = "一二三四五六七八九十"


class Planned(NamedTuple):
    """An item of a stage with its days, as they stand."""

    no: str
    horizon: str
    begun_on: date
    due_on: date
    done_on: date | None

    def over(self, day: date) -> bool:
        """Open on ``day`` beyond its limit."""
        return self.due_on < day and (self.done_on is None or self.done_on > day)


def view(asking: Asking) -> View:
    planned = _planned(asking)
    late = sum(each.over(asking.day) for each in planned)
    headline = f"分阶段、有期限的任务 {len(planned):,} 件，其中超期 {late:,} 件。" if planned else "没有分阶段的任务。"
    figures: tuple[Figure, ...] = (schedule(asking, planned), by_stage(asking))
    return framed(asking, "programmes.schedule", "清单行动·建设时间表", headline, (), figures, None)


def _planned(asking: Asking) -> list[Planned]:
    t = item
    asked = select(t.c.no, t.c.horizon, t.c.begun_on, t.c.due_on, t.c.done_on).where(
        *conditions(asking.reading, ITEM, t, asking.at, ()), t.c.horizon.is_not(None), t.c.due_on.is_not(None)
    )
    return [Planned(*row) for row in asking.reading.rows(asked)]


def schedule(asking: Asking, planned: list[Planned]) -> Gantt:
    """The items longest beyond their limit, then those due next, in the order of their stages, the shortest first."""
    urgent = sorted(
        planned, key=lambda each: (not each.over(asking.day), _settled(each, asking.day), each.due_on, each.no)
    )
    rows = sorted(urgent[:SHOWN], key=lambda each: (_length(each.horizon), each.due_on, each.no))
    beyond = urgent[SHOWN:]
    more = (
        f"；另有 {len(beyond):,} 件（超期 {sum(each.over(asking.day) for each in beyond):,} 件）没有画"
        if beyond
        else ""
    )
    cases = cases_by_number(asking.reading, ITEMS.cases, asking.filters, asking.rules, [row.no for row in rows])
    about = {case.no: case for case in cases}
    bars = [bar for row in rows for bar in _bars(row.no, row.begun_on, row.due_on, row.done_on, asking.day)]
    frame = [
        (row.no, f"{row.horizon}　{about[row.no].name}", row.due_on, about[row.no].colour, _state(about[row.no]))
        for row in rows
    ]
    return Gantt(
        key="schedule",
        title="建设时间表",
        aid="按阶段，短的在前",
        note=f"竖线为期限，延期的按新期限{more}",
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


def _settled(each: Planned, day: date) -> bool:
    return each.done_on is not None and each.done_on <= day


def _state(case: ClockedCase) -> str:
    return case.days if case.colour not in ("done", "done_late") else "已完成"


def _length(horizon: str) -> int:
    """一年 before 三年; what begins with no numeral comes last."""
    head = horizon[:1]
    if head in NUMERALS:
        return NUMERALS.index(head)
    return int(head) - 1 if head.isdecimal() else len(NUMERALS)


def by_stage(asking: Asking) -> Table:
    """Each stage, the shortest first."""
    return completeness(
        asking,
        "horizon",
        lambda frame: frame[frame["horizon"] != UNFILLED].sort_values(
            "horizon", key=lambda column: column.map(_length), kind="stable"
        ),
        "stages",
        "各阶段完成了多少",
        "",
        "没有分阶段的任务。",
    )
