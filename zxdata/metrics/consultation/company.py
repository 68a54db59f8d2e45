"""In whose company bodies consult: the chief, planned or not, on platforms, with experts, businesses and others' bodies."""

from sqlalchemy import ColumnElement, FromClause, and_, case

from zxdata.metrics.consultation.meetings import HELD, MEETING
from zxdata.metrics.expressions import AsOf, column, columns
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Metric, Ratio, Total, decided_on
from zxdata.metrics.taking_part import in_case_named
from zxdata.snapshot.facts import partner, place_set

# fmt: off
PARTNER = Fact(
    "协同单位", "家次", lambda at: partner, lambda t, at: and_(t.c.since <= at.day, t.c.subject == "协商"), "since",
    columns("subject") | {"role": column("role")},
    (Detail("no", "协商编号", column("no")), Detail("title", "题目", column("title")), Detail("name", "单位名称", column("name")),
     Detail("role", "角色", column("role")), Detail("desk", "归口", column("desk")),
     Detail("minutes_on", "纪要日期", lambda t, at: case((t.c.minutes_on <= at.day, t.c.minutes_on)), "date"),
     Detail("replied_on", "答复日期", lambda t, at: case((t.c.replied_on <= at.day, t.c.replied_on)), "date")),
    place_set,
    grouped=in_case_named("subject", "no"), datasets=("partners",),
)
# fmt: on


def _told(name: str) -> Count:
    return Count(MEETING, lambda t, at: t.c[name].is_not(None))


def _yes(name: str) -> Count:
    return Count(MEETING, lambda t, at: t.c[name])


def _outside(t: FromClause, _: AsOf) -> ColumnElement[bool]:
    return t.c.outside_partners.is_not(None)


_all, _on_platform = Count(MEETING), _told("platform")
_partners = Count(PARTNER)

# fmt: off
METRICS = (
    Metric("consultation.solved", "协商解决问题", "个", "协商活动的解决问题数之和；未填的不计。",
           Total(MEETING, column("solved"), counter="个"), HELD, better=1),
    Metric("consultation.expert_visits", "专家人次", "人次", "协商活动的专家人次之和；未填的不计。",
           Total(MEETING, column("expert_visits"), counter="人次"), HELD, better=1),
    Metric("consultation.business_visits", "企业人次", "人次", "协商活动的企业人次之和；未填的不计。",
           Total(MEETING, column("business_visits"), counter="人次"), HELD, better=1),
    Metric("consultation.chief_attended", "主要领导参加的协商", "场", "党委或政府主要领导到场的协商。", _yes("chief_attended"), HELD, better=1),
    Metric("consultation.chief_rate", "主要领导参加率", "%", "主要领导参加的协商占写明是否参加的协商的比例；没有写明的不在分母。",
           Ratio(_yes("chief_attended"), _told("chief_attended")), HELD, "主要领导参加", "写明是否参加的协商", 1),
    Metric("consultation.held_as_planned", "计划内协商", "场", "列入年度计划的协商。", _yes("planned"), HELD),
    Metric("consultation.as_planned_rate", "计划内占比", "%", "计划内协商占写明计划内外的协商的比例，其余为临时动议。",
           Ratio(_yes("planned"), _told("planned")), HELD, "计划内协商", "写明计划内外的协商"),
    Metric("consultation.on_platform", "平台协商", "场", "写明平台的协商，其余为例会等不依托平台的协商。", _on_platform, HELD),
    Metric("consultation.platform_rate", "平台协商占比", "%", "平台协商占协商活动的比例，其余为例会协商。", Ratio(_on_platform, _all), HELD,
           "平台协商", "协商活动"),
    Metric("consultation.with_outside", "与外地协作的协商", "场", "写明本级区划以外协作方的协商。", Count(MEETING, _outside), HELD, better=1),
    Metric("consultation.partners", "协同单位", "家次", "协商活动的协同单位，每场每家计一次。", _partners, HELD),
    Metric("consultation.minutes_rate", "协同纪要率", "%", "协同单位中截至日已有纪要的比例。",
           Ratio(Count(PARTNER, lambda t, at: t.c.minutes_on <= at.day), _partners), HELD, "已有纪要", "协同单位", 1,
           decided=decided_on(HELD, "since")),
    Metric("consultation.partner_reply_rate", "协同答复率", "%", "协同单位中截至日已答复的比例。",
           Ratio(Count(PARTNER, lambda t, at: t.c.replied_on <= at.day), _partners), HELD, "已答复", "协同单位", 1,
           decided=decided_on(HELD, "since")),
)
# fmt: on
