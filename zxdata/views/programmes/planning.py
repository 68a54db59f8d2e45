"""议题与计划: from which channel topics come and how far each gets, and whether next year's plan was begun in time."""

from dataclasses import replace
from datetime import date

import pandas as pd
from sqlalchemy import func, select

from zxdata import words
from zxdata.figures import Figure, Matrix, Table, TableColumn, View
from zxdata.filters import UNFILLED
from zxdata.metrics.consultation.agenda import TOPIC
from zxdata.metrics.question import conditions
from zxdata.snapshot.facts import topic
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

STEPS = {
    "consultation.topics": "征集",
    "consultation.topics_settled": "确定",
    "consultation.topics_marked": "圈题点题",
    "consultation.topics_planned": "列入计划",
    "consultation.topics_consulted": "已协商",
}
INDICATORS = tuple(STEPS)


def view(asking: Asking) -> View:
    """Topics have no owner, stage or colour: filters by them are let go. They are read as one batch."""
    own, said = asking.letting_go("议题", "owner", "horizon", "colour")
    own = own.cohort
    cards, plans = own.indicators(INDICATORS), clock(own)
    state = plans.frame.iloc[-1]
    figures: tuple[Figure, ...] = (chain(own), plans)
    headline = f"征集议题 {cards[0].value} 个，列入计划 {cards[3].value} 个；{state['year']}年计划{state['state']}。"
    return framed(asking, "programmes.planning", "清单行动·议题与计划", headline, cards, figures, None, said)


def chain(asking: Asking) -> Matrix:
    """Of the topics of each channel: how many got to each step by the day."""
    frame = asking.answer(STEPS, by=("channel",), filters=asking.beside("channel")).frame
    frame = frame[frame["consultation.topics"] > 0].sort_values("consultation.topics", ascending=False, kind="stable")
    cells = [
        (row["channel"], name, float(row[key]), words.number(row[key], "integer"), False)
        for row in frame.to_dict("records")
        for key, name in STEPS.items()
    ]
    return Matrix(
        key="chain",
        title="各渠道的议题走到哪一步",
        kind="渠道",
        unit="个",
        aid=f"{asking.filters.period_in_words()}征集的这一批",
        value_format="integer",
        rows=tuple(row if row else UNFILLED for row in frame["channel"]),
        columns=tuple(STEPS.values()),
        metric="consultation.topics",
        row_dimension="channel",
        frame=pd.DataFrame(cells, columns=["row", "column", "value", "text", "outside"]),
        note="圈题点题由议题进展的圈题、点题；已协商为关联里由议题转为协商",
        empty="所选条件下没有议题。",
    )


def clock(asking: Asking) -> Table:
    """The plans of this year and the next against the days on which the rules want them begun and standing."""
    rows = [_plan(asking, year) for year in (asking.day.year, asking.day.year + 1)]
    columns = (
        TableColumn("colour", "状态", "colour"),
        TableColumn("year", "计划年度"),
        TableColumn("begins", "应启动", "date"),
        TableColumn("ends", "应定下", "date"),
        TableColumn("raised", "启动后征集议题", "integer"),
        TableColumn("planned", "其中列入计划", "integer"),
        TableColumn("plans", "台账年度计划", "integer"),
        TableColumn("state", "说明"),
    )
    rule = asking.rules.programmes.planning
    return Table(
        key="clock",
        title="下一年计划启动了没有",
        aid="每年一次",
        columns=columns,
        frame=pd.DataFrame(rows, columns=[c.name for c in columns]),
        note=f"上一年 {rule.begins} 启动、{rule.ends} 定下（日期在规则文件里）；年度计划为台账里该年度的行",
    )


def _plan(asking: Asking, year: int) -> tuple[str, str, date, date, int, int, int, str]:
    rule, day = asking.rules.programmes.planning, asking.day
    begins, ends = (date.fromisoformat(f"{year - 1}-{written}") for written in (rule.begins, rule.ends))
    everything = replace(asking.at, filters=replace(asking.filters, since=None, until=None, where=()))
    t = topic
    seen = [*conditions(asking.reading, TOPIC, t, everything), t.c.raised_on.between(begins, ends)]
    planned = func.coalesce(func.count_if(t.c.planned_on <= day), 0)
    raised, taken = asking.reading.rows(select(func.count(), planned).where(*seen))[0]
    known = _plans(asking, year) if day >= begins else 0
    if day < begins:
        return "green", str(year), begins, ends, 0, 0, 0, f"还有 {(begins - day).days} 日启动"
    if taken or known:
        said = f"已列入议题 {int(taken)} 个，年度计划 {known} 项"
        return "done", str(year), begins, ends, int(raised), int(taken), known, said
    late = day > ends
    said = (
        f"已过定下之日 {(day - ends).days} 日，还没有列入的"
        if late
        else f"已启动 {(day - begins).days} 日，还没有列入的"
    )
    return "red" if late else "yellow", str(year), begins, ends, int(raised), 0, 0, said


def _plans(asking: Asking, year: int) -> int:
    """Plans of the year within what the reader sees."""
    key = "consultation.planned"
    whole = replace(asking.filters, since=None, until=None, where=(), as_of=date(year, 12, 31), basis="cohort")
    seen = asking.answer([key], filters=replace(whole, since=date(year, 1, 1), until=date(year, 12, 31)))
    return int(seen.value(key) or 0)
