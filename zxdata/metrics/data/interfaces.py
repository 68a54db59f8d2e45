"""数据接口: with whom data are exchanged, and whether what is due has come."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, String, and_, case, cast, func, not_, or_

from zxdata.metrics.coverage.stations import STATE
from zxdata.metrics.expressions import AsOf, always, column, columns
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Metric
from zxdata.snapshot.facts import interface

NORMAL, OVERDUE, LATE, UNKNOWN, IDLE = "正常", "应到未到", "迟到", "无从判断", "停用"
STATES = (OVERDUE, LATE, NORMAL, UNKNOWN, IDLE)


def _used(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return not_(t.c.idle)


def _unknown(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """Exchanged again after the day asked for, so that nobody knows how it stood then; or nothing says when it is due."""
    never = and_(t.c.due_on.is_(None), t.c.exchanged_on.is_(None))
    return or_(func.coalesce(t.c.exchanged_on > at.day, False), never)


def overdue(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """The day by which an exchange was due is over, and none has come since."""
    return and_(_used(t, at), not_(_unknown(t, at)), func.coalesce(t.c.due_on < at.day, False))


def _late(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(_used(t, at), not_(_unknown(t, at)), not_(overdue(t, at)), t.c.late_days > 0)


def _state(t: FromClause, at: AsOf) -> ColumnElement[Any]:
    return case(
        (t.c.idle, IDLE), (_unknown(t, at), UNKNOWN), (overdue(t, at), OVERDUE), (_late(t, at), LATE), else_=NORMAL
    )


def overdue_days(t: FromClause, at: AsOf) -> ColumnElement[Any]:
    return case((overdue(t, at), func.date_diff("day", t.c.due_on, at.day)))


def _in_words(t: FromClause, at: AsOf) -> ColumnElement[Any]:
    """``应到未到，已过 3 天``, ``迟 2 天``, ``正常``"""
    past = func.concat(OVERDUE, "，已过 ", cast(overdue_days(t, at), String), " 天")
    late = func.concat("迟 ", cast(t.c.late_days, String), " 天")
    return case((overdue(t, at), past), (_late(t, at), late), else_=_state(t, at))


# fmt: off
INTERFACE = Fact(
    "数据接口", "个接口", lambda at: interface, always, None,
    columns("counterpart", "direction", "dataset") | {"state": _state},
    (Detail("no", "接口编号", column("no")), Detail("counterpart", "对方", column("counterpart")),
     Detail("direction", "方向", column("direction")), Detail("dataset", "数据集", column("dataset")),
     Detail("manner", "方式", column("manner")), Detail("frequency", "频次", column("frequency")),
     Detail("exchanged_on", "最近交换", column("exchanged_on"), "date"),
     Detail("due_on", "下次应到", column("due_on"), "date"), Detail("state", "状态", _in_words),
     Detail("overdue_days", "已过（天）", overdue_days, "integer"),
     Detail("written", "台账所记状态", column("written"))),
)
METRICS = (
    Metric("data.interfaces", "数据接口", "个", "与其他单位交换数据的接口，停用的不计；接口不分区划，只在全部范围计。",
           Count(INTERFACE, _used), STATE),
    Metric("data.interfaces_overdue", "应到未到的接口", "个",
           "过了应到日期还没有交换的，从次日起算；台账没有续写应到日期的，按频次顺延。", Count(INTERFACE, overdue), STATE,
           better=-1, stock=True),
    Metric("data.interfaces_late", "迟到的接口", "个", "最近一次交换晚于它之前最近一个应到日期、下一次还没有到期的。",
           Count(INTERFACE, _late), STATE, better=-1, stock=True),
)
# fmt: on
