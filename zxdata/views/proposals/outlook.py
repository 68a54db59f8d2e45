"""接下来: which open proposals are likely to pass their limit, from what happened to their like, where history bears it out."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from zxdata import words
from zxdata.figures import Bars, Figure, Indicator, Table, TableColumn, View
from zxdata.filters import UNFILLED
from zxdata.metrics.proposals.forecast import (
    BASES,
    Foretold,
    History,
    Positions,
    Proof,
    foretell,
    history,
    number,
    pending,
    proof,
)
from zxdata.metrics.proposals.waiting import listed
from zxdata.records import Records
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

KEY = "proposals.next"
TOP = 12
SHOWN = 500
MOST = 50_000


class _Likely(NamedTuple):
    """A case that waits, not yet due. ``probability``: of passing its due day unanswered, None where nothing may be
    said; ``past``: the answered cases that it comes from, ``basis`` what is alike of them.
    """

    no: str
    name: str
    unit: str | None
    category: str | None
    due: date | None
    left: int | None
    state: str
    probability: float | None
    past: int
    basis: str


@dataclass(frozen=True, eq=False)
class _Outlook:
    """``rows``: the most likely to be late first."""

    rows: Records[_Likely]
    proof: Proof
    shown: bool


def view(asking: Asking) -> View:
    found = _outlook(asking)
    notices = () if found.shown else (_withheld(asking, found.proof),)
    figures: tuple[Figure, ...] = (_likely(asking, found), _reliability(asking, found.proof))
    known = [row.probability for row in found.rows if row.probability is not None]
    headline = f"未到期的在办 {len(found.rows):,} 件"
    if found.shown and len(found.rows):
        high = sum(probability >= 0.5 for probability in known)
        headline += f"，照过去的快慢约有 {words.rounded(sum(known))} 件会过期限，其中 {high} 件超过一半可能"
    return framed(
        asking, KEY, "逾期预估", headline + "。", _indicators(asking, found), figures, _table(asking, found), notices
    )


def _outlook(asking: Asking) -> _Outlook:
    rules = asking.rules.procedure.forecast
    known = history(asking.reading, asking.filters, asking.rules)
    tested = proof(known, asking.day, rules)
    waiting = listed(asking.reading, asking.filters, asking.rules, "将到期", MOST).cases
    places = {known.no[n]: n for n in pending(known, number(asking.day))}
    cases = [case for case in waiting if case.no in places]
    rows = np.array([places[case.no] for case in cases], dtype=np.int64)
    forecast = foretell(known, number(asking.day), rows, rules.least_cases)
    shown = tested.holds(rules)
    probabilities = _shown(known, rows, forecast, tested, shown)
    found = [
        _Likely(c.no, c.name, c.unit, c.category, c.due, c.left, c.state, probability, past, BASES[b] if b >= 0 else "")
        for c, probability, past, b in zip(
            cases, probabilities, forecast.past.astype(int).tolist(), forecast.basis.tolist(), strict=True
        )
    ]
    found.sort(key=lambda row: -1 if row.probability is None else row.probability, reverse=True)
    return _Outlook(Records(_Likely, tuple(found)), tested, shown)


def _shown(known: History, rows: Positions, forecast: Foretold, tested: Proof, shown: bool) -> list[float | None]:
    """Only what may be believed: nothing where the proof fails, and no unit whose own history came out otherwise."""
    return [
        p if shown and not np.isnan(p) and tested.units.get(str(known.unit[row]), True) else None
        for row, p in zip(rows, forecast.probability.tolist(), strict=True)
    ]


def _withheld(asking: Asking, tested: Proof) -> str:
    rules = asking.rules.procedure.forecast
    if tested.n < rules.least_proof:
        return f"可检验的历史只有 {tested.n} 件，不足 {rules.least_proof} 件，不显示逾期概率。"
    return (
        f"用过去 {tested.n:,} 件检验：预估的均方误差 {_score(tested.brier)}，照平均逾期率猜是"
        f" {_score(tested.base_brier)}，校准误差 {words.number(tested.error, 'percent')}%；没有通过，不显示逾期概率。"
    )


def _indicators(asking: Asking, found: _Outlook) -> tuple[Indicator, ...]:
    tested = found.proof
    forecast = "通过" if found.shown else "未通过"
    return (
        *asking.indicators(("proposals.open", "proposals.overdue")),
        Indicator("", "历史检验", forecast, "", f"{tested.n:,} 件当时未到期的在办"),
        Indicator(
            "", "预估均方误差", _score(tested.brier), "", f"照平均逾期率猜 {_score(tested.base_brier)}，越小越好"
        ),
        Indicator(
            "",
            "校准误差",
            words.number(tested.error, "percent"),
            "" if tested.error is None else "%",
            f"不大于 {words.percent(asking.rules.procedure.forecast.greatest_error, 0)} 才显示",
        ),
    )


def _score(value: float | None) -> str:
    return words.MISSING if value is None else words.rounded(value, 3)


def _likely(asking: Asking, found: _Outlook) -> Bars:
    rows = [
        (row.no, row.probability, f"{row.unit or UNFILLED}　{row.basis} {row.past} 件，{row.state}")
        for row in found.rows[:TOP]
        if row.probability is not None
    ]
    return Bars(
        key="likely",
        title="最可能过期限的在办提案",
        unit="%",
        aid="到期仍未答复的概率，右为依据的件数",
        value_format="percent",
        dimension="case",
        frame=pd.DataFrame(rows, columns=["name", "value", "base"]),
        note="按同单位同类别过去的快慢和已办天数推算，不计以后可能的延期。",
        empty="概率未显示，或没有未到期的在办提案。",
    )


def _reliability(asking: Asking, tested: Proof) -> Table:
    frame = tested.bins.frame.assign(
        range=[f"{words.percent(b.least, 0)}–{words.percent(b.most, 0)}" for b in tested.bins]
    )
    columns = (
        TableColumn("range", "当时预估"),
        TableColumn("n", "件数", "integer"),
        TableColumn("foretold", "平均预估", "percent"),
        TableColumn("came", "实际逾期", "percent"),
    )
    return Table(
        key="reliability",
        title="预估准不准",
        aid=f"{tested.n:,} 件，过去各截止日只用当时已知的推算",
        frame=frame[[c.name for c in columns]],
        columns=columns,
        empty="历史太短，还不能检验。",
        note="每件只检验一次；预估与实际越近越准。单位自己的历史与预估不合的，该单位不显示概率。",
    )


def _table(asking: Asking, found: _Outlook) -> Table:
    columns = (
        TableColumn("no", "提案号"),
        TableColumn("name", "标题"),
        TableColumn("unit", "主办单位"),
        TableColumn("category", "类别"),
        TableColumn("due", "期限", "date"),
        TableColumn("left", "剩余工作日", "integer"),
        TableColumn("probability", "逾期概率", "percent"),
        TableColumn("past", "依据件数", "integer", "同类中办到这么久时还没有答复、后来已答复的件数"),
        TableColumn("basis", "依据"),
    )
    shown = f"，只列最可能逾期的 {SHOWN} 件" if len(found.rows) > SHOWN else ""
    return Table(
        key="table",
        title="未到期的在办提案",
        aid=f"{len(found.rows):,} 件{shown}",
        columns=columns,
        opens="proposal",
        frame=found.rows.frame[[c.name for c in columns]].head(SHOWN),
        empty="所选条件下没有未到期的在办提案。",
    )
