"""The yearly plan of consultations: what was planned, what is done, what is behind."""

from sqlalchemy import ColumnElement, FromClause, and_, extract, func, not_

from zxdata.metrics.expressions import AsOf, column, columns, happened
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import AT_END, Count, Metric, Ratio, decided_on
from zxdata.snapshot.facts import plan

PLANNED = "计划日期"
done = happened("done_on")


def _alive(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """A year's plan exists from the first of January on."""
    return and_(t.c.kind == "协商", t.c.year <= at.day.year)


def undone(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return not_(func.coalesce(done(t, at), False))


def missed(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """The day planned has passed and nothing was held."""
    return and_(undone(t, at), t.c.planned_on < at.day)


# fmt: off
PLAN = Fact(
    "年度计划", "项", lambda at: plan, _alive, "planned_on", columns("form", "body"),
    (Detail("no", "计划编号", column("no"), of="plans"), Detail("title", "题目", column("title")), Detail("form", "形式", column("form")),
     Detail("year", "年度", lambda t, at: extract("year", func.make_date(t.c.year, 1, 1)), "text"),
     Detail("planned_on", "计划日期", column("planned_on"), "date"),
     Detail("done_no", "完成编号", lambda t, at: t.c.done_no), Detail("done_on", "完成日期", column("done_on"), "date")),
)
# fmt: on

_all = Count(PLAN)

# fmt: off
METRICS = (
    Metric("consultation.planned", "计划协商", "项", "年度计划中的协商；没有写计划日期的按当年 12 月 31 日。", _all, PLANNED),
    Metric("consultation.planned_done", "已完成计划", "项", "其中完成编号所指的协商（或活动、监督）截至日已举行的；"
           "两项计划合并成一场的各计一项，完成编号查无此场的不计。", Count(PLAN, done), PLANNED, better=1,
           decided=decided_on("完成日期", "done_on")),
    Metric("consultation.planned_behind", "未按计划开展", "项", "计划日期已过而没有完成的。", Count(PLAN, missed), PLANNED, better=-1, stock=True,
           decided=AT_END),
    Metric("consultation.plan_rate", "年度计划完成率", "%", "已完成计划占全部计划的比例。", Ratio(Count(PLAN, done), _all), PLANNED,
           "已完成计划", "计划协商", 1, decided=decided_on(PLANNED, "planned_on")),
)
# fmt: on
