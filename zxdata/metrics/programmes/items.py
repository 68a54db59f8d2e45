"""清单事项: how each stands on a day, and what share of them is done."""

from sqlalchemy import ColumnElement, FromClause, and_, case, func, literal, or_

from zxdata.metrics.clocked import ClockedCases, due_this_week
from zxdata.metrics.expressions import AsOf, always, column, columns, ended, happened
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import AT_END, Count, Decided, Metric, Ratio, decided_on
from zxdata.rules.colours import Judged
from zxdata.snapshot.facts import item, item_progress


def _alive(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(t.c.begun_on <= at.day, t.c.span_from <= at.day, at.day < t.c.span_to)


def colour(t: FromClause, at: AsOf) -> ColumnElement[str]:
    """Missing where no item of the list has a limit: such a list is judged by what is done alone."""
    return case((t.c.judged_on <= at.day, Judged.of(t, at.day, "done_on", "due_since").colour()))


# fmt: off
ITEM = Fact(
    "清单事项", "件", lambda at: item, _alive, "since",
    columns("kind", "checklist", "owner", "horizon", "measure")
    | {"colour": colour, "due": lambda t, at: func.strftime(t.c.due_on, "%Y-%m-%d")},
    (Detail("no", "事项编号", column("no"), of="checklist_items"), Detail("title", "题目", column("title")),
     Detail("checklist", "清单", column("checklist")), Detail("kind", "类型", column("kind")),
     Detail("owner", "责任主体", column("owner")), Detail("horizon", "阶段", column("horizon")),
     Detail("since", "起", column("since"), "date"), Detail("due_on", "期限", column("due_on"), "date"),
     Detail("done_on", "完成日期", lambda t, at: case((t.c.done_on <= at.day, t.c.done_on)), "date"),
     Detail("colour", "颜色", colour, "colour")), begins=True,
)
ITEMS = ClockedCases(
    ITEM, item, item_progress, "清单", lambda rules: rules.programmes, "begun_on", "done_on", "due_since", column("owner"),
    judged="judged_on", done_word="完成",
)
# fmt: on


def _of(*colours: str) -> Count:
    return Count(ITEM, lambda t, at: colour(t, at).in_(colours))


def _exact(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(t.c.target > 0, t.c.qualifier.is_(None))


def _settled(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """Done by a limit or beyond it; of a period that is over its last day too."""
    open_still = or_(t.c.done_on.is_(None), t.c.done_on > at.day)
    ended_late = and_(literal(at.over), open_still, t.c.due_on == at.day)
    return or_(colour(t, at).in_(("done", "done_late", "red")), func.coalesce(ended_late, False))


def _overdue(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(or_(t.c.done_on.is_(None), t.c.done_on > at.day), t.c.due_on < at.day)


_DAY = "起（没有写的按清单年度的1月1日）"
BEGUN = decided_on(_DAY, "since")
DONE = decided_on("完成日期", "done_on")
DONE_OR_OPEN = Decided("完成日期；期末未完成的也计", (ended("done_on"),))
DONE_OR_DUE = Decided("完成日期或期限：期间内完成的、期间内到期的各计一次", (column("done_on"), column("due_on")))
_ITEMS, _FINISHED, _IN_TIME = Count(ITEM, always), Count(ITEM, happened("done_on")), _of("done")
_TARGETED = Count(ITEM, _exact)

# fmt: off
METRICS = (
    Metric("programmes.items", "清单事项", "件", "期间内开始的清单事项；等于绿、黄、红、按期完成、逾期完成、无法判定、不设期限之和。",
           _ITEMS, _DAY),
    Metric("programmes.done", "已完成", "件", "已记完成的，和数量达到目标数的（目标带“近、余、多”的只认完成；退回之后只认再次完成）。",
           _FINISHED, _DAY, better=1, decided=DONE),
    Metric("programmes.done_rate", "完成率", "%", "已完成的占全部事项的比例，不论有没有期限。",
           Ratio(_FINISHED, _ITEMS), _DAY, "已完成", "清单事项", 1, decided=DONE_OR_OPEN, decided_of="期间内完成 + 期末未完成"),
    Metric("programmes.open", "在办事项", "件", "有期限、未完成的；等于绿、黄、红之和。", _of("green", "yellow", "red"), _DAY, stock=True,
           decided=AT_END),
    Metric("programmes.green", "绿 正常", "件", "未完成，剩余工作日多于黄线。", _of("green"), _DAY, stock=True, colour="green",
           decided=AT_END),
    Metric("programmes.yellow", "黄 临期", "件", "未完成，未过期限，剩余工作日不多于黄线（默认 7 个，含期限当日）。",
           _of("yellow"), _DAY, better=-1, stock=True, colour="yellow", decided=AT_END),
    Metric("programmes.red", "红 超期", "件", "未完成且已过期限；期限次日起为红；延期的按新期限。", _of("red"), _DAY, better=-1,
           stock=True, colour="red", decided=AT_END),
    due_this_week("programmes", ITEMS, _DAY),
    Metric("programmes.overdue", "逾期未完成", "件", "过了期限还没有完成的；延期的按新期限。", Count(ITEM, _overdue), _DAY, better=-1,
           stock=True, decided=AT_END),
    Metric("programmes.in_time", "按期完成", "件", "期限当日及以前完成。", _IN_TIME, _DAY, better=1, colour="done", decided=DONE),
    Metric("programmes.done_late", "逾期完成", "件", "期限之后完成。", _of("done_late"), _DAY, better=-1, colour="done_late",
           decided=DONE),
    Metric("programmes.unknown", "无法判定", "件", "所在清单别的事项有期限、这一项没有，无论完成与否。",
           _of("unknown"), _DAY, better=-1, stock=True, colour="unknown", decided=DONE_OR_OPEN),
    Metric("programmes.unlimited", "不设期限", "件", "所在清单没有一项设期限，只看完成度，不判颜色。",
           Count(ITEM, lambda t, at: colour(t, at).is_(None)), _DAY, decided=BEGUN),
    Metric("programmes.on_time_rate", "按期完成率", "%", "按期完成占按期完成、逾期完成、红之和的比例；未到期的不计。",
           Ratio(_IN_TIME, Count(ITEM, _settled)), _DAY, "按期完成", "按期完成 + 逾期完成 + 红", 1,
           pool=Count(ITEM, lambda t, at: colour(t, at).is_not(None)), decided=DONE_OR_DUE,
           decided_of="期间内完成 + 期间内到期（已完成的只计一次）"),
    Metric("programmes.targeted", "有目标数的事项", "件", "目标数是确数的；带“近、余、多”的不算确数。", _TARGETED, _DAY, decided=BEGUN),
    Metric("programmes.reached_rate", "目标达到率", "%", "数量累计达到目标数的事项占有目标数的事项的比例；带“近、余、多”的数量只显示，不相加。",
           Ratio(Count(ITEM, lambda t, at: and_(_exact(t, at), t.c.reached_on <= at.day)), _TARGETED), _DAY, "已达到目标数",
           "有目标数的事项", 1, decided=Decided("达到目标数的日期；期末未达到的也计", (ended("reached_on"),)),
           decided_of="期间内达到 + 期末未达到"),
    Metric("programmes.extended", "延过期的事项", "件", "进展里有延期的。", Count(ITEM, happened("extended_on")), _DAY, better=-1,
           decided=decided_on("首次延期日期", "extended_on")),
    Metric("programmes.sent_back", "退回过的事项", "件", "进展里有退回的，不论现在是否再次完成。", Count(ITEM, happened("sent_back_on")), _DAY,
           better=-1, decided=decided_on("首次退回日期", "sent_back_on")),
)
# fmt: on
