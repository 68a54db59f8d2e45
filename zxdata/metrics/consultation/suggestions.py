"""Suggestions: answered, adopted, carried out, rated — five rates kept apart — and how long each takes."""

from datetime import date

from sqlalchemy import ColumnElement, FromClause, and_, case, func, not_, or_, select

from zxdata.metrics.consultation.meetings import DIMS
from zxdata.metrics.expressions import AsOf, Condition, column, columns, ended, happened
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import AT_END, Count, Decided, Metric, Quantile, Ratio, decided_on
from zxdata.metrics.taking_part import of_origin
from zxdata.snapshot.facts import follow_up, place_set, rated, suggestion

RAISED = "建议提出日期"
OWN = "协商"


def known(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """Adoption is told with the reply; without one it is taken as known from the start."""
    return func.coalesce(t.c.replied_on, t.c.raised_on) <= at.day


replied, implemented, signed = happened("replied_on"), happened("implemented_on"), happened("signed_on")
adopted, at_least_partly, fulfilled = happened("adopted_on"), happened("heeded_on"), happened("fulfilled_on")


def too_early(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """Carried out before it was adopted, or before it was raised. A reply that is still to come is not known yet."""
    before_reply = and_(replied(t, at), t.c.implemented_on < t.c.replied_on)
    return and_(implemented(t, at), or_(before_reply, t.c.implemented_on < t.c.raised_on))


def _both(*conditions: Condition) -> Condition:
    return lambda t, at: and_(*(condition(t, at) for condition in conditions))


def _not(condition: Condition) -> Condition:
    return lambda t, at: not_(func.coalesce(condition(t, at), False))


def _settled(due: str, done: Condition) -> Condition:
    """Done, or past its due day and not done."""
    return lambda t, at: and_(t.c[due].is_not(None), case((done(t, at), True), else_=t.c[due] < at.decided_before))


def signings_known(_: FromClause, at: AsOf) -> ColumnElement[bool]:
    """Some signing is recorded by the day: before the first one nobody could be late."""
    kinds, f = at.rules.consultation.signing, follow_up
    return select(f.c.no).where(f.c.kind.in_(kinds), f.c.held_on <= at.day).exists()


# fmt: off
_NAMED = (
    Detail("no", "建议编号", column("no"), of="suggestions"), Detail("text", "内容", column("text")),
    Detail("origin_no", "来源编号", column("origin_no")), Detail("unit", "承办单位", column("unit")),
    Detail("raised_on", "提出日期", column("raised_on"), "date"),
    Detail("replied_on", "答复日期", lambda t, at: case((t.c.replied_on <= at.day, t.c.replied_on)), "date"),
    Detail("adoption", "采纳情况", lambda t, at: case((known(t, at), t.c.adoption))),
    Detail("implemented_on", "落实日期", lambda t, at: case((t.c.implemented_on <= at.day, t.c.implemented_on)), "date"),
)
# fmt: on


def _alive(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(t.c.raised_on <= at.day, t.c.origin == OWN)


SUGGESTION = Fact(
    "意见建议",
    "条",
    lambda at: suggestion,
    _alive,
    "raised_on",
    columns(*DIMS, "body", "unit"),
    _NAMED,
    place_set,
    grouped=of_origin,
    begins=True,
)


def _rated(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """Each suggestion rated by the day asked for with its last rating."""
    return and_(_alive(t, at), t.c.rated_on <= at.day, t.c.rated_to > at.day)


# fmt: off
RATED = Fact("已评价建议", "条已评价", lambda at: rated, _rated, "raised_on", columns(*DIMS, "body", "unit"),
             (*_NAMED, Detail("rated_on", "评价日期", column("rated_on"), "date"),
              Detail("rating", "评价", column("rating"))), place_set, grouped=of_origin)
# fmt: on


def _told_on(t: FromClause, _: AsOf) -> ColumnElement[date]:
    """The day of the answer, which tells whether it is adopted; of what is adopted without one the day it was raised."""
    return func.coalesce(t.c.replied_on, t.c.heeded_on)


_RAISED_ON = decided_on(RAISED, "raised_on")
ANSWERED, _SIGNED = decided_on("答复日期", "replied_on"), decided_on("签批日期", "signed_on")
_REPLIED_OR_OPEN = Decided("答复日期；期末尚未答复的也计", (ended("replied_on"),))
FULFILLED_OR_NOT = Decided("落实日期；期末尚未落实的也计", (ended("fulfilled_on"),))
TOLD = Decided("答复日期（有采纳无答复的按提出日期）", (_told_on,))
_DONE_ON, _FULFILLED = decided_on("落实日期", "implemented_on"), decided_on("落实日期", "fulfilled_on")
_RATED_ON = decided_on("最近一次评价日期", "rated_on")
_all, _adopted, _partly = Count(SUGGESTION), Count(SUGGESTION, adopted), Count(SUGGESTION, at_least_partly)
_done = Count(SUGGESTION, fulfilled)
_assigned: Condition = lambda t, at: t.c.unit.is_not(None)  # noqa: E731
_in_time: Condition = lambda t, at: and_(t.c.replied_on <= at.day, t.c.replied_on <= t.c.due_on)  # noqa: E731
_signing_due = _both(signings_known, _settled("sign_due_on", signed))
_signed_in_time: Condition = lambda t, at: and_(t.c.signed_on <= at.day, t.c.signed_on <= t.c.sign_due_on)  # noqa: E731

# fmt: off
METRICS = (
    Metric("consultation.suggestions", "意见建议", "条", "期间内由协商提出的意见建议。", _all, RAISED, better=1),
    Metric("consultation.assigned", "交办建议", "条", "其中写明承办单位的。", Count(SUGGESTION, _assigned), RAISED, better=1, decided=_RAISED_ON),
    Metric("consultation.assign_rate", "建议交办率", "%", "写明承办单位的建议占全部意见建议的比例。",
           Ratio(Count(SUGGESTION, _assigned), _all), RAISED, "交办建议", "意见建议", 1, decided=_RAISED_ON),
    Metric("consultation.signed", "已签批建议", "条", "其中截至日成果调度里有签批记录的。", Count(SUGGESTION, signed), RAISED, better=1,
           decided=_SIGNED),
    Metric("consultation.sign_rate", "建议按期签批率", "%", "有签批时限且已签批或已过时限的建议中，时限当日及以前签批的比例；"
           "台账里一条签批记录都没有时不计算。", Ratio(Count(SUGGESTION, _signed_in_time), Count(SUGGESTION, _signing_due)),
           RAISED, "按期签批", "已签批 + 逾期未签批", 1,
           pool=_all, decided=decided_on("签批日期或签批时限", "signed_on", "sign_due_on"), decided_of="期间内签批 + 期间内到时限"),
    Metric("consultation.replied", "已答复建议", "条", "其中截至日已答复的。", Count(SUGGESTION, replied), RAISED, better=1,
           decided=ANSWERED),
    Metric("consultation.overdue", "逾期未答复建议", "条", "截至日没有答复、期限已过的；没有写期限的按规则的答复时限。",
           Count(SUGGESTION, lambda t, at: and_(t.c.due_on < at.day, _not(replied)(t, at))), RAISED, better=-1, stock=True,
           decided=AT_END),
    Metric("consultation.reply_rate", "建议办复率", "%", "已答复的建议占全部意见建议的比例。",
           Ratio(Count(SUGGESTION, replied), _all), RAISED, "已答复建议", "意见建议", 1, decided=_REPLIED_OR_OPEN,
           decided_of="期间内答复 + 期末未答复"),
    Metric("consultation.on_time_rate", "建议按期答复率", "%", "有答复期限且已答复或已过期的建议中，期限当日及以前答复的比例；"
           "没有写期限的按规则的答复时限。", Ratio(Count(SUGGESTION, _in_time), Count(SUGGESTION, _settled("due_on", replied))),
           RAISED, "按期答复", "已答复 + 逾期未答复", 1, pool=_all, decided=decided_on("答复日期或答复期限", "replied_on", "due_on"),
           decided_of="期间内答复 + 期间内到期（已答复的只计一次）"),
    Metric("consultation.adopted", "采纳", "条", "其中截至日采纳情况为“采纳”的；部分采纳不计。", _adopted, RAISED, better=1, decided=TOLD),
    Metric("consultation.adoption_rate", "建议采纳率", "%", "采纳占全部意见建议的比例；部分采纳、待定、未填都在分母而不在分子。",
           Ratio(_adopted, _all), RAISED, "采纳", "意见建议", 1, decided=TOLD, decided_of="期间内答复的意见建议"),
    Metric("consultation.adoption_rate_with_partial", "建议采纳率（含部分采纳）", "%", "采纳与部分采纳占全部意见建议的比例。",
           Ratio(_partly, _all), RAISED, "采纳 + 部分采纳", "意见建议", 1, decided=TOLD, decided_of="期间内答复的意见建议"),
    Metric("consultation.heeded", "采纳或部分采纳", "条", "其中截至日采纳情况为“采纳”或“部分采纳”的。", _partly, RAISED, better=1,
           decided=TOLD),
    Metric("consultation.implemented", "落实", "条", "其中截至日已有落实日期的。",
           Count(SUGGESTION, implemented), RAISED, better=1, decided=_DONE_ON),
    Metric("consultation.implementation_rate", "建议落实率", "%", "采纳或部分采纳的建议中，截至日已落实的比例；未采纳而填了落实日期的不在分子。",
           Ratio(_done, _partly), RAISED, "已落实的采纳建议", "采纳 + 部分采纳", 1,
           decided=FULFILLED_OR_NOT, decided_of="期间内落实 + 期末尚未落实的采纳建议"),
    Metric("consultation.fulfilled", "已落实的采纳建议", "条", "采纳或部分采纳的建议中，截至日已落实的。", _done, RAISED, better=1,
           decided=_FULFILLED),
    Metric("consultation.rated", "已评价建议", "条", "其中截至日成果调度里有评价的。", Count(RATED), RAISED, better=1, decided=_RATED_ON),
    Metric("consultation.satisfaction_rate", "建议满意率", "%", "已评价的建议中，最近一次评价为“满意”的比例；没有评价的不是满意，也不在分母。",
           Ratio(Count(RATED, lambda t, at: t.c.rating == "满意"), Count(RATED)), RAISED, "满意", "已评价建议", 1,
           decided=_RATED_ON),
    Metric("consultation.reply_days_median", "答复中位天数", "天", "从提出到答复的中位天数（乘积限法，未答复的按截至日截尾）。",
           Quantile(SUGGESTION, 0.5, column("raised_on"), column("replied_on"),
                    lambda t, at: or_(t.c.replied_on.is_(None), t.c.replied_on >= t.c.raised_on)), RAISED, better=-1,
           decided=_REPLIED_OR_OPEN),
    Metric("consultation.implementation_days_median", "落实中位天数", "天",
           "采纳或部分采纳的建议从采纳（答复日）到落实的中位天数（乘积限法，未落实的按截至日截尾）；落实早于采纳的不计。",
           Quantile(SUGGESTION, 0.5, column("heeded_on"), column("implemented_on"),
                    _both(at_least_partly, _not(too_early))), RAISED, better=-1,
           decided=Decided("落实日期；期末尚未落实的也计", (ended("implemented_on"),))),
    Metric("consultation.adopted_unreplied", "有采纳无答复", "条", "采纳或部分采纳，但截至日没有答复日期的；台账自相矛盾，照记不改。",
           Count(SUGGESTION, _both(at_least_partly, _not(replied))), RAISED, better=-1, decided=TOLD),
    Metric("consultation.implemented_early", "落实早于采纳", "条", "落实日期早于答复日期或提出日期的；台账自相矛盾，照记不改。",
           Count(SUGGESTION, too_early), RAISED, better=-1, decided=_DONE_ON),
    Metric("consultation.implemented_unadopted", "未采纳而落实", "条", "截至日已有落实日期，采纳情况却不是采纳或部分采纳的。",
           Count(SUGGESTION, _both(implemented, _not(at_least_partly))), RAISED, better=-1, decided=_DONE_ON),
)
# fmt: on
