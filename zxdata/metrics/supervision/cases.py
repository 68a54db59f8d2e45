"""监督预警: every matter's colour on a day, and whether it is put right."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, case, func, literal, or_

from zxdata.metrics.clocked import ClockedCases, due_this_week
from zxdata.metrics.expressions import AsOf, always, column, columns, ended, happened
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import AT_END, Count, Decided, Metric, Quantile, Ratio, decided_on
from zxdata.metrics.taking_part import in_case
from zxdata.rules.colours import Judged
from zxdata.snapshot.facts import matter, matter_progress


def _alive(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(t.c.opened_on <= at.day, t.c.span_from <= at.day, at.day < t.c.span_to)


def colour(t: FromClause, at: AsOf) -> ColumnElement[str]:
    return Judged.of(t, at.day, "closed_on", "due_since").colour()


def unit(t: FromClause, at: AsOf) -> ColumnElement[str]:
    """The unit in charge; one that only its 交办 names is known from then on."""
    return case((t.c.unit_since > at.day, None), else_=t.c.unit)


def _closed(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return t.c.closed_on <= at.day


def _due(t: FromClause, at: AsOf) -> ColumnElement[Any]:
    """The due day; one that follows from a hand-over is known from that day on."""
    return case((t.c.due_since.is_(None), t.c.due_on), (t.c.due_since <= at.day, t.c.due_on))


# fmt: off
MATTER = Fact(
    "监督事项", "件", lambda at: matter, _alive, "opened_on",
    columns("form", "channel", "category", "leader", "body")
    | {"unit": unit, "colour": colour, "due": lambda t, at: func.strftime(_due(t, at), "%Y-%m-%d")},
    (Detail("no", "事项编号", column("no"), of="supervisions"), Detail("title", "题目", column("title")),
     Detail("form", "形式", column("form")), Detail("category", "类别", column("category")),
     Detail("unit", "责任单位", unit), Detail("opened_on", "提出日期", column("opened_on"), "date"),
     Detail("due_on", "整改期限", _due, "date"),
     Detail("closed_on", "销号日期", lambda t, at: case((_closed(t, at), t.c.closed_on)), "date"),
     Detail("colour", "颜色", colour, "colour")),
    grouped=in_case("监督"), begins=True,
)
MATTERS = ClockedCases(
    MATTER, matter, matter_progress, "监督", lambda rules: rules.supervision, "opened_on", "closed_on", "due_since", unit,
)
# fmt: on


def _of(*colours: str) -> Count:
    return Count(MATTER, lambda t, at: colour(t, at).in_(colours))


def _proven(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """Closed long enough ago to say whether the correction holds."""
    return t.c.proven_on <= at.day


def _held(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(_proven(t, at), or_(t.c.relapsed_on.is_(None), t.c.relapsed_on > t.c.proven_on))


def _settled(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """Closed by a limit or beyond it; of a period that is over its last day too."""
    ended_late = and_(literal(at.over), ~func.coalesce(_closed(t, at), False), _due(t, at) == at.day)
    return or_(colour(t, at).in_(("done", "done_late", "red")), func.coalesce(ended_late, False))


_DAY = "提出日期"
CLOSED = decided_on("销号日期", "closed_on")
CLOSED_OR_OPEN = Decided("销号日期；期末未销号的也计", (ended("closed_on"),))
CLOSED_OR_DUE = Decided("销号日期或整改期限：期间内销号的、期间内到期的各计一次", (column("closed_on"), _due))
_MATTERS, _DONE = Count(MATTER, always), _of("done")

# fmt: off
METRICS = (
    Metric("supervision.matters", "监督事项", "件", "期间内提出的监督事项；等于绿、黄、红、办结、逾期办结、无法判定之和。", _MATTERS, _DAY),
    Metric("supervision.open", "在办事项", "件", "未销号且判得出颜色的；等于绿、黄、红之和。", _of("green", "yellow", "red"), _DAY, stock=True,
           decided=AT_END),
    Metric("supervision.green", "绿 正常", "件", "未销号，剩余工作日多于黄线。", _of("green"), _DAY, stock=True, colour="green",
           decided=AT_END),
    Metric("supervision.yellow", "黄 临期", "件", "未销号，未过期限，剩余工作日不多于黄线（默认 7 个，含期限当日）。",
           _of("yellow"), _DAY, better=-1, stock=True, colour="yellow", decided=AT_END),
    Metric("supervision.red", "红 超期", "件", "未销号且已过期限；期限次日起为红。", _of("red"), _DAY, better=-1, stock=True, colour="red",
           decided=AT_END),
    due_this_week("supervision", MATTERS, _DAY),
    Metric("supervision.done", "按期办结", "件", "期限当日及以前销号。", _DONE, _DAY, better=1, colour="done", decided=CLOSED),
    Metric("supervision.done_late", "逾期办结", "件", "期限之后销号。", _of("done_late"), _DAY, better=-1, colour="done_late",
           decided=CLOSED),
    Metric("supervision.unknown", "无法判定", "件", "缺少期限（既无整改期限，也无交办日可推），无论销号与否。",
           _of("unknown"), _DAY, better=-1, stock=True, colour="unknown", decided=CLOSED_OR_OPEN),
    Metric("supervision.closed_rate", "办结率", "%", "按期办结与逾期办结占全部事项的比例。",
           Ratio(_of("done", "done_late"), _MATTERS), _DAY, "按期办结 + 逾期办结", "监督事项", 1, decided=CLOSED_OR_OPEN,
           decided_of="期间内销号 + 期末未销号"),
    Metric("supervision.on_time_rate", "按期整改率", "%", "按期办结占按期办结、逾期办结、红之和的比例；未到期的不计。",
           Ratio(_DONE, Count(MATTER, _settled)), _DAY, "按期办结", "按期办结 + 逾期办结 + 红", 1,
           pool=_MATTERS, decided=CLOSED_OR_DUE, decided_of="期间内销号 + 期间内到期（已销号的只计一次）"),
    Metric("supervision.rectification_days_median", "整改用时中位", "天",
           "提出到销号的日历天数；未销号的按截至日删失（乘积限法），曲线没有降到一半时为空。",
           Quantile(MATTER, 0.5, column("opened_on"), column("closed_on"), always), _DAY, better=-1,
           decided=CLOSED_OR_OPEN),
    Metric("supervision.relapsed", "整改回潮", "件", "首次销号后又退回重办的事项，不论现在是否再次销号。",
           Count(MATTER, lambda t, at: t.c.relapsed_on <= at.day), _DAY, better=-1,
           decided=decided_on("退回重办日期", "relapsed_on")),
    Metric("supervision.lasting_rate", "整改巩固率", "%",
           "首次销号满观察期（默认 3 个月）的事项中，观察期内没有退回重办的比例；未满观察期的不计。",
           Ratio(Count(MATTER, _held), Count(MATTER, _proven)), _DAY, "观察期内未退回", "首次销号满观察期", 1,
           pool=Count(MATTER, happened("first_closed_on")), decided=decided_on("观察期满日期", "proven_on")),
    Metric("supervision.feedback_days_median", "首次反馈中位", "天",
           "交办到首次反馈的日历天数；未反馈的按截至日删失（乘积限法），曲线没有降到一半时为空。",
           Quantile(MATTER, 0.5, column("assigned_on"), column("reported_on"), happened("assigned_on")), _DAY, better=-1,
           decided=Decided("首次反馈日期；期末尚未反馈的也计", (ended("reported_on"),))),
)
# fmt: on
