"""提案卡: one proposal whole — its units as lanes with a clock each, every event, its suggestions, both evaluations."""

from datetime import date
from typing import Any

import pandas as pd

from zxdata import words
from zxdata.figures import Figure, Gantt, Profile, Table, TableColumn, View, phases
from zxdata.metrics.proposals.detail import ProposalDetail, proposal_detail
from zxdata.metrics.proposals.waiting import OVER, listed
from zxdata.rules.calendar import GUESSED, GUESSED_BRIEF, GUESSED_SIGN
from zxdata.rules.colours import left_in_words, state_in_words
from zxdata.rules.running import LEAD, Run
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

KEY = "proposals.card"
FIGURES = ("head", "lanes", "events", "suggestions", "evaluations")
PHASES = ("审查立案", "交办签收", "承办", "待评价", OVER)
# Which swatch a clock is drawn with; a unit's own reply is what it works on.
_PHASE = {"审查": 0, "交办": 0, "改派": 1, "签收": 1, "评价": 3, "办结": 3}
_WHOLE = "全程"


def view(asking: Asking) -> View:
    no = asking.option("case") or _first(asking)
    found = proposal_detail(asking.reading, asking.filters, asking.rules, no) if no else None
    if found is None:
        text = (f"没有提案号“{no}”，或它不在可看的范围内、截至日尚未提交。",) if no else ("所选条件下没有在办的提案。",)
        return framed(asking, KEY, "提案卡", "", (), (_events(None),), None, text, FIGURES)
    figures: tuple[Figure, ...] = (
        _head(asking, found),
        _lanes(asking, found),
        _events(found),
        _suggestions(found),
        _evaluations(found),
    )
    return framed(asking, KEY, "提案卡", f"{no}　{found.head.title}", (), figures, None)


def _first(asking: Asking) -> str:
    cases = listed(asking.reading, asking.filters, asking.rules, "最急", 1).cases
    return cases[0].no if cases else ""


def _head(asking: Asking, found: ProposalDetail) -> Profile:
    """What the ledger says of it in words."""
    head = found.head
    due = head.due_on
    left = asking.reading.version.on(due).ordinal - asking.at.n if due else None
    guessed = f"（{GUESSED}）" if due and asking.reading.version.on(due).guessed else ""
    state = state_in_words(head.colour, left, due, asking.day) if head.colour else words.MISSING
    rows = (
        ("提案者", head.proposers, "、".join(p for p in (head.proposer_kind, head.sector) if p)),
        (
            "提交",
            _day(head.submitted_on),
            "　".join(p for p in (head.session, "重点提案" if head.key else "") if p),
        ),
        ("区划与类别", found.region or "未填区划", head.category or "未填类别"),
        ("分管领导", head.leader, ""),
        ("走到", head.stage, ""),
        ("主办单位", head.unit, f"{_day(head.assigned_on)}交办" if head.unit else ""),
        (
            "期限",
            f"{_day(due)}{guessed}" if due else None,
            f"工作日：{state}" if due and state != words.MISSING else "",
        ),
        ("办理结果", head.outcome, f"{_day(head.replied_on)}答复" if head.outcome else ""),
        ("委员评价", head.satisfaction, f"{_day(head.rated_on)}评价" if head.satisfaction else ""),
    )
    frame = pd.DataFrame([(n, v or words.MISSING, b) for n, v, b in rows], columns=["name", "value", "base"])
    return Profile(key="head", title="提案卡", aid=f"提案号 {head.no}", frame=frame)


def _lanes(asking: Asking, found: ProposalDetail) -> Gantt:
    """One row for the whole way and one a unit; each row against its own limit."""
    lanes: dict[str, tuple[str, list[Run]]] = {_WHOLE: (_WHOLE, [r for r in found.runs if r.role is None])}
    for run in found.runs:
        if run.role is not None:
            lane = f"{run.role} {run.unit or '未填单位'}"
            lanes.setdefault(lane, (lane, []))[1].append(run)
    rows, bars = [], []
    for no, (name, held) in lanes.items():
        owed = [r for r in held if r.due_on is not None and r.clock != "签收"]
        last = owed[-1] if owed else None
        rows.append((no, name, last.due_on if last else None, *_due_state(asking, last, found.head.unit)))
        for run in held:
            bars += _bars(no, run, asking.day)
    frame = pd.DataFrame(rows, columns=["no", "name", "due", "colour", "state", "brief"])
    return Gantt(
        key="lanes",
        title="全程与各承办单位",
        aid="一行一个单位，各按自己的期限；◆ 为一件事",
        note=_limits(asking),
        empty="台账里没有这件提案的办理节点。",
        frame=frame,
        bars=pd.DataFrame(bars, columns=["no", "phase", "since", "until"]),
        today=asking.day,
        phases=phases(*PHASES, over=OVER),
        signs=((GUESSED_SIGN, GUESSED_BRIEF),),
        marks=_marks(found, lanes),
        ended=bool(found.runs) and all(run.until is not None for run in found.runs),
    )


def _due_state(asking: Asking, run: Run | None, lead: str | None) -> tuple[str, str, str]:
    """Colour and words of a lane by its last limit, and the words where there is room for few."""
    if run is None or run.due_on is None:
        return "", "", ""
    due = asking.reading.version.on(run.due_on)
    if run.until is not None and run.role == LEAD and run.unit != lead:
        return "done", "已改派", "已改派"
    if run.until is not None:
        return ("done_late", "逾期", "逾期") if run.late(asking.day) else ("done", "按期", "按期")
    left = due.ordinal - asking.at.n
    colour = "red" if run.late(asking.day) else "yellow" if left <= asking.rules.proposals.yellow_workdays else "green"
    state = state_in_words(colour, left, run.due_on, asking.day)
    brief = left_in_words(colour, left, due_today=run.due_on == asking.day)
    return (colour, f"{state}（{GUESSED}）", brief + GUESSED_SIGN) if due.guessed else (colour, state, brief)


def _bars(no: str, run: Run, today: date) -> list[tuple[str, str, date, date]]:
    """A run up to its limit in its own swatch, beyond it as overrun."""
    until = run.until or today
    phase = PHASES[_PHASE.get(run.clock, 2)]
    turn = min(until, run.due_on) if run.due_on and run.clock != "签收" else until
    found = [(no, phase, run.since, max(turn, run.since)), (no, OVER, max(turn, run.since), until)]
    return [bar for bar in found if bar[2] < bar[3]]


def _marks(found: ProposalDetail, lanes: dict[str, Any]) -> pd.DataFrame:
    """Every event on the lane of its unit, in words."""
    rows = []
    for event in found.events:
        text = "　".join(part for part in (event.stage, event.unit, event.result) if part)
        lane = f"{event.role or '主办'} {event.unit}"
        rows.append((lane if lane in lanes else _WHOLE, event.on_day, text))
    return pd.DataFrame(rows, columns=["no", "day", "words"])


def _limits(asking: Asking) -> str:
    timed = [f"{c.name} {c.words}" for c in asking.rules.procedure.clocks if c.words != "未设时限" and not c.main]
    return f"主办 {asking.rules.proposals.limit_words}，{'，'.join(timed)}；台账写明期限的以台账为准。"


def _events(found: ProposalDetail | None) -> Table:
    columns = (
        TableColumn("on_day", "日期", "date"),
        TableColumn("stage", "节点"),
        TableColumn("unit", "单位"),
        TableColumn("role", "角色"),
        TableColumn("result", "结果"),
        TableColumn("due_on", "期限", "date"),
        TableColumn("rater", "评价人"),
        TableColumn("note", "备注"),
    )
    names = [c.name for c in columns]
    frame = found.events.frame[names] if found else pd.DataFrame(columns=names)
    return Table(key="events", title="经过", aid=f"{len(frame)} 件事，按先后", frame=frame, columns=columns)


def _suggestions(found: ProposalDetail) -> Table:
    columns = (
        TableColumn("no", "建议编号"),
        TableColumn("text", "内容"),
        TableColumn("unit", "承办单位"),
        TableColumn("adoption", "采纳情况"),
        TableColumn("replied_on", "答复日期", "date"),
        TableColumn("implemented_on", "落实日期", "date"),
    )
    return Table(
        key="suggestions",
        title="提出的意见建议",
        aid=f"{len(found.suggestions)} 条",
        columns=columns,
        frame=found.suggestions.frame,
        empty="台账里没有这件提案的意见建议。",
    )


def _evaluations(found: ProposalDetail) -> Table:
    """Handling as the proposers judge it, and the proposal as its units judge it."""
    of = {"评价": "办理质量", "提案质量评价": "提案质量"}
    events = found.events.frame
    frame = events.assign(what=events["stage"].map(of))[events["stage"].isin(list(of))]
    columns = (
        TableColumn("on_day", "日期", "date"),
        TableColumn("what", "评什么"),
        TableColumn("rater", "谁评"),
        TableColumn("unit", "单位"),
        TableColumn("result", "评价"),
        TableColumn("score", "得分", "decimal"),
    )
    return Table(
        key="evaluations",
        title="双向评议",
        aid=f"{len(frame)} 次",
        columns=columns,
        frame=frame[[c.name for c in columns]],
        empty="还没有评价。",
    )


def _day(day: date | None) -> str:
    return words.day(day) if day else words.MISSING
