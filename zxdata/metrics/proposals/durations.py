"""How long each leg of the way takes, open cases counted honestly: 提交—审查—交办—签收—答复—评价—办结."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, case, func, literal, or_

from zxdata.metrics.expressions import AsOf, Condition, Expression, column
from zxdata.metrics.model import Decided, Metric, Quantile
from zxdata.metrics.proposals.cases import PROPOSAL


@dataclass(frozen=True)
class Leg:
    """From one day to another. ``stays``: which proposals go this leg at all; the others are not waited for."""

    key: str
    name: str
    words: str
    since: str
    until: Expression
    stays: Condition

    def days(self, q: float) -> Quantile:
        return Quantile(PROPOSAL, q, column(self.since), self._until, self._begun)

    def ended(self, t: FromClause, at: AsOf) -> ColumnElement[Any]:
        until = self._until(t, at)
        return case((until <= at.day, until), else_=literal(at.day))

    def _until(self, t: FromClause, at: AsOf) -> ColumnElement[Any]:
        # What is written out of order takes no time rather than less than none; check lists it.
        until = self.until(t, at)
        return case((until < t.c[self.since], t.c[self.since]), else_=until)

    def _begun(self, t: FromClause, at: AsOf) -> ColumnElement[bool]:
        return and_(t.c[self.since] <= at.day, self.stays(t, at))


def _all(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return t.c.submitted_on <= at.day


def _never(*events: str) -> Condition:
    """None of these had happened by the day."""
    return lambda t, at: and_(*(or_(t.c[e].is_(None), t.c[e] > at.day) for e in events))


def _going(event: str) -> Condition:
    """It has happened, or can still: no verdict and no 交办 has come without it."""
    verdict = ("filed_on", "merged_on", "rejected_on", "converted_on", "handed_on")
    return lambda t, at: or_(func.coalesce(t.c[event] <= at.day, False), _never(*verdict)(t, at))


def _first(*events: str) -> Callable[[FromClause, AsOf], ColumnElement[Any]]:
    return lambda t, _: func.least(*(t.c[e] for e in events))


# fmt: off
LEGS = (
    Leg("review_days", "审查用时", "提交到立案、并案、不予立案或转社情民意；提交日期是借用的不计", "received_on",
        _first("filed_on", "merged_on", "rejected_on", "converted_on"), _all),
    Leg("pre_review_days", "预审用时", "提交到预审；没有预审就审定的和提交日期是借用的不计", "received_on",
        column("pre_reviewed_on"), _going("pre_reviewed_on")),
    Leg("re_review_days", "复审用时", "预审到复审；没有复审就审定的不计", "pre_reviewed_on",
        column("re_reviewed_on"), _going("re_reviewed_on")),
    Leg("handing_days", "交办用时", "立案到交办；并案的不计", "filed_on", column("handed_on"), _never("merged_on")),
    Leg("signing_days", "签收用时", "交办到首次签收，没有签收就答复的算到答复", "handed_on",
        _first("accepted_on", "replied_on"), _all),
    Leg("rating_days", "评价用时", "主办单位首次答复到首次评价", "replied_on", column("rated_on"), _all),
    Leg("closing_days", "结案用时", "首次评价到办结", "rated_on", column("closed_on"), _all),
    Leg("whole_days", "全程用时", "提交到办结；不予立案、转社情民意、并案的和提交日期是借用的不计", "received_on", column("closed_on"),
        _never("merged_on", "rejected_on", "converted_on")),
)
# fmt: on
_CENSORED = "未走完的按截至日删失（乘积限法），曲线没有降到该处时为空。"

# fmt: off
METRICS = tuple(
    Metric(f"proposals.{leg.key}_{part}", f"{leg.name}{name}", "天", f"{leg.words}的日历天数；{_CENSORED}", leg.days(q),
           "提交日期", better=-1, decided=Decided("走完日期；期末还没有走完的也计", (leg.ended,)))
    for leg in LEGS
    for part, name, q in (("median", "中位", 0.5), ("p90", "九成", 0.9))
)
# fmt: on
