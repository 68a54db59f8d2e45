"""What comes of supervision: letters of recommendation, endorsements, conversions, ratings; and how fast it is handed on."""

from dataclasses import replace

from sqlalchemy import ColumnElement, FromClause, and_, func, or_

from zxdata.metrics.expressions import AsOf, Condition, column, ended, happened
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Decided, Mean, Metric, Quantile
from zxdata.metrics.outcomes import ENDORSEMENT, LINK, OUTPUT, RATING
from zxdata.metrics.supervision.cases import MATTER, unit

OWN = "监督"


def _own(fact: Fact, name: str) -> Fact:
    """The rows of a fact that are supervision's: ``name`` is the column that says so."""
    dims = {key: value for key, value in fact.dims.items() if key != name}
    mine: Condition = lambda t, at: and_(fact.alive(t, at), t.c[name] == OWN)  # noqa: E731
    return replace(fact, alive=mine, dims=dims)


OUTPUTS, ENDORSED, LINKED = _own(OUTPUT, "origin"), _own(ENDORSEMENT, "origin"), _own(LINK, "origin")
_RATED = _own(RATING, "subject")
RATED = replace(_RATED, dims={**_RATED.dims, "unit": unit}, details=(*_RATED.details, Detail("unit", "责任单位", unit)))


def _recommends(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return t.c.kind.in_(at.rules.supervision.recommendations)


def _case(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    called = at.rules.supervision.cases
    return or_(t.c.kind.in_(called), func.coalesce(t.c.selected.in_(called), False))


def _straight(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return t.c.selected.in_(at.rules.supervision.direct)


_SINCE = "提出日期"
# fmt: off
METRICS = (
    Metric("supervision.outputs", "监督成果", "件", "期间内由监督形成的履职成果。", Count(OUTPUTS), "成果日期", better=1),
    Metric("supervision.recommendations", "监督建议书", "期", "其中类型为民主监督建议书的（哪些类型由规则文件定）。",
           Count(OUTPUTS, _recommends), "成果日期", better=1),
    Metric("supervision.cases", "监督案例", "件", "其中类型或入选为案例的（由规则文件定）。", Count(OUTPUTS, _case), "成果日期", better=1),
    Metric("supervision.direct", "直报建议", "条", "其中入选直报十条的（由规则文件定）。", Count(OUTPUTS, _straight), "成果日期", better=1),
    Metric("supervision.endorsements", "监督获批示", "次", "期间内领导对监督事项及其成果的批示。", Count(ENDORSED), "批示日期", better=1),
    Metric("supervision.conversions", "监督转化", "项", "期间内由监督事项及其建议、成果转为提案、信息等的；按类型分组时是转成了什么。",
           Count(LINKED), "关联日期", better=1),
    Metric("supervision.ratings", "监督评分", "次", "期间内对监督事项的评分；同一评价人对同一事项的同一维度，只计最近一次。",
           Count(RATED), "评分日期", better=1),
    Metric("supervision.score_mean", "监督评分均分", "分", "对监督事项整改、配合度、满意度等的得分平均；同一评价人的同一维度只计最近一次。",
           Mean(RATED, column("score"), lambda t, at: t.c.score.is_not(None)), "评分日期", better=1),
    Metric("supervision.unsatisfied", "监督评分不满意", "次", "对监督事项的评分中，最近一次的结果为“不满意”的；应重新办理。",
           Count(RATED, lambda t, at: t.c.result == "不满意"), "评分日期", better=-1),
    Metric("supervision.handover_days_median", "转办用时中位", "天", "提出到交办的日历天数；未交办的按截至日删失（乘积限法）。",
           Quantile(MATTER, 0.5, column("opened_on"), column("assigned_on"),
                    lambda t, at: t.c.opened_on.is_not(None)), _SINCE, better=-1,
           decided=Decided("交办日期；期末尚未交办的也计", (ended("assigned_on"),))),
    Metric("supervision.acceptance_days_median", "签收用时中位", "天", "交办到签收的日历天数；未签收的按截至日删失（乘积限法）。",
           Quantile(MATTER, 0.5, column("assigned_on"), column("accepted_on"), happened("assigned_on")), _SINCE, better=-1,
           decided=Decided("签收日期；期末尚未签收的也计", (ended("accepted_on"),))),
)
# fmt: on
