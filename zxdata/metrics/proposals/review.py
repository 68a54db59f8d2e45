"""审查 and where proposals come from: the queue, the day's work, what is refused, whose proposals they are."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, FromClause, String, func, not_, or_, select

from zxdata.metrics.coverage import MEMBER
from zxdata.metrics.expressions import AsOf, Condition, always, column, happened
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import AT_END, Count, Decided, Distinct, Metric, Ratio, decided_on
from zxdata.metrics.proposals.cases import PROPOSAL, SUBMITTED
from zxdata.metrics.taking_part import in_case
from zxdata.snapshot.facts import proposal, proposal_event

DECIDED = ("立案", "并案", "不予立案", "转社情民意")
_DATES = ("filed_on", "merged_on", "rejected_on", "converted_on")
_DIMS = ("category", "sector", "session", "proposer_kind", "leader", "body", "key")


def _reviews(at: AsOf) -> FromClause:
    """Reviewed proposals with the day of their first review, or of the verdict where no review is recorded."""
    p, e = proposal, proposal_event
    first = (
        select(e.c.no, func.min(e.c.on_day).label("reviewed_on"))
        .where(e.c.stage.in_(("审查", *DECIDED)), e.c.on_day <= at.day)
        .group_by(e.c.no)
        .subquery("first_review")
    )
    joined = p.join(first, first.c.no == p.c.no)
    return select(p, first.c.reviewed_on).select_from(joined).where(PROPOSAL.alive(p, at)).subquery("review")


# fmt: off
REVIEW = Fact(
    "提案", "件", _reviews, always, "reviewed_on", {name: PROPOSAL.dims[name] for name in _DIMS},
    (*PROPOSAL.details[:3], Detail("submitted_on", "提交日期", column("submitted_on"), "date"),
     Detail("reviewed_on", "审查日期", column("reviewed_on"), "date")),
    grouped=in_case("提案"),
)
# fmt: on


def _with_ground(stage: str) -> Callable[[AsOf], FromClause]:
    """Proposals that came to ``stage`` with what was last written about why: the note, without one the result."""

    def source(at: AsOf) -> FromClause:
        p, e = proposal, proposal_event
        reason = func.coalesce(func.nullif(e.c.note, ""), func.nullif(e.c.result.cast(String), ""))
        why = (
            select(e.c.no, func.arg_max(reason, e.c.clock).label("ground"))
            .where(e.c.stage == stage, e.c.on_day <= at.day)
            .group_by(e.c.no)
            .subquery("why")
        )
        return select(p, why.c.ground).select_from(p.join(why, why.c.no == p.c.no)).subquery("grounded")

    return source


# fmt: off
REFUSAL, RETURN = (
    replace(
        PROPOSAL, source=_with_ground(stage), dims={**PROPOSAL.dims, "ground": column("ground")},
        details=(*PROPOSAL.details, Detail("ground", f"{stage}缘由", column("ground"))),
    )
    for stage in ("不予立案", "退回补充")
)
# fmt: on


def _verdict(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return func.coalesce(or_(*(t.c[d] <= at.day for d in (*_DATES, "handed_on"))), False)


def collective(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """A sector's own proposal."""
    return t.c.proposer_kind.in_(at.rules.procedure.collective)


def _decision(t: FromClause, _: AsOf) -> ColumnElement[date]:
    return func.least(*(t.c[d] for d in _DATES))  # passes over what is missing


def _any_of(*dates: str) -> Condition:
    return lambda t, at: func.coalesce(or_(*(t.c[d] <= at.day for d in dates)), False)


_DAY = "提交日期"
_REVIEWED, _ALL = Count(REVIEW), Count(PROPOSAL)
# fmt: off
METRICS = (
    Metric("proposals.pending", "待审查", "件", "已提交、截至日还没有立案、并案、不予立案、转社情民意或交办的。",
           Count(PROPOSAL, lambda t, at: not_(_verdict(t, at))), _DAY, better=-1, stock=True, decided=AT_END),
    Metric("proposals.reviewed", "已审查", "件", "期间内首次审查（没有审查记录的按审定）的提案。", _REVIEWED, "首次审查日期", better=1),
    Metric("proposals.reviewed_per_day", "日均审查", "件/日", "已审查件数除以有审查的天数；没有审查的日子不计。",
           Ratio(_REVIEWED, Distinct(REVIEW, column("reviewed_on"), always, _REVIEWED, counter="天")), "首次审查日期", "已审查", "有审查的天数", 1,
           decided=decided_on("首次审查日期", "reviewed_on")),
    Metric("proposals.refused", "不予立案及缘由", "件", "截至日已决定不予立案的；按缘由分组时是台账最近所写的备注，没有备注的按结果。",
           Count(REFUSAL), _DAY, decided=decided_on("不予立案日期", "rejected_on")),
    Metric("proposals.sent_back", "退回补充及缘由", "件", "截至日曾退回提案者补充的，不论后来是否立案；按缘由分组时是台账最近所写的备注，没有备注的按结果。",
           Count(RETURN), _DAY, better=-1, decided=decided_on("退回补充日期", "sent_back_on")),
    Metric("proposals.filing_rate", "立案率", "%", "立案（并案前）占已审定的比例；待审查的不计。",
           Ratio(Count(PROPOSAL, happened("filed_on")), Count(PROPOSAL, _any_of(*_DATES))), _DAY, "立案", "已审定", 1,
           pool=_ALL, decided=Decided("审定日期（立案、并案、不予立案、转社情民意中最早的）", (_decision,))),
    Metric("proposals.collective", "界别集体提案", "件", "提案者类型为界别（由规则文件定）的提案。",
           Count(PROPOSAL, collective), _DAY, better=1, decided=SUBMITTED),
    Metric("proposals.per_member", "人均提交", "件/人", "期间内提交的提案除以截至日在任委员；联名的只计一件。",
           Ratio(_ALL, Count(MEMBER), across=frozenset(PROPOSAL.dims) - {"sector"} | {"day", "month", "quarter", "year"}), _DAY,
           "提交", "在任委员", 1, decided=SUBMITTED),
)
# fmt: on
