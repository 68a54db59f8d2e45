"""What there was to consult about: the meetings held, and the plans whose day has passed without one."""

from sqlalchemy import FromClause, func, literal, null, select, union_all

from zxdata.metrics.consultation.meetings import DIMS
from zxdata.metrics.consultation.plans import PLAN, missed
from zxdata.metrics.model import AsOf, Count, Detail, Fact, Metric, Ratio, always, column, columns
from zxdata.snapshot.facts import meeting, place_set, plan


def _agenda(at: AsOf) -> FromClause:
    """A plan has no platform, form, channel or category: a filter by one of them leaves it out."""
    held = select(
        meeting.c.no,
        meeting.c.title,
        *(meeting.c[name] for name in DIMS),
        meeting.c.places,
        meeting.c.held_on.label("on_day"),
        literal(True).label("held"),
    ).where(meeting.c.held_on <= at.day)
    unkept = select(
        plan.c.no,
        plan.c.title,
        *(null().label(name) for name in DIMS),
        func.coalesce(plan.c.place, 0),
        plan.c.planned_on,
        literal(False),
    ).where(PLAN.alive(plan, at), missed(plan, at))
    return union_all(held, unkept).subquery("agenda")


# fmt: off
AGENDA = Fact(
    "协商议题", "个议题", _agenda, always, "on_day", columns(*DIMS),
    (Detail("no", "协商或计划编号", column("no")), Detail("title", "题目", column("title")),
     Detail("held", "已协商", column("held"), "flag"), Detail("on_day", "协商或计划日期", column("on_day"), "date"),
     Detail("platform", "平台", column("platform")), Detail("form", "形式", column("form"))),
    place_set,
)
# fmt: on

_ON = "协商日期，未开展的按计划日期"
_all, _held = Count(AGENDA), Count(AGENDA, column("held"))

# fmt: off
METRICS = (
    Metric("consultation.agenda", "协商议题", "个", "已举行的协商，加上计划日期已过而没有开展的年度计划；计划没有平台、形式、渠道、类别。", _all, _ON),
    Metric("consultation.held_rate", "议题协商率", "%", "协商议题中已举行协商的比例。", Ratio(_held, _all), _ON, "已协商", "协商议题", 1),
)
# fmt: on
