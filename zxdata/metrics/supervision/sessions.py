"""监督场次: on how many occasions members supervised on the spot, and how many of them came, as their records of duty tell."""

from sqlalchemy import FromClause, and_, func, or_, select

from zxdata.metrics.expressions import AsOf, column, columns, happened
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Distinct, Metric, decided_on
from zxdata.metrics.taking_part import FILED, by_member
from zxdata.rules.points import PRESENT
from zxdata.snapshot.facts import duty_record

OWN, HELD = "监督", "监督履职日期"


def _came(_: AsOf) -> FromClause:
    """Records of duty that name a matter, those who did not come left out; each where its matter lies."""
    d = duty_record
    came = or_(d.c.attendance.is_(None), d.c.attendance == PRESENT)
    named = and_(d.c.source == FILED, d.c.level == OWN, came)
    occasion = func.concat(d.c.case_no, "/", d.c.held_on).label("occasion")
    kept = (d.c.no, d.c.case_no, d.c.title, d.c.kind, d.c.sector, d.c.held_on, d.c.member_no, d.c.name)
    return select(*kept, d.c.case_place.label("place"), occasion).where(named).subquery("came")


# fmt: off
CAME = Fact(
    "监督履职", "人次", _came, happened("held_on"), "held_on", columns("kind", "sector"),
    (Detail("no", "记录编号", column("no"), of="duties"), Detail("case_no", "事项编号", column("case_no")),
     Detail("title", "监督事项", column("title")), Detail("kind", "类型", column("kind")),
     Detail("held_on", "日期", column("held_on"), "date"), Detail("sector", "界别", column("sector")),
     Detail("name", "姓名", column("name"), personal=True), Detail("member_no", "委员编号", column("member_no"), personal=True)),
    grouped=by_member(),
)
_all = Count(CAME)
METRICS = (
    Metric("supervision.sessions", "监督场次", "场", "委员到场监督的场次：履职记录里来源为监督的，同一事项同一天计一场；请假、缺席的不算到场。",
           Distinct(CAME, column("occasion"), _all.where, _all, counter="场"), HELD, better=1, decided=decided_on(HELD, "held_on")),
    Metric("supervision.participations", "监督参加人次", "人次", "委员到场监督的人次：一人一场计一次。", _all, HELD, better=1,
           decided=decided_on(HELD, "held_on")),
)
# fmt: on
