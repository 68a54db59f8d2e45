"""Ratings in several aspects by several sides; of one rater in one aspect the last one holds."""

from sqlalchemy import ColumnElement, FromClause, and_

from zxdata.metrics.expressions import AsOf, column, columns
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Mean, Metric, Ratio
from zxdata.metrics.taking_part import in_case_named
from zxdata.snapshot.facts import place_set, rating

_DAY = "评分日期"


def _holds(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(t.c.rated_on <= at.day, t.c.rated_to > at.day)


# fmt: off
RATING = Fact(
    "评分", "次", lambda at: rating, _holds, "rated_on", columns("subject", "aspect", "side", "platform", "form"),
    (Detail("subject", "对象类型", column("subject")), Detail("no", "对象编号", column("no")),
     Detail("title", "题目", column("title")), Detail("side", "评价方", column("side")),
     Detail("aspect", "维度", column("aspect")), Detail("rated_on", "日期", column("rated_on"), "date"),
     Detail("score", "得分", column("score"), "decimal"), Detail("result", "结果", column("result")),
     Detail("rater", "评价人", column("rater"), personal=True)),
    place_set,
    grouped=in_case_named("subject", "no"), datasets=("ratings",),
)
_all, _told = Count(RATING), Count(RATING, lambda t, at: t.c.result.is_not(None))
_satisfied = Count(RATING, lambda t, at: t.c.result == "满意")

METRICS = (
    Metric("outcomes.ratings", "评分", "次", "期间内对协商、监督、提案、建议、成果的评分；同一评价人对同一件的同一维度，只计最近一次。", _all, _DAY, better=1),
    Metric("outcomes.score_mean", "评分均分", "分", "评分的得分平均；没有写得分的不计。",
           Mean(RATING, column("score"), lambda t, at: t.c.score.is_not(None)), _DAY, better=1),
    Metric("outcomes.satisfied_rate", "评分满意率", "%", "写明结果的评分中，结果为“满意”的比例。", Ratio(_satisfied, _told), _DAY,
           "满意", "写明结果的评分", 1),
)
# fmt: on
