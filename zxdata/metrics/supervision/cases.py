"""监督预警: every matter's colour on a day, and whether it is put right."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, case, func, or_

from zxdata.metrics.clocked import ClockedCases
from zxdata.metrics.model import AsOf, Count, Detail, Fact, Metric, Quantile, Ratio, always, column, columns, happened
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
    columns("form", "channel", "category", "leader")
    | {"unit": unit, "colour": colour, "due": lambda t, at: func.strftime(_due(t, at), "%Y-%m-%d")},
    (Detail("no", "事项编号", column("no")), Detail("title", "题目", column("title")),
     Detail("form", "形式", column("form")), Detail("category", "类别", column("category")),
     Detail("unit", "责任单位", unit), Detail("opened_on", "提出日期", column("opened_on"), "date"),
     Detail("due_on", "整改期限", _due, "date"),
     Detail("closed_on", "销号日期", lambda t, at: case((_closed(t, at), t.c.closed_on)), "date"),
     Detail("colour", "颜色", colour, "colour")),
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


_DAY = "提出日期"
_MATTERS, _DONE = Count(MATTER, always), _of("done")

# fmt: off
METRICS = (
    Metric("supervision.matters", "监督事项", "件", "期间内提出的监督事项；等于绿、黄、红、办结、逾期办结、无法判定之和。", _MATTERS, _DAY),
    Metric("supervision.open", "在办事项", "件", "未销号且判得出颜色的；等于绿、黄、红之和。", _of("green", "yellow", "red"), _DAY, stock=True),
    Metric("supervision.green", "绿 正常", "件", "未销号，剩余工作日多于黄线。", _of("green"), _DAY, stock=True, colour="green"),
    Metric("supervision.yellow", "黄 临期", "件", "未销号，未过期限，剩余工作日不多于黄线（默认 7 个，含期限当日）。",
           _of("yellow"), _DAY, better=-1, stock=True, colour="yellow"),
    Metric("supervision.red", "红 超期", "件", "未销号且已过期限；期限次日起为红。", _of("red"), _DAY, better=-1, stock=True, colour="red"),
    Metric("supervision.done", "按期办结", "件", "期限当日及以前销号。", _DONE, _DAY, better=1, colour="done"),
    Metric("supervision.done_late", "逾期办结", "件", "期限之后销号。", _of("done_late"), _DAY, better=-1, colour="done_late"),
    Metric("supervision.unknown", "无法判定", "件", "缺少期限（既无整改期限，也无交办日可推），无论销号与否。",
           _of("unknown"), _DAY, better=-1, stock=True, colour="unknown"),
    Metric("supervision.closed_rate", "办结率", "%", "按期办结与逾期办结占全部事项的比例。",
           Ratio(_of("done", "done_late"), _MATTERS), _DAY, "按期办结 + 逾期办结", "监督事项", 1),
    Metric("supervision.on_time_rate", "按期整改率", "%", "按期办结占按期办结、逾期办结、红之和的比例；未到期的不计。",
           Ratio(_DONE, _of("done", "done_late", "red")), _DAY, "按期办结", "按期办结 + 逾期办结 + 红", 1),
    Metric("supervision.rectification_days_median", "整改用时中位", "天",
           "提出到销号的日历天数；未销号的按截至日删失（Kaplan–Meier），曲线没有降到一半时为空。",
           Quantile(MATTER, 0.5, column("opened_on"), column("closed_on"), always), _DAY, better=-1),
    Metric("supervision.relapsed", "整改回潮", "件", "首次销号后又退回重办的事项，不论现在是否再次销号。",
           Count(MATTER, lambda t, at: t.c.relapsed_on <= at.day), _DAY, better=-1),
    Metric("supervision.lasting_rate", "整改巩固率", "%",
           "首次销号满观察期（默认 3 个月）的事项中，观察期内没有退回重办的比例；未满观察期的不计。",
           Ratio(Count(MATTER, _held), Count(MATTER, _proven)), _DAY, "观察期内未退回", "首次销号满观察期", 1),
    Metric("supervision.feedback_days_median", "首次反馈中位", "天",
           "交办到首次反馈的日历天数；未反馈的按截至日删失（Kaplan–Meier），曲线没有降到一半时为空。",
           Quantile(MATTER, 0.5, column("assigned_on"), column("reported_on"), happened("assigned_on")), _DAY, better=-1),
)
# fmt: on
