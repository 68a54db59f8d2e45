"""A voice's way: raised, submitted, answered in time or late, done; adopted or not; and how content people are."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, case, func, literal, or_

from zxdata.metrics.clocked import ClockedCases, due_this_week
from zxdata.metrics.expressions import AsOf, Condition, Expression, column, columns, ended, happened
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import AT_END, Count, Decided, Mean, Metric, Quantile, Ratio, decided_on
from zxdata.metrics.on_the_day import worked_out
from zxdata.metrics.taking_part import in_case
from zxdata.snapshot.facts import place_set, voice, voice_progress

ADOPTED, PARTLY = "采纳", "部分采纳"


def _alive(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(t.c.raised_on <= at.day, t.c.span_from <= at.day, at.day < t.c.span_to)


def unit(t: FromClause, at: AsOf) -> ColumnElement[str]:
    """The unit in charge; one that only an event names is known from then on."""
    return case((t.c.unit_since > at.day, None), else_=t.c.unit)


def _colour(t: FromClause, at: AsOf) -> ColumnElement[str]:
    return VOICES.colour(t, at.day)


def _adoption(t: FromClause, at: AsOf) -> ColumnElement[str]:
    """What the unit said of it by the day: with its closing, else with its first answer."""
    return case((t.c.done_on <= at.day, t.c.done), (t.c.told_on <= at.day, t.c.told), else_=None)


colour, adoption = worked_out("colour", _colour), worked_out("outcome", _adoption)


def reached(t: FromClause, at: AsOf) -> ColumnElement[str]:
    steps = (("handled_on", "办结"), ("replied_on", "反馈"), ("refused_on", "不予受理"), ("submitted_on", "提交"))
    return case(*((t.c[name] <= at.day, literal(word)) for name, word in steps), else_=literal("反映"))


def _due(t: FromClause, at: AsOf) -> ColumnElement[Any]:
    """The due day; one that follows from a receipt is known from that day on."""
    return case((t.c.due_since.is_(None), t.c.due_on), (t.c.due_since <= at.day, t.c.due_on))


def _until(name: str) -> Any:
    return lambda t, at: case((t.c[name] <= at.day, t.c[name]))


# fmt: off
VOICE = Fact(
    "民情", "件", lambda at: voice, _alive, "raised_on",
    columns("channel", "category", "grade")
    | {"unit": unit, "colour": colour, "due": lambda t, at: func.strftime(_due(t, at), "%Y-%m-%d"), "stage": reached,
       "outcome": adoption, "satisfaction": lambda t, at: case((t.c.rated_on <= at.day, t.c.satisfaction)),
       "theme": column("topic")},
    (Detail("no", "民情编号", column("no"), of="voices"), Detail("title", "标题", column("title")),
     Detail("channel", "渠道", column("channel")), Detail("category", "类别", column("category")),
     Detail("grade", "分级", column("grade")), Detail("unit", "责任单位", unit),
     Detail("raised_on", "反映日期", column("raised_on"), "date"), Detail("submitted_on", "提交日期", _until("submitted_on"), "date"),
     Detail("due_on", "反馈期限", _due, "date"), Detail("replied_on", "反馈日期", _until("replied_on"), "date"),
     Detail("handled_on", "办结日期", _until("handled_on"), "date"), Detail("outcome", "采纳情况", adoption),
     Detail("colour", "颜色", colour, "colour")),
    place_set,
    grouped=in_case("民情"), shared=("colour", "outcome"), begins=True,
)
VOICES = ClockedCases(
    VOICE, voice, voice_progress, "民情", lambda rules: rules.voices, "raised_on", "replied_on", "due_since", unit,
    left="refused_on", done_word="反馈",
)
# fmt: on


@cache
def _of(*colours: str) -> Count:
    return Count(VOICE, lambda t, at: colour(t, at).in_(colours))


def _settled(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """Answered, or beyond its limit; of a period that is over its last day too."""
    replied = func.coalesce(t.c.replied_on <= at.day, False)
    ended_late = and_(literal(at.over), ~replied, _due(t, at) == at.day)
    return or_(colour(t, at).in_(("done", "done_late", "red")), func.coalesce(ended_late, False))


@cache
def said(*words: str) -> Condition:
    """Adopted in one of these words."""
    return lambda t, at: func.coalesce(adoption(t, at).in_(words), False)


@cache
def _rated(*words: str) -> Count:
    """Rated by the day, with one of these words where any are given."""
    return Count(
        VOICE, lambda t, at: and_(t.c.rated_on <= at.day, t.c.satisfaction.in_(words) if words else literal(True))
    )


@cache
def _settled_on(name: str) -> Expression:
    """When it got so far, or was refused; of what waits the day asked for."""
    return lambda t, at: case(
        (t.c[name] <= at.day, t.c[name]), (t.c.refused_on <= at.day, t.c.refused_on), else_=literal(at.day)
    )


DAY = "反映日期"
SUBMITTED, HANDLED, REPLIED = (
    decided_on("提交日期", "submitted_on"),
    decided_on("办结日期", "handled_on"),
    decided_on("反馈日期", "replied_on"),
)
_SUBMITTED_OR_NOT = Decided("提交日期或不予受理日期；期末尚未提交的也计", (_settled_on("submitted_on"),))
_HANDLED_OR_NOT = Decided("办结日期或不予受理日期；期末尚未办结的也计", (_settled_on("handled_on"),))
_REPLIED_OR_DUE = Decided("反馈日期或反馈期限：期间内反馈的、期间内到期的各计一次", (column("replied_on"), _due))
ALL = Count(VOICE)
_submitted, _handled, _replied = (Count(VOICE, happened(name)) for name in ("submitted_on", "handled_on", "replied_on"))
_adopted, _heeded = Count(VOICE, said(ADOPTED)), Count(VOICE, said(ADOPTED, PARTLY))
_CENSORED = "未反馈的按截至日删失（乘积限法），曲线没有降到一半时为空"

# fmt: off
METRICS = (
    Metric("voices.collected", "收集民情", "件", "期间内反映的民情；并入另一件的不另计，退回、不予受理的仍计。", ALL, DAY, better=1),
    Metric("voices.submitted", "提交民情", "件", "其中截至日已提交的；没有提交记录而已签收、反馈、办结的，也算提交过；退回后要重新提交。",
           _submitted, DAY, better=1, decided=SUBMITTED),
    Metric("voices.handled", "办结民情", "件", "其中截至日已办结的；退回后要重新办结。", _handled, DAY, better=1, decided=HANDLED),
    Metric("voices.submit_rate", "提交率", "%", "已提交的占收集的民情的比例。", Ratio(_submitted, ALL), DAY, "提交民情", "收集民情", 1,
           decided=_SUBMITTED_OR_NOT, decided_of="期间内提交或不予受理 + 期末未提交"),
    Metric("voices.handled_rate", "办结率", "%", "已办结的占已提交的民情的比例。", Ratio(_handled, _submitted), DAY, "办结民情", "提交民情", 1,
           decided=_HANDLED_OR_NOT, decided_of="期间内办结 + 期末已提交未办结"),
    Metric("voices.overall_rate", "总办结率", "%", "已办结的占收集的民情的比例。", Ratio(_handled, ALL), DAY, "办结民情", "收集民情", 1,
           decided=_HANDLED_OR_NOT, decided_of="期间内办结或不予受理 + 期末未办结"),
    Metric("voices.adopted", "采纳民情", "件", "截至日反馈或办结的结果为“采纳”的；部分采纳不计。", _adopted, DAY, better=1, decided=REPLIED),
    Metric("voices.heeded", "采纳和部分采纳", "件", "截至日反馈或办结的结果为“采纳”“部分采纳”的。", _heeded, DAY, better=1, decided=REPLIED),
    Metric("voices.adoption_rate", "民情采纳率", "%", "采纳占已反馈的民情的比例；部分采纳、没有写结果的在分母而不在分子。",
           Ratio(_adopted, _replied), DAY, "采纳民情", "已反馈民情", 1, decided=REPLIED, decided_of="期间内反馈的民情"),
    Metric("voices.adoption_rate_with_partial", "民情采纳率（含部分采纳）", "%", "采纳与部分采纳占已反馈的民情的比例。",
           Ratio(_heeded, _replied), DAY, "采纳和部分采纳", "已反馈民情", 1, decided=REPLIED, decided_of="期间内反馈的民情"),
    Metric("voices.sent_back", "退回民情", "件", "截至日曾被退回的，不论后来是否重新提交。", Count(VOICE, happened("sent_back_on")), DAY, better=-1,
           decided=decided_on("首次退回日期", "sent_back_on")),
    Metric("voices.refused", "不予受理", "件", "截至日不予受理的；不再判色。", Count(VOICE, happened("refused_on")), DAY,
           decided=decided_on("不予受理日期", "refused_on")),

    Metric("voices.open", "待反馈", "件", "没有反馈或办结、也没有不予受理，且判得出颜色的；等于绿、黄、红之和。", _of("green", "yellow", "red"), DAY,
           stock=True, decided=AT_END),
    Metric("voices.green", "绿 正常", "件", "没有反馈，剩余工作日多于黄线。", _of("green"), DAY, stock=True, colour="green", decided=AT_END),
    Metric("voices.yellow", "黄 临期", "件", "没有反馈，未过期限，剩余工作日不多于黄线（默认 1 个）。", _of("yellow"), DAY, better=-1, stock=True,
           colour="yellow", decided=AT_END),
    Metric("voices.red", "红 超期", "件", "没有反馈且已过期限（默认反映后 3 个工作日，可按渠道、分级另定）；期限次日起为红，计到分的期限过了即红。",
           _of("red"), DAY, better=-1, stock=True, colour="red", decided=AT_END),
    due_this_week("voices", VOICES, DAY),
    Metric("voices.done", "按期反馈", "件", "期限以内反馈或办结的。", _of("done"), DAY, better=1, colour="done", decided=REPLIED),
    Metric("voices.done_late", "逾期反馈", "件", "期限之后反馈或办结的。", _of("done_late"), DAY, better=-1, colour="done_late", decided=REPLIED),
    Metric("voices.unknown", "无法判定", "件", "规则从提交或签收起算时，还没有提交、签收的，没有期限。", _of("unknown"), DAY, stock=True,
           colour="unknown", decided=AT_END),
    Metric("voices.on_time_rate", "按期反馈率", "%", "按期反馈占按期反馈、逾期反馈、红之和的比例；未到期的不计。",
           Ratio(_of("done"), Count(VOICE, _settled)), DAY, "按期反馈", "按期反馈 + 逾期反馈 + 红", 1, pool=ALL,
           decided=_REPLIED_OR_DUE, decided_of="期间内反馈 + 期间内到期（已反馈的只计一次）"),
    Metric("voices.reply_days_median", "反馈用时中位", "天", f"反映到首次反馈或办结的日历天数；{_CENSORED}；不予受理而没有反馈的不计。",
           Quantile(VOICE, 0.5, column("raised_on"), column("replied_on"),
                    lambda t, at: or_(t.c.refused_on.is_(None), t.c.refused_on > at.day, t.c.replied_on <= at.day)),
           DAY, better=-1, decided=Decided("反馈日期；期末尚未反馈的也计", (ended("replied_on"),))),
    Metric("voices.reply_workdays_mean", "平均反馈用时", "个工作日",
           "已反馈的民情从收到到首次反馈或办结，按时刻计到分的工作日；休息日和夜里不另扣，一个工作日为 24 小时；收到之前就反馈的记 0。",
           Mean(VOICE, column("reply_workdays"), lambda t, at: and_(t.c.replied_on <= at.day, t.c.reply_workdays.is_not(None))),
           DAY, better=-1, decided=REPLIED),
    Metric("voices.rated", "评价民情", "件", "截至日写明评价结果的；以首次评价为准。", _rated(), DAY, decided=decided_on("评价日期", "rated_on")),
    Metric("voices.satisfaction_rate", "民情满意率", "%", "评价为“满意”的占已评价的民情的比例。", Ratio(_rated("满意"), _rated()), DAY,
           "评价满意", "评价民情", 1, decided=decided_on("评价日期", "rated_on")),
    Metric("voices.graded", "已分级民情", "件", "台账写明分级（具体问题、普遍性事项、宏观政策）的；没有写的不猜。",
           Count(VOICE, lambda t, at: t.c.grade.is_not(None)), DAY, decided=decided_on(DAY, "raised_on")),
    Metric("voices.graded_rate", "分级率", "%", "已分级的占收集的民情的比例。",
           Ratio(Count(VOICE, lambda t, at: t.c.grade.is_not(None)), ALL), DAY, "已分级民情", "收集民情", 1, decided=decided_on(DAY, "raised_on")),
)
# fmt: on
