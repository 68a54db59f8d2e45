"""议题: how many are collected, by code or otherwise; how many are settled, planned and consulted about."""

from sqlalchemy import ColumnElement, FromClause, and_, case, or_

from zxdata.metrics.expressions import AsOf, Expression, column, columns, happened
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Metric, Quantile, Ratio, decided_on
from zxdata.snapshot.facts import place_set, topic

_DAY = "议题提出日期"


def _known(name: str) -> Expression:
    """A date of the topic, once it has come."""
    return lambda t, at: case((t.c[name] <= at.day, t.c[name]))


def _by_code(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return t.c.channel.in_(at.rules.consultation.codes)


def _consulted(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """Settled and consulted about."""
    return and_(t.c.settled_on <= at.day, t.c.consulted_on <= at.day)


def _not_sent_back(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return or_(t.c.sent_back_on.is_(None), t.c.sent_back_on > at.day)


# fmt: off
TOPIC = Fact(
    "议题", "个议题", lambda at: topic, happened("raised_on"), "raised_on", columns("channel", "category", "body"),
    (Detail("no", "议题编号", column("no")), Detail("title", "题目", column("title")), Detail("channel", "渠道", column("channel")),
     Detail("category", "类别", column("category")), Detail("raised_on", "提出日期", column("raised_on"), "date"),
     Detail("discussed_on", "商议", _known("discussed_on"), "date"),
     Detail("deliberated_on", "审议", _known("deliberated_on"), "date"), Detail("settled_on", "确定", _known("settled_on"), "date"),
     Detail("planned_on", "列入计划", _known("planned_on"), "date"),
     Detail("consulted_on", "协商", _known("consulted_on"), "date")),
    place_set, datasets=("topics",), begins=True,
)
_SETTLED = decided_on("议题确定日期", "settled_on")
# Most topics are never taken up and never sent back: they would wait in every later period. Rates are of a batch.
_RAISED = decided_on(_DAY, "raised_on")
_all, _settled = Count(TOPIC), Count(TOPIC, happened("settled_on"))

METRICS = (
    Metric("consultation.topics", "征集议题", "个", "期间内提出的协商议题。", _all, _DAY, better=1),
    Metric("consultation.topics_by_code", "扫码征集议题", "个", "其中渠道为二维码一类的（由规则文件定）。",
           Count(TOPIC, _by_code), _DAY, better=1, decided=_RAISED),
    Metric("consultation.topics_discussed", "商议议题", "个", "其中截至日已商议的（提—议—审—定的“议”）。", Count(TOPIC, happened("discussed_on")), _DAY,
           better=1, decided=decided_on("商议日期", "discussed_on")),
    Metric("consultation.topics_deliberated", "审议议题", "个", "其中截至日已审议的（提—议—审—定的“审”）。",
           Count(TOPIC, happened("deliberated_on")), _DAY, better=1, decided=decided_on("审议日期", "deliberated_on")),
    Metric("consultation.topics_settled", "确定议题", "个", "其中截至日已确定的。", _settled, _DAY, better=1, decided=_SETTLED),
    Metric("consultation.topics_settled_rate", "议题确定率", "%", "确定议题占征集议题的比例。", Ratio(_settled, _all), _DAY,
           "确定议题", "征集议题", 1, decided=_RAISED),
    Metric("consultation.topics_planned", "列入计划议题", "个", "其中截至日已列入年度计划的。", Count(TOPIC, happened("planned_on")), _DAY,
           better=1, decided=decided_on("列入计划日期", "planned_on")),
    Metric("consultation.topics_marked", "圈题点题", "个", "其中截至日有党政领导圈题或点题的。", Count(TOPIC, happened("marked_on")), _DAY,
           better=1, decided=decided_on("圈题点题日期", "marked_on")),
    Metric("consultation.topics_consulted", "已协商议题", "个", "确定议题中，截至日已有协商的（关联里由议题转为协商）。",
           Count(TOPIC, _consulted), _DAY, better=1, decided=decided_on("协商日期", "consulted_on")),
    Metric("consultation.topics_consulted_rate", "议题协商率", "%", "确定议题中截至日已有协商的比例。",
           Ratio(Count(TOPIC, _consulted), _settled), _DAY, "已协商议题", "确定议题", 1, decided=_RAISED),
    Metric("consultation.topic_days_median", "议题确定用时中位", "天", "提出到确定的日历天数；未确定的按截至日删失（乘积限法），退回的不计。",
           Quantile(TOPIC, 0.5, column("raised_on"), column("settled_on"), _not_sent_back), _DAY, better=-1, decided=_RAISED),
)
# fmt: on
