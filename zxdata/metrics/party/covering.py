"""两个全覆盖: the party's organisations over members who are of the party, its work over all members."""

from sqlalchemy import ColumnElement, FromClause, and_, func, or_, select

from zxdata.metrics.coverage.stations import STATE, serves
from zxdata.metrics.expressions import AsOf, column, columns
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Metric, Ratio
from zxdata.metrics.taking_part import of_member
from zxdata.snapshot.facts import member, member_link, party_stay, party_unit


def holds(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """A stay or a relation on the day: from its first day, until the one on which it ends."""
    return and_(or_(t.c.since.is_(None), t.c.since <= at.day), or_(t.c.until.is_(None), t.c.until > at.day))


def _open(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(
        or_(t.c.opened_on.is_(None), t.c.opened_on <= at.day), or_(t.c.closed_on.is_(None), t.c.closed_on > at.day)
    )


def _members(at: AsOf) -> FromClause:
    """Members with whether they are in an open organisation, and whether somebody links with them."""
    inside = (
        select(party_stay.c.member_no, func.min(party_unit.c.title).label("organisation"))
        .join_from(party_stay, party_unit, party_unit.c.no == party_stay.c.unit_no)
        .where(holds(party_stay, at), _open(party_unit, at))
        .group_by(party_stay.c.member_no)
        .subquery("inside")
    )
    linked = (
        select(member_link.c.to_no)
        .where(holds(member_link, at), member_link.c.kind.in_(at.rules.party.links))
        .distinct()
        .subquery("linked")
    )
    reached = [member.c.no.in_(select(linked.c.to_no)), func.coalesce(member.c.sector, "").in_(select(linked.c.to_no))]
    return (
        select(*member.c, inside.c.organisation, or_(*reached).label("linked"))
        .select_from(member.outerjoin(inside, inside.c.member_no == member.c.no))
        .subquery("reached")
    )


def _of_party(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(serves(t, at), t.c.party_member)


def _organised(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return t.c.organisation.is_not(None)


def _unorganised(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return t.c.organisation.is_(None)


def _worked(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return or_(_organised(t, at), t.c.linked)


def _unworked(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(_unorganised(t, at), ~t.c.linked)


# fmt: off
_NAMED = (Detail("no", "委员编号", column("no"), of="members", personal=True),
          Detail("name", "姓名", column("name"), personal=True), Detail("sector", "界别", column("sector")),
          Detail("organisation", "所在党组织", column("organisation"), personal=True))
PARTY_MEMBER = Fact("党员委员", "人", _members, _of_party, None, columns("sector"), _NAMED, grouped=of_member())
REACHED = Fact("委员", "人", _members, serves, None, columns("sector"),
               (*_NAMED, Detail("linked", "有人联系", column("linked"), "flag", personal=True)), grouped=of_member())
UNIT = Fact(
    "党组织", "个", lambda at: party_unit, _open, None, columns("kind"),
    (Detail("no", "组织编号", column("no"), of="party_units"), Detail("title", "名称", column("title")),
     Detail("kind", "类型", column("kind")), Detail("opened_on", "成立日期", column("opened_on"), "date")),
)
_party, _members_all = Count(PARTY_MEMBER), Count(REACHED)
METRICS = (
    Metric("party.units", "党组织", "个", "截至日开放的党组织；撤销当日起不计。", Count(UNIT), STATE),
    Metric("party.party_members", "党员委员", "人", "在任、台账记为中共党员的委员。", _party, STATE),
    Metric("party.org_coverage", "党的组织覆盖率", "%", "党员委员中，截至日在开放的党组织里的比例。",
           Ratio(Count(PARTY_MEMBER, _organised), _party), STATE, "在党组织里的党员委员", "党员委员", 1, told_by=("party_unit_members",)),
    Metric("party.org_uncovered", "未进组织的党员委员", "人", "截至日不在任何开放的党组织里的党员委员。", Count(PARTY_MEMBER, _unorganised),
           STATE, better=-1, stock=True, told_by=("party_unit_members",)),
    Metric("party.work_coverage", "党的工作覆盖率", "%",
           "在任委员中，在党组织里，或有人按规则联系的比例；联系到界别的，该界别的委员都算。",
           Ratio(Count(REACHED, _worked), _members_all), STATE, "在党组织里或有人联系的委员", "在任委员", 1, told_by=("party_unit_members", "relations")),
    Metric("party.work_uncovered", "工作未覆盖的委员", "人", "既不在党组织里、也没有人联系的在任委员。", Count(REACHED, _unworked), STATE,
           better=-1, stock=True, told_by=("party_unit_members", "relations")),
)
# fmt: on
