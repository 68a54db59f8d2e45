"""协商活动: how much is consulted, who takes part, and what comes of what is suggested."""

from sqlalchemy import ColumnElement, FromClause, and_, case, func

from zxdata.metrics.model import AsOf, Count, Detail, Fact, Metric, Ratio, Total, column, columns, happened
from zxdata.snapshot.facts import meeting, meeting_place, suggestion, suggestion_place


def _known(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """Adoption is told with the reply; without one it is taken as known from the start."""
    return func.coalesce(t.c.replied_on, t.c.raised_on) <= at.day


def _adopted(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(_known(t, at), t.c.adoption == "采纳")


def _at_least_partly(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(_known(t, at), t.c.adoption.in_(("采纳", "部分采纳")))


def _in_time(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(t.c.replied_on <= at.day, t.c.replied_on <= t.c.due_on)


MEETING = Fact(
    "协商活动", lambda at: meeting, lambda t, at: t.c.held_on <= at.day, "held_on",
    columns("platform", "form", "channel", "category"),
    (Detail("no", "协商编号", column("no")), Detail("title", "题目", column("title")),
     Detail("platform", "平台", column("platform")), Detail("form", "形式", column("form")),
     Detail("held_on", "日期", column("held_on"), "date"),
     Detail("member_visits", "委员人次", column("member_visits"), "integer"),
     Detail("public_visits", "群众人次", column("public_visits"), "integer"),
     Detail("cross_region", "跨区域", column("cross_region"), "flag")),
    meeting_place,
)  # fmt: skip
SUGGESTION = Fact(
    "意见建议", lambda at: suggestion, lambda t, at: and_(t.c.raised_on <= at.day, t.c.origin == "协商"), "raised_on",
    columns("platform", "form", "channel", "category", "unit"),
    (Detail("no", "建议编号", column("no")), Detail("text", "内容", column("text")),
     Detail("origin_no", "来源编号", column("origin_no")), Detail("unit", "承办单位", column("unit")),
     Detail("raised_on", "提出日期", column("raised_on"), "date"),
     Detail("replied_on", "答复日期", lambda t, at: case((t.c.replied_on <= at.day, t.c.replied_on)), "date"),
     Detail("adoption", "采纳情况", lambda t, at: case((_known(t, at), t.c.adoption))),
     Detail("implemented_on", "落实日期", lambda t, at: case((t.c.implemented_on <= at.day, t.c.implemented_on)),
            "date")),
    suggestion_place,
)  # fmt: skip

_HELD, _RAISED = "协商日期", "建议提出日期"
_ALL, _ADOPTED, _PARTLY = Count(SUGGESTION), Count(SUGGESTION, _adopted), Count(SUGGESTION, _at_least_partly)
_DONE = Count(SUGGESTION, lambda t, at: and_(_at_least_partly(t, at), t.c.implemented_on <= at.day))

METRICS = (
    Metric("consultation.meetings", "协商活动", "场", "期间内举行的协商；几个区县联合的在各区县各计一场，合计只计一场。",
           Count(MEETING), _HELD, better=1),
    Metric("consultation.member_visits", "委员人次", "人次", "协商活动的委员人次之和；未填的不计。",
           Total(MEETING, column("member_visits")), _HELD, better=1),
    Metric("consultation.public_visits", "群众人次", "人次", "协商活动的群众人次之和；未填的不计。",
           Total(MEETING, column("public_visits")), _HELD, better=1),
    Metric("consultation.leader_visits", "党政领导人次", "人次", "协商活动的党政领导人次之和；未填的不计。",
           Total(MEETING, column("leader_visits")), _HELD, better=1),
    Metric("consultation.cross_region", "跨区域协商", "场", "有协作区划的协商。",
           Count(MEETING, lambda t, at: t.c.cross_region), _HELD, better=1),
    Metric("consultation.suggestions", "意见建议", "条", "期间内由协商提出的意见建议。", _ALL, _RAISED, better=1),
    Metric("consultation.replied", "已答复建议", "条", "其中截至日已答复的。", Count(SUGGESTION, happened("replied_on")), _RAISED, better=1),
    Metric("consultation.adopted", "采纳", "条", "其中截至日采纳情况为“采纳”的；部分采纳不计。", _ADOPTED, _RAISED, better=1),
    Metric("consultation.adoption_rate", "建议采纳率", "%", "采纳占全部意见建议的比例；部分采纳、待定、未填都在分母而不在分子。",
           Ratio(_ADOPTED, _ALL), _RAISED, "采纳", "意见建议", 1),
    Metric("consultation.adoption_rate_with_partial", "建议采纳率（含部分采纳）", "%", "采纳与部分采纳占全部意见建议的比例。",
           Ratio(_PARTLY, _ALL), _RAISED, "采纳 + 部分采纳", "意见建议", 1),
    Metric("consultation.implemented", "落实", "条", "其中截至日已有落实日期的。",
           Count(SUGGESTION, happened("implemented_on")), _RAISED, better=1),
    Metric("consultation.implementation_rate", "建议落实率", "%", "采纳或部分采纳的建议中，截至日已落实的比例；未采纳而填了落实日期的不在分子。",
           Ratio(_DONE, _PARTLY), _RAISED, "已落实的采纳建议", "采纳 + 部分采纳", 1),
    Metric("consultation.reply_rate", "建议办复率", "%", "已答复的建议占全部意见建议的比例。",
           Ratio(Count(SUGGESTION, happened("replied_on")), _ALL), _RAISED, "已答复建议", "意见建议", 1),
    Metric("consultation.on_time_rate", "建议按期答复率", "%", "有答复期限且已答复或已过期的建议中，期限当日及以前答复的比例。",
           Ratio(Count(SUGGESTION, _in_time),
                 Count(SUGGESTION, lambda t, at: and_(t.c.due_on.is_not(None),
                                                      case((t.c.replied_on <= at.day, True), else_=t.c.due_on < at.day)))),
           _RAISED, "按期答复", "已答复 + 逾期未答复", 1),
)  # fmt: skip
