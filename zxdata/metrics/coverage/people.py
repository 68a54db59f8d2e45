"""Members: who works in a station, who in several, who in none; and the groups they belong to."""

from sqlalchemy import ColumnElement, FromClause, and_, func, select

from zxdata.metrics.coverage.stations import STATE, STATION_DIMS, STATIONS, chosen, serves, stays
from zxdata.metrics.expressions import AsOf, always, column, columns
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Distinct, Metric, Ratio
from zxdata.metrics.taking_part import of_member
from zxdata.snapshot.facts import member, membership, stay

ACROSS = frozenset(STATION_DIMS)


def _assigned(at: AsOf) -> FromClause:
    """How many chosen open stations each member stays in: member_no, stations."""
    return (
        select(stay.c.member_no, func.count(stay.c.station_no.distinct()).label("stations"))
        .where(stays(stay, at), chosen(stay, at))
        .group_by(stay.c.member_no)
        .subquery("assigned")
    )


def _members(at: AsOf) -> FromClause:
    """Members with the number of chosen open stations they stay in and of groups they belong to."""
    inside = _assigned(at)
    groups = (
        select(membership.c.no, func.count().label("groups"))
        .where(stays(membership, at))
        .group_by(membership.c.no)
        .subquery("groups")
    )
    joined = member.outerjoin(inside, inside.c.member_no == member.c.no).outerjoin(groups, groups.c.no == member.c.no)
    counted = (func.coalesce(inside.c.stations, 0).label("stations"), func.coalesce(groups.c.groups, 0).label("groups"))
    return select(*member.c, *counted).select_from(joined).subquery("m")


def _memberships(at: AsOf) -> FromClause:
    """One row a member and group, with the number of chosen open stations the member stays in."""
    inside = _assigned(at)
    joined = membership.outerjoin(inside, inside.c.member_no == membership.c.no)
    return (
        select(*membership.c, func.coalesce(inside.c.stations, 0).label("stations"))
        .select_from(joined)
        .subquery("memberships")
    )


def _stays(at: AsOf) -> FromClause:
    """Stays that hold on the day, numbered within their member and station."""
    nth = func.row_number().over(partition_by=[stay.c.member_no, stay.c.station_no], order_by=[stay.c.since])
    named = [stay.c.member_no.label("no"), *(c for c in stay.c if c.name != "member_no"), nth.label("nth")]
    return select(*named).where(stays(stay, at), serves(stay, at)).subquery("s")


def _belongs(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(serves(t, at), stays(t, at))


# fmt: off
MEMBER = Fact(
    "委员", "人", _members, serves, None, columns("sector"),
    (Detail("no", "委员编号", column("no"), of="members"), Detail("name", "姓名", column("name")),
     Detail("sector", "界别", column("sector")), Detail("committee", "专委会", column("committee")),
     Detail("stations", "入驻阵地数", column("stations"), "integer")),
    consumes=STATION_DIMS, grouped=of_member(),
)
STAY = Fact(
    "入驻", "人次", _stays, always, None, columns("sector", *STATION_DIMS),
    (Detail("no", "委员编号", column("no"), of="members"), Detail("name", "姓名", column("name")),
     Detail("sector", "界别", column("sector")), Detail("station_no", "阵地编号", column("station_no")),
     Detail("since", "起", column("since"), "date"), Detail("until", "止", column("until"), "date")),
    grouped=of_member(), datasets=("workstation_members",),
)
# fmt: on
MEMBERSHIP = Fact(
    "分组",
    "人",
    _memberships,
    _belongs,
    None,
    columns("sector") | {"group": column("grp")},
    (),
    consumes=STATION_DIMS,
    datasets=("member_groups",),
)

_all = Count(MEMBER)
_in_one = Distinct(STAY, column("no"), always, Count(MEMBER, lambda t, at: t.c.stations > 0), counter=MEMBER.counter)
_in_group = Distinct(
    MEMBERSHIP, column("no"), always, Count(MEMBER, lambda t, at: t.c.groups > 0), counter=MEMBER.counter
)
_active_group = Distinct(
    MEMBERSHIP,
    column("no"),
    lambda t, at: t.c.stations > 0,
    Count(MEMBER, lambda t, at: and_(t.c.groups > 0, t.c.stations > 0)),
    counter=MEMBER.counter,
)

# fmt: off
METRICS = (
    Metric("coverage.members", "委员数", "人", "截至日在任的委员；任期止当日仍在任。", _all, STATE),
    Metric("coverage.members_assigned", "已入驻委员数", "人",
           "在任委员中，截至日至少入驻一个开放阵地的；入驻几个阵地都只计一人。", _in_one, STATE, better=1),
    Metric("coverage.members_unassigned", "未入驻委员", "人", "在任委员中，截至日没有入驻任何开放阵地的。",
           Count(MEMBER, lambda t, at: t.c.stations == 0), STATE, better=-1, stock=True, told_by=("workstation_members",)),
    Metric("coverage.members_several", "入驻多处的委员", "人", "在任委员中，截至日入驻两个及以上开放阵地的；在已入驻委员数中只计一次。",
           Count(MEMBER, lambda t, at: t.c.stations > 1), STATE, told_by=("workstation_members",)),
    Metric("coverage.member_rate", "委员入驻率", "%", "已入驻委员占在任委员的比例。", Ratio(_in_one, _all, ACROSS), STATE,
           "已入驻委员数", "委员数", 1),
    Metric("coverage.assignments", "入驻人次", "人次", "在任委员与开放阵地的入驻关系；一人入驻几处计几次，同一处重复登记只计一次。",
           Count(STAY, lambda t, at: t.c.nth == 1), STATE),
    Metric("coverage.assignments_doubled", "重复登记的入驻", "条", "同一委员在同一阵地同时有几条有效登记的，除第一条外的各条。",
           Count(STAY, lambda t, at: t.c.nth > 1), STATE, better=-1),
    Metric("coverage.stations_per_100", "每百名委员阵地数", "个", "开放的阵地数 ÷ 在任委员数 × 100。",
           Ratio(STATIONS, _all, ACROSS, scale=100), STATE, "阵地数", "委员数", 1),
    Metric("coverage.members_grouped", "入组委员", "人",
           "在任委员中，截至日编入任一分组（行业联、兴趣联等）的；一人可入几组，各组都计，合计只计一人，不可相加。", _in_group, STATE, better=1),
    Metric("coverage.grouped_rate", "入组委员入驻率", "%", "入组委员中，已入驻开放阵地的比例。",
           Ratio(_active_group, _in_group), STATE, "已入驻的入组委员", "入组委员", 1),
)
# fmt: on
