"""Stations: which are open, alive, asleep or staffed, and what happens in them."""

from sqlalchemy import ColumnElement, FromClause, and_, case, func, not_, or_, select

from zxdata.filters import UNFILLED
from zxdata.metrics.expressions import AsOf, Condition, always, column, columns, happened
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Metric, Ratio, Total, decided_on
from zxdata.periods import months_before
from zxdata.snapshot.facts import activity, station, stay

STATION_DIMS = ("kind", "tier", "channel")
STATE = "截至日的状态，不按期间筛选"
_HELD, _OPENED, _CLOSED = "活动日期", "启用日期", "停用日期"
MONTHS = ("day", "month", "quarter", "year")


def is_open(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(
        or_(t.c.opened_on.is_(None), t.c.opened_on <= at.day), or_(t.c.closed_on.is_(None), t.c.closed_on > at.day)
    )


def chosen(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """The filters on stations, where the fact counted is not the station itself."""
    return and_(
        *(func.coalesce(t.c[d], UNFILLED).in_(values) for d, values in at.filters.where if d in STATION_DIMS),
        always(t, at),
    )


def stays(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(or_(t.c.since.is_(None), t.c.since <= at.day), or_(t.c.until.is_(None), t.c.until > at.day))


def serves(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """The member is in office; the last day of a term still counts."""
    return and_(
        or_(t.c.term_from.is_(None), t.c.term_from <= at.day), or_(t.c.term_to.is_(None), t.c.term_to >= at.day)
    )


def stations(at: AsOf) -> FromClause:
    """Stations with the day of their last activity up to the day asked for."""
    # Only stations in which something happens after the day need a search of their activities.
    later = select(station.c.no).where(station.c.last_held > at.day)
    last = (
        select(activity.c.station_no, func.max(activity.c.held_on).label("last_on"))
        .where(activity.c.held_on <= at.day, activity.c.station_no.in_(later))
        .group_by(activity.c.station_no)
        .subquery()
    )
    joined = station.outerjoin(last, last.c.station_no == station.c.no)
    last_on = case((station.c.last_held <= at.day, station.c.last_held), else_=last.c.last_on).label("last_on")
    return select(*station.c, last_on).select_from(joined).subquery("stations")


def staffed(at: AsOf) -> FromClause:
    """Stations with the number of members in office who stay there."""
    staff = (
        select(stay.c.station_no, func.count(stay.c.member_no.distinct()).label("staff"))
        .where(stays(stay, at), serves(stay, at))
        .group_by(stay.c.station_no)
        .subquery()
    )
    base = stations(at)
    joined = base.outerjoin(staff, staff.c.station_no == base.c.no)
    return select(*base.c, func.coalesce(staff.c.staff, 0).label("staff")).select_from(joined).subquery("staffed")


def _paired(at: AsOf) -> FromClause:
    """Open stations with how many of them share a name and a place."""
    base = stations(at)
    twins = func.count().over(partition_by=[base.c.name, base.c.place]).label("twins")
    return select(*base.c, twins).where(is_open(base, at)).subquery("paired")


def within(months: int) -> Condition:
    """The last activity was in the ``months`` that end on the day asked for."""
    return lambda t, at: func.coalesce(t.c.last_on > months_before(at.day, months), False)


def alive(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return within(at.rules.coverage.active_months)(t, at)


def _asleep(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return not_(alive(t, at))


# fmt: off
_NAMED = (
    Detail("no", "阵地编号", column("no"), of="workstations"), Detail("name", "名称", column("name")), Detail("kind", "类型", column("kind")),
    Detail("tier", "层级", column("tier")), Detail("channel", "运行方式", column("channel")),
    Detail("opened_on", "启用日期", column("opened_on"), "date"),
)
# fmt: on
_LIVES = (Detail("last_on", "最近活动", column("last_on"), "date"), Detail("active", "活跃", alive, "flag"))
_ENDED = Detail("closed_on", "停用日期", column("closed_on"), "date")
_DIMS = columns(*STATION_DIMS)

STATION = Fact("阵地", "个阵地", stations, is_open, None, _DIMS, (*_NAMED, *_LIVES))
# fmt: off
STAFFED = Fact("阵地", "个阵地", staffed, is_open, None, _DIMS,
               (*_NAMED, *_LIVES, Detail("staff", "入驻委员", column("staff"), "integer")))
# fmt: on
PAIRED = Fact("阵地", "个阵地", _paired, always, None, _DIMS, (*_NAMED, *_LIVES))
# fmt: off
BEGUN = Fact("阵地", "个阵地", lambda at: station, happened("opened_on"), "opened_on", _DIMS,
             (*_NAMED, _ENDED, Detail("resumes", "接续的阵地", column("resumes"))))
# fmt: on
ENDED = Fact("阵地", "个阵地", lambda at: station, happened("closed_on"), "closed_on", _DIMS, (*_NAMED, _ENDED))
# fmt: off
ACTIVITY = Fact(
    "阵地活动", "场", lambda at: activity, happened("held_on"), "held_on", _DIMS,
    (Detail("no", "活动编号", column("no"), of="activities"), Detail("station_no", "阵地编号", column("station_no")),
     Detail("held_on", "日期", column("held_on"), "date"), Detail("activity_kind", "活动类型", column("activity_kind")),
     Detail("member_visits", "委员人次", column("member_visits"), "integer"),
     Detail("public_visits", "群众人次", column("public_visits"), "integer"),
     Detail("solved", "解决问题数", column("solved"), "integer")), begins=True,
)
# fmt: on

STATIONS = Count(STATION)
_ACTIVE, _SLEEPING = Count(STATION, alive), Count(STATION, _asleep)


def _through(*channels: str) -> Count:
    return Count(STATION, lambda t, at: t.c.channel.in_(channels))


# fmt: off
METRICS = (
    Metric("coverage.stations", "阵地数", "个", "截至日已启用且未停用的阵地；停用当日起不计。", STATIONS, STATE, better=1),
    Metric("coverage.stations_online", "线上阵地", "个", "运行方式为线上或线上线下的开放阵地。线上、线下、线上线下是三件事："
           "线上 + 线下 − 线上线下 + 未填 = 阵地数。", _through("线上", "线上线下"), STATE),
    Metric("coverage.stations_offline", "线下阵地", "个", "运行方式为线下或线上线下的开放阵地；线上线下的在两者中各计一次，合计只计一次。",
           _through("线下", "线上线下"), STATE),
    Metric("coverage.stations_both", "线上线下阵地", "个", "运行方式为线上线下的开放阵地。", _through("线上线下"), STATE),
    Metric("coverage.stations_active", "活跃阵地数", "个",
           "开放的阵地中，截至日前 12 个月（含截至日）内至少有一次活动的。", _ACTIVE, STATE, better=1, told_by=("activities",)),
    Metric("coverage.stations_active_6m", "近 6 个月活跃", "个", "开放的阵地中，截至日前 6 个月（含截至日）内至少有一次活动的。",
           Count(STATION, within(6)), STATE, better=1, told_by=("activities",)),
    Metric("coverage.stations_active_3m", "近 3 个月活跃", "个", "开放的阵地中，截至日前 3 个月（含截至日）内至少有一次活动的。",
           Count(STATION, within(3)), STATE, better=1, told_by=("activities",)),
    Metric("coverage.stations_asleep", "休眠阵地", "个", "开放的阵地中，截至日前 12 个月（含截至日）内没有活动的。",
           _SLEEPING, STATE, better=-1, stock=True, told_by=("activities",)),
    Metric("coverage.stations_never", "从未活动的阵地", "个", "开放的阵地中，截至日没有任何活动记录的；也计入休眠。",
           Count(STATION, lambda t, at: t.c.last_on.is_(None)), STATE, better=-1, stock=True, told_by=("activities",)),
    Metric("coverage.active_rate", "阵地活跃率", "%", "活跃阵地占开放阵地的比例。", Ratio(_ACTIVE, STATIONS), STATE,
           "活跃阵地数", "阵地数", 1, told_by=("activities",)),
    Metric("coverage.asleep_rate", "阵地休眠率", "%", "休眠阵地占开放阵地的比例。", Ratio(_SLEEPING, STATIONS), STATE,
           "休眠阵地", "阵地数", -1, told_by=("activities",)),
    Metric("coverage.stations_unstaffed", "无委员阵地", "个", "开放的阵地中，截至日没有一位在任委员入驻的。",
           Count(STAFFED, lambda t, at: t.c.staff == 0), STATE, better=-1, stock=True, told_by=("workstation_members",)),
    Metric("coverage.stations_doubled", "疑似重复阵地", "个", "与同一区划内另一个开放阵地同名的开放阵地；每个都计。",
           Count(PAIRED, lambda t, at: t.c.twins > 1), STATE, better=-1, stock=True),
    Metric("coverage.stations_unplaced", "无坐标阵地", "个", "开放的阵地中，没有坐标或坐标系不能识别的；不上图，不参与距离计算。",
           Count(STATION, lambda t, at: t.c.lon.is_(None)), STATE, better=-1, stock=True),
    Metric("coverage.stations_opened", "启用阵地", "个", "期间内启用的阵地，此后停用的也计。", Count(BEGUN), _OPENED, better=1),
    Metric("coverage.stations_reopened", "重新启用", "个", "期间内启用、且同一区划有同名阵地在此之前停用的。",
           Count(BEGUN, lambda t, at: t.c.resumes.is_not(None)), _OPENED,
           decided=decided_on(_OPENED, "opened_on")),
    Metric("coverage.stations_closed", "停用阵地", "个", "期间内停用的阵地。", Count(ENDED), _CLOSED, better=-1),
    Metric("coverage.activities", "阵地活动", "场", "期间内举办的阵地活动；类型、层级、运行方式取自阵地。",
           Count(ACTIVITY), _HELD, better=1),
    Metric("coverage.activities_per_station", "每阵地活动", "场", "截至日开放的阵地在期间内的活动场次 ÷ 开放的阵地数。",
           Ratio(Count(ACTIVITY, is_open), STATIONS, frozenset(MONTHS)), _HELD, "开放阵地的活动", "阵地数", 1,
           decided=decided_on(_HELD, "held_on")),
    Metric("coverage.member_visits", "委员人次", "人次", "阵地活动的委员人次之和；未填的不计。",
           Total(ACTIVITY, column("member_visits"), counter="人次"), _HELD, better=1),
    Metric("coverage.public_visits", "群众人次", "人次", "阵地活动的群众人次之和；未填的不计。",
           Total(ACTIVITY, column("public_visits"), counter="人次"), _HELD, better=1),
    Metric("coverage.solved", "解决问题数", "个", "阵地活动填报的解决问题数之和；未填的不计。",
           Total(ACTIVITY, column("solved"), counter="个"), _HELD, better=1),
)
# fmt: on
