"""阵地覆盖: where the workstations are, whom they reach, and whether they live."""

from datetime import date

from sqlalchemy import ColumnElement, FromClause, and_, func, not_, or_, select

from zxdata.filters import UNFILLED
from zxdata.metrics.model import (
    AsOf,
    Count,
    Detail,
    Distinct,
    Fact,
    Metric,
    Ratio,
    Total,
    always,
    column,
    columns,
)
from zxdata.snapshot.facts import activity, member, place_at, region, station, stay

STATION_DIMS = ("kind", "tier", "channel")
_ACROSS = frozenset(STATION_DIMS)


def months_before(day: date, months: int) -> date:
    """The same day ``months`` calendar months earlier, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError


def _open(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(
        or_(t.c.opened_on.is_(None), t.c.opened_on <= at.day), or_(t.c.closed_on.is_(None), t.c.closed_on > at.day)
    )


def _chosen(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """The filters on stations, where the fact counted is not the station itself."""
    return and_(*(_value(t, dim).in_(values) for dim, values in at.filters.where if dim in STATION_DIMS), always(t, at))


def _value(t: FromClause, dim: str) -> ColumnElement[str]:
    return func.coalesce(t.c[dim], UNFILLED)


def _stations(at: AsOf) -> FromClause:
    """Stations with the day of their last activity up to the day asked for."""
    last = (
        select(activity.c.station_no, func.max(activity.c.held_on).label("last_on"))
        .where(activity.c.held_on <= at.day)
        .group_by(activity.c.station_no)
        .subquery()
    )
    joined = station.outerjoin(last, last.c.station_no == station.c.no)
    return select(*station.c, last.c.last_on).select_from(joined).subquery("stations")


def _active(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return t.c.last_on > months_before(at.day, at.rules.coverage.active_months)


def _townships(at: AsOf) -> FromClause:
    """Townships of the epoch with the number of chosen open stations in them or their communities."""
    inside = (
        select(place_at.c.township, func.count().label("stations"))
        .select_from(station.join(place_at, and_(place_at.c.place == station.c.place, place_at.c.epoch == at.epoch)))
        .where(_open(station, at), _chosen(station, at), place_at.c.township > 0)
        .group_by(place_at.c.township)
        .subquery()
    )
    return (
        select(region.c.code.label("no"), region.c.name, region.c.id.label("place"), region.c.lon, region.c.lat,
               func.coalesce(inside.c.stations, 0).label("stations"))
        .select_from(
            region.join(place_at, and_(place_at.c.place == region.c.id, place_at.c.epoch == at.epoch)).outerjoin(
                inside, inside.c.township == region.c.id
            )
        )
        .where(region.c.level == "乡镇街道", place_at.c.valid)
        .subquery("townships")
    )  # fmt: skip


def _members(at: AsOf) -> FromClause:
    """Members with the number of chosen open stations they are assigned to."""
    inside = (
        select(stay.c.member_no, func.count(stay.c.station_no.distinct()).label("stations"))
        .where(_stays(stay, at), _chosen(stay, at))
        .group_by(stay.c.member_no)
        .subquery()
    )
    joined = member.outerjoin(inside, inside.c.member_no == member.c.no)
    return select(*member.c, func.coalesce(inside.c.stations, 0).label("stations")).select_from(joined).subquery("m")


def _serves(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(
        or_(t.c.term_from.is_(None), t.c.term_from <= at.day), or_(t.c.term_to.is_(None), t.c.term_to >= at.day)
    )


def _stays(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(or_(t.c.since.is_(None), t.c.since <= at.day), or_(t.c.until.is_(None), t.c.until > at.day))


STATION = Fact(
    "阵地", _stations, _open, None, columns(*STATION_DIMS),
    (Detail("no", "阵地编号", column("no")), Detail("name", "名称", column("name")),
     Detail("kind", "类型", column("kind")), Detail("tier", "层级", column("tier")),
     Detail("channel", "运行方式", column("channel")), Detail("opened_on", "启用日期", column("opened_on"), "date"),
     Detail("last_on", "最近活动", column("last_on"), "date"),
     Detail("active", "活跃", lambda t, at: func.coalesce(_active(t, at), False), "flag")),
)  # fmt: skip
TOWNSHIP = Fact(
    "乡镇街道", _townships, always, None, {},
    (Detail("no", "代码", column("no")), Detail("name", "乡镇街道", column("name")),
     Detail("stations", "阵地数", column("stations"), "integer")),
    consumes=STATION_DIMS,
)  # fmt: skip
MEMBER = Fact(
    "委员", _members, _serves, None, columns("sector"),
    (Detail("no", "委员编号", column("no")), Detail("name", "姓名", column("name")),
     Detail("sector", "界别", column("sector")), Detail("committee", "专委会", column("committee")),
     Detail("stations", "入驻阵地数", column("stations"), "integer")),
    consumes=STATION_DIMS,
)  # fmt: skip
STAY = Fact("入驻", lambda at: stay, lambda t, at: and_(_serves(t, at), _stays(t, at)), None,
            columns("sector", *STATION_DIMS), ())  # fmt: skip
ACTIVITY = Fact(
    "阵地活动", lambda at: activity, lambda t, at: t.c.held_on <= at.day, "held_on", columns(*STATION_DIMS),
    (Detail("no", "活动编号", column("no")), Detail("station_no", "阵地编号", column("station_no")),
     Detail("held_on", "日期", column("held_on"), "date"), Detail("activity_kind", "活动类型", column("activity_kind")),
     Detail("member_visits", "委员人次", column("member_visits"), "integer"),
     Detail("public_visits", "群众人次", column("public_visits"), "integer"),
     Detail("solved", "解决问题数", column("solved"), "integer")),
)  # fmt: skip

_stations_all = Count(STATION)
_stations_active = Count(STATION, _active)
_townships_all = Count(TOWNSHIP)
# By station kind a township is found through its stations; its own row is what a reader is shown.
_townships_covered = Distinct(
    Fact("阵地", lambda at: _placed(at), _open, None, columns(*STATION_DIMS), ()),
    column("township"), lambda t, at: t.c.township > 0,
    Count(TOWNSHIP, lambda t, at: t.c.stations > 0),
)  # fmt: skip
_members_all = Count(MEMBER)
_members_assigned = Distinct(STAY, column("member_no"), always, Count(MEMBER, lambda t, at: t.c.stations > 0))


def _placed(at: AsOf) -> FromClause:
    joined = station.outerjoin(place_at, and_(place_at.c.place == station.c.place, place_at.c.epoch == at.epoch))
    return select(*station.c, place_at.c.township).select_from(joined).subquery("placed")


_STATE = "截至日的状态，不按期间筛选"
_HELD = "活动日期"

METRICS = (
    Metric("coverage.stations", "阵地数", "个", "截至日已启用且未停用的阵地；停用当日起不计。", _stations_all, _STATE, better=1),
    Metric("coverage.stations_active", "活跃阵地数", "个",
           "开放的阵地中，截至日前 12 个月（含截至日）内至少有一次活动的。", _stations_active, _STATE, better=1),
    Metric("coverage.stations_asleep", "休眠阵地", "个", "开放的阵地中，截至日前 12 个月（含截至日）内没有活动的。",
           Count(STATION, lambda t, at: not_(func.coalesce(_active(t, at), False))), _STATE, better=-1),
    Metric("coverage.active_rate", "阵地活跃率", "%", "活跃阵地占开放阵地的比例。",
           Ratio(_stations_active, _stations_all), _STATE, "活跃阵地数", "阵地数", 1),
    Metric("coverage.townships", "乡镇街道数", "个", "截至日有效的乡镇街道。", _townships_all, _STATE),
    Metric("coverage.townships_covered", "有阵地的乡镇街道数", "个",
           "本乡镇街道或其村社区内至少有一个开放阵地；区县级阵地不算覆盖任何乡镇街道。", _townships_covered, _STATE, better=1),
    Metric("coverage.townships_blank", "空白镇街", "个", "本乡镇街道及其村社区内没有开放阵地的乡镇街道。",
           Count(TOWNSHIP, lambda t, at: t.c.stations == 0), _STATE, better=-1),
    Metric("coverage.township_rate", "镇街覆盖率", "%", "有阵地的乡镇街道占全部乡镇街道的比例。",
           Ratio(_townships_covered, _townships_all, _ACROSS), _STATE, "有阵地的乡镇街道数", "乡镇街道数", 1),
    Metric("coverage.members", "委员数", "人", "截至日在任的委员；任期止当日仍在任。", _members_all, _STATE),
    Metric("coverage.members_assigned", "已入驻委员数", "人",
           "在任委员中，截至日至少入驻一个开放阵地的；入驻几个阵地都只计一人。", _members_assigned, _STATE, better=1),
    Metric("coverage.members_unassigned", "未入驻委员", "人", "在任委员中，截至日没有入驻任何开放阵地的。",
           Count(MEMBER, lambda t, at: t.c.stations == 0), _STATE, better=-1),
    Metric("coverage.member_rate", "委员入驻率", "%", "已入驻委员占在任委员的比例。",
           Ratio(_members_assigned, _members_all, _ACROSS), _STATE, "已入驻委员数", "委员数", 1),
    Metric("coverage.activities", "阵地活动", "场", "期间内举办的阵地活动；类型、层级、运行方式取自阵地。",
           Count(ACTIVITY), _HELD, better=1),
    Metric("coverage.member_visits", "委员人次", "人次", "阵地活动的委员人次之和；未填的不计。",
           Total(ACTIVITY, column("member_visits")), _HELD, better=1),
    Metric("coverage.public_visits", "群众人次", "人次", "阵地活动的群众人次之和；未填的不计。",
           Total(ACTIVITY, column("public_visits")), _HELD, better=1),
    Metric("coverage.solved", "解决问题数", "个", "阵地活动填报的解决问题数之和；未填的不计。",
           Total(ACTIVITY, column("solved")), _HELD, better=1),
)  # fmt: skip
