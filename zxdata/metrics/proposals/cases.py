"""提案办理: how many, where they stand, how long they take, how they are judged."""

from sqlalchemy import ColumnElement, FromClause, and_, case, func, literal, not_, or_
from sqlalchemy import String as Text

from zxdata.metrics.clocked import ClockedCases, due_this_week
from zxdata.metrics.expressions import AsOf, Condition, column, columns, ended, happened, known_from
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import AT_END, Count, Decided, Mean, Metric, Quantile, Ratio, decided_on
from zxdata.metrics.taking_part import in_case
from zxdata.rules.colours import Judged
from zxdata.rules.running import LEAD
from zxdata.snapshot.facts import proposal, proposal_event


def _alive(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(t.c.submitted_on <= at.day, t.c.span_from <= at.day, at.day < t.c.span_to)


def _assigned(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return t.c.handed_on <= at.day


def _replied(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return t.c.replied_on <= at.day


def waits(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """Assigned, and neither answered nor gone from the way by the day."""
    ended = or_(_replied(t, at), t.c.left_on <= at.day)
    return and_(_assigned(t, at), not_(func.coalesce(ended, False)))


def _overdue(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(waits(t, at), t.c.assigned_on <= at.day, t.c.due_on < at.day)


def _due(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """Answered, or open beyond its limit; of a period that is over its last day too."""
    late = and_(waits(t, at), t.c.assigned_on <= at.day, t.c.due_on < at.decided_before)
    return case((_replied(t, at), True), else_=late)


def _in_time(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(_replied(t, at), t.c.replied_on <= t.c.due_on)


def _rated(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(_replied(t, at), t.c.rated_on <= at.day)


def _judged(word: str) -> Condition:
    return lambda t, at: and_(_rated(t, at), t.c.satisfaction == word)


def colour(t: FromClause, at: AsOf) -> ColumnElement[str]:
    """The colour of an assigned proposal; None before it is assigned, and of one that left the way unanswered."""
    judged = Judged.of(t, at.day, "replied_on", "assigned_on").colour()
    return case((or_(waits(t, at), _replied(t, at)), judged))


def _stage(t: FromClause, at: AsOf) -> ColumnElement[str]:
    """提、立、办、督、评: the coarse stage a proposal has reached, or how it left the way."""
    return case(
        (t.c.closed_on <= at.day, literal("结案")),
        (_rated(t, at), literal("评")),
        (_replied(t, at), literal("督")),
        (_assigned(t, at), literal("办")),
        (t.c.merged_on <= at.day, literal("并案")),
        (t.c.converted_on <= at.day, literal("转社情民意")),
        (t.c.rejected_on <= at.day, literal("不予立案")),
        (t.c.filed_on <= at.day, literal("立")),
        else_=literal("提"),
    )


# fmt: off
PROPOSAL = Fact(
    "提案", "件", lambda at: proposal, _alive, "submitted_on",
    columns("category", "sector", "session", "proposer_kind", "leader", "body")
    | {"unit": known_from("unit", "assigned_on"), "outcome": known_from("outcome", "replied_on"), "colour": colour,
       "stage": _stage, "due": lambda t, at: case((t.c.assigned_on <= at.day, func.strftime(t.c.due_on, "%Y-%m-%d"))),
       "key": lambda t, at: case((t.c.key, "重点"), (~t.c.key, "普通"))},
    (Detail("no", "提案号", column("no"), of="proposals"), Detail("title", "标题", column("title")),
     Detail("category", "类别", column("category")), Detail("sector", "界别", column("sector")),
     Detail("unit", "主办单位", known_from("unit", "assigned_on")),
     Detail("submitted_on", "提交日期", column("submitted_on"), "date"),
     Detail("assigned_on", "交办日期", known_from("assigned_on", "assigned_on"), "date"),
     Detail("due_on", "期限", known_from("due_on", "assigned_on"), "date"),
     Detail("replied_on", "答复日期", known_from("replied_on", "replied_on"), "date"),
     Detail("outcome", "办理结果", known_from("outcome", "replied_on")),
     Detail("satisfaction", "委员评价", known_from("satisfaction", "rated_on")),
     Detail("colour", "颜色", colour, "colour")),
    grouped=in_case("提案"), begins=True,
)
PROPOSALS = ClockedCases(
    PROPOSAL, proposal, proposal_event, "提案", lambda rules: rules.proposals, "submitted_on", "replied_on", "assigned_on",
    known_from("unit", "assigned_on"), "handed_on", "left_on", "答复",
    lambda e, at: func.coalesce(func.nullif(e.c.role.cast(Text), ""), LEAD) == LEAD,
)
# fmt: on


def _of(colour_name: str) -> Count:
    return _count(lambda t, at: func.coalesce(colour(t, at) == colour_name, False))


def _count(where: Condition) -> Count:
    return Count(PROPOSAL, where)


def _days(q: float) -> Quantile:
    return Quantile(PROPOSAL, q, column("assigned_on"), column("replied_on"), happened("assigned_on"))


_DAY = "提交日期"
_REPLIED, _OVERDUE = _count(_replied), _count(_overdue)
_DUE = _count(_due)
SUBMITTED = decided_on(_DAY, "submitted_on")
REPLIED = decided_on("答复日期", "replied_on")
REPLIED_OR_DUE = decided_on("答复日期或期限：期间内答复的、期间内到期的各计一次", "replied_on", "due_on")
REPLIED_OR_OPEN = Decided("答复日期；期末仍在办的也计", (ended("replied_on"),))
RATED = decided_on("评价日期", "rated_on")
_KM = "主办单位交办到其首次答复的日历天数；在办的按截至日删失（乘积限法），曲线没有降到该处时为空。"

# fmt: off
METRICS = (
    Metric("proposals.submitted", "提交", "件", "期间内提交的提案。", Count(PROPOSAL), _DAY, better=1),
    Metric("proposals.filed", "立案", "件", "其中截至日已立案的（并案前口径）。", _count(happened("filed_on")), _DAY, better=1,
           decided=decided_on("立案日期", "filed_on")),
    Metric("proposals.merged", "并案", "件", "其中截至日已并入他案的；立案数不减，交办数不含。", _count(happened("merged_on")), _DAY,
           decided=decided_on("并案日期", "merged_on")),
    Metric("proposals.rejected", "不予立案", "件", "其中截至日已决定不予立案的。", _count(happened("rejected_on")), _DAY,
           decided=decided_on("不予立案日期", "rejected_on")),
    Metric("proposals.converted", "转社情民意", "件", "其中截至日已转为社情民意或意见建议的。", _count(happened("converted_on")), _DAY,
           decided=decided_on("转社情民意日期", "converted_on")),
    Metric("proposals.assigned", "交办", "件", "其中截至日已交办的；几个单位承办也只计一件。", _count(_assigned), _DAY,
           decided=decided_on("首次交办日期", "handed_on")),
    Metric("proposals.replied", "已答复", "件", "其中截至日主办单位已答复的；会办单位的答复不算。", _REPLIED, _DAY, better=1, decided=REPLIED),
    Metric("proposals.open", "在办", "件", "截至日已交办而主办单位尚未答复的。", _count(waits), _DAY, stock=True, decided=AT_END),
    Metric("proposals.overdue", "逾期在办", "件", "在办且截至日已过期限的；期限当日不算逾期，逾期后已答复的不在内。", _OVERDUE, _DAY, better=-1, stock=True,
           decided=AT_END),
    Metric("proposals.green", "绿 正常", "件", "已交办而主办单位未答复，剩余工作日多于黄线。", _of("green"), _DAY, stock=True, colour="green",
           decided=AT_END),
    Metric("proposals.yellow", "黄 临期", "件", "已交办而主办单位未答复，未过期限，剩余工作日不多于黄线（默认 7 个，含期限当日）。",
           _of("yellow"), _DAY, better=-1, stock=True, colour="yellow", decided=AT_END),
    Metric("proposals.red", "红 超期", "件", "已交办而主办单位未答复，且已过期限；期限次日起为红。",
           _of("red"), _DAY, better=-1, stock=True, colour="red", decided=AT_END),
    due_this_week("proposals", PROPOSALS, _DAY),
    Metric("proposals.unknown", "无法判定", "件", "已交办而缺少期限的，无论答复与否。", _of("unknown"), _DAY, better=-1, stock=True, colour="unknown",
           decided=REPLIED_OR_OPEN),
    Metric("proposals.done", "按期答复", "件", "主办单位期限当日及以前答复的。", _of("done"), _DAY, better=1, colour="done",
           decided=REPLIED),
    Metric("proposals.done_late", "逾期答复", "件", "主办单位期限之后答复的。", _of("done_late"), _DAY, better=-1, colour="done_late",
           decided=REPLIED),
    Metric("proposals.reply_rate", "办复率", "%", "已答复占交办的比例。", Ratio(_REPLIED, _count(_assigned)), _DAY, "已答复", "交办", 1,
           decided=REPLIED_OR_OPEN, decided_of="期间内答复 + 期末在办"),
    Metric("proposals.on_time_rate", "按期办复率", "%",
           "期限当日及以前答复的，占已答复与逾期在办之和的比例；未到期的在办不计。",
           Ratio(_count(_in_time), _DUE), _DAY, "按期答复", "已答复 + 逾期在办", 1, pool=_count(_assigned), decided=REPLIED_OR_DUE,
           decided_of="期间内答复 + 期间内到期（已答复的只计一次）"),
    Metric("proposals.handling_days_median", "办理用时中位", "天", _KM, _days(0.5), _DAY, better=-1,
           decided=REPLIED_OR_OPEN),
    Metric("proposals.handling_days_p90", "办理用时九成", "天", _KM, _days(0.9), _DAY, better=-1, decided=REPLIED_OR_OPEN),
    Metric("proposals.handling_days_mean_replied", "已答复件平均用时", "天",
           "只对已答复的取平均，不含在办，因而偏短；与中位数不可混用。",
           Mean(PROPOSAL, lambda t, at: t.c.replied_on - t.c.assigned_on, _replied), _DAY, "已答复件用时之和", "已答复", -1,
           decided=REPLIED),
    Metric("proposals.rated", "已评价", "件", "已答复且提案者已评价的；未反馈不算已评价。几位提案者评价也只计一件。",
           _count(_rated), _DAY, better=1, decided=RATED),
    Metric("proposals.rated_rate", "评价率", "%", "已评价占已答复的比例。", Ratio(_count(_rated), _REPLIED), _DAY, "已评价", "已答复", 1,
           decided=REPLIED),
    Metric("proposals.satisfaction_rate", "委员满意率", "%",
           "评价为“满意”的占已评价的比例；基本满意不算满意。同一位提案者评过几次的取最后一次，几位提案者的评价不一时取最低的。",
           Ratio(_count(lambda t, at: and_(_rated(t, at), t.c.satisfaction == "满意")), _count(_rated)),
           _DAY, "满意", "已评价", 1, pool=_REPLIED, decided=RATED),
    Metric("proposals.satisfied", "满意", "件", "已答复且评价为“满意”的；几位提案者的评价不一时取最低的。",
           _count(_judged("满意")), _DAY, better=1, decided=RATED),
    Metric("proposals.fairly_satisfied", "基本满意", "件", "已答复且评价为“基本满意”的。", _count(_judged("基本满意")), _DAY,
           decided=RATED),
    Metric("proposals.dissatisfied", "不满意", "件", "已答复且评价为“不满意”的。", _count(_judged("不满意")), _DAY, better=-1,
           decided=RATED),
    Metric("proposals.silent", "未反馈", "件", "已答复而提案者没有评价的，包括台账写明“未反馈”的；不当作满意。",
           _count(lambda t, at: and_(_replied(t, at), not_(case((_rated(t, at), True), else_=False)))), _DAY, better=-1,
           decided=REPLIED),
    Metric("proposals.second_round", "二次办理", "件", "其中截至日已进入二次办理的。", _count(happened("second_round_on")), _DAY, better=-1,
           decided=decided_on("进入二次办理日期", "second_round_on")),
)
# fmt: on
