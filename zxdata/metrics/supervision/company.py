"""贯通协同: which other supervisors work on a matter — 人大, 纪检, 检察, 审计 — with their minutes and replies."""

from sqlalchemy import and_, case

from zxdata.metrics.expressions import column
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Metric, Ratio, decided_on
from zxdata.metrics.taking_part import in_case_named
from zxdata.snapshot.facts import partner, place_set

RAISED = "监督事项提出日期"
# fmt: off
PARTNER = Fact(
    "监督协同单位", "家次", lambda at: partner, lambda t, at: and_(t.c.since <= at.day, t.c.subject == "监督"), "since",
    {"role": column("role")},
    (Detail("no", "事项编号", column("no")), Detail("title", "监督事项", column("title")), Detail("name", "单位名称", column("name")),
     Detail("role", "角色", column("role")), Detail("desk", "归口", column("desk")),
     Detail("minutes_on", "纪要日期", lambda t, at: case((t.c.minutes_on <= at.day, t.c.minutes_on)), "date"),
     Detail("replied_on", "答复日期", lambda t, at: case((t.c.replied_on <= at.day, t.c.replied_on)), "date")),
    place_set,
    grouped=in_case_named("subject", "no"), datasets=("partners",),
)
_partners = Count(PARTNER)
METRICS = (
    Metric("supervision.partners", "监督协同单位", "家次", "与监督事项贯通协同的单位（人大、纪检、检察、审计……），每件每家计一次。", _partners, RAISED),
    Metric("supervision.partner_reply_rate", "监督协同答复率", "%", "监督协同单位中截至日已答复的比例。",
           Ratio(Count(PARTNER, lambda t, at: t.c.replied_on <= at.day), _partners), RAISED, "已答复", "监督协同单位", 1,
           decided=decided_on(RAISED, "since")),
)
# fmt: on
