"""委员之家: whether each has the six that it is to have, and does what each quarter asks of it."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    true,
    values,
)

from zxdata.metrics.expressions import AsOf, always, column, columns
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Metric, Ratio, decided_on
from zxdata.metrics.programmes.items import ITEM
from zxdata.periods import period_label
from zxdata.snapshot.facts import activity, item, station

QUARTERS = 8


def _homes(at: AsOf) -> FromClause:
    """A row a home of each list of that kind, with how many of its items there are and are done."""
    t = item
    done = func.coalesce(func.count_if(t.c.done_on <= at.day), 0)
    missing = func.list(t.c.title).filter(or_(t.c.done_on.is_(None), t.c.done_on > at.day))
    lacks = func.array_to_string(func.list_sort(missing), "、")
    asked = select(
        t.c.owner.label("title"),
        t.c.checklist,
        t.c.place,
        func.min(t.c.no).label("no"),
        func.count().label("wanted"),
        done.label("there"),
        lacks.label("lacks"),
    )
    listed = asked.where(ITEM.alive(t, at), t.c.kind.in_(at.rules.programmes.homes.lists), t.c.owner.is_not(None))
    return listed.group_by(t.c.owner, t.c.checklist_no, t.c.checklist, t.c.place).subquery("home")


def _quarters(at: AsOf) -> FromClause:
    """A row a home that stood through a whole quarter, of the last two years, with what of its duties it has not done."""
    rules = at.rules.programmes.homes
    spans = [(first, last, period_label(first, "quarter")) for first, last in _ended(at.day)]
    rows: Any = values(Column("since", Date), Column("until", Date), Column("quarter_of", String), name="quarters")
    q = rows.data(spans)
    since, until = cast(q.c.since, Date), cast(q.c.until, Date)
    s, a = station, activity
    owed = (
        select(s.c.no, s.c.name.label("title"), s.c.place, since.label("since_on"))
        .add_columns(until.label("until_on"), q.c.quarter_of)
        .join_from(s, q, true())
        .where(
            s.c.kind.in_(rules.stations),
            or_(s.c.opened_on.is_(None), s.c.opened_on <= since),
            or_(s.c.closed_on.is_(None), s.c.closed_on > until),
        )
        .subquery("owed")
    )
    held = and_(a.c.station_no == owed.c.no, a.c.held_on.between(owed.c.since_on, owed.c.until_on))
    lacks = func.concat_ws(
        "、",
        *(
            case((func.coalesce(func.count_if(a.c.activity_kind.in_(duty.kinds)), 0) < duty.times, literal(duty.name)))
            for duty in rules.duties
        ),
    )
    return (
        select(*owed.c, cast(func.count(a.c.no), Integer).label("held"), lacks.label("lacks"))
        .join_from(owed, a, held, isouter=True)
        .group_by(*owed.c)
        .subquery("home_quarter")
    )


def _ended(day: date) -> list[tuple[date, date]]:
    """First and last day of the quarters that are over on ``day``, the latest first."""
    found: list[tuple[date, date]] = []
    begin = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    following = _later(begin)
    if following - timedelta(days=1) <= day:
        found.append((begin, following - timedelta(days=1)))
    while len(found) < QUARTERS:
        before = _later(begin, -1)
        found.append((before, begin - timedelta(days=1)))
        begin = before
    return found


def _later(first: date, quarters: int = 1) -> date:
    months = first.year * 12 + first.month - 1 + 3 * quarters
    return date(months // 12, months % 12 + 1, 1)


def _met(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return t.c.lacks == ""


def _complete(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return t.c.there == t.c.wanted


# fmt: off
HOME = Fact(
    "委员之家", "个", _homes, always, None, columns("checklist"),
    (Detail("title", "委员之家", column("title")), Detail("checklist", "清单", column("checklist")),
     Detail("there", "已有", column("there"), "integer"), Detail("wanted", "应有", column("wanted"), "integer"),
     Detail("lacks", "缺什么", column("lacks"))), datasets=("checklist_items",),
)
HOME_QUARTER = Fact(
    "委员之家的季度", "家次", _quarters, always, "until_on", {"home": column("title")},
    (Detail("no", "阵地编号", column("no"), of="workstations"), Detail("title", "委员之家", column("title")),
     Detail("quarter_of", "季度", column("quarter_of")), Detail("held", "活动场次", column("held"), "integer"),
     Detail("lacks", "没有做的", column("lacks"))),
)
_END = "季末"
_homes_all, _owed = Count(HOME), Count(HOME_QUARTER)
METRICS = (
    Metric("programmes.homes", "列入六有的委员之家", "个", "“六有”一类清单里的责任主体，一家计一个。", _homes_all,
           "截至日的状态"),
    Metric("programmes.homes_rate", "六有达标率", "%", "清单各项都已完成的委员之家占全部的比例。", Ratio(Count(HOME, _complete), _homes_all),
           "截至日的状态", "各项都完成的", "列入六有的委员之家", 1),
    Metric("programmes.home_quarters", "应履行的季度", "家次", 
           "委员之家（阵地类型由规则文件定）整季开放的，一家一季计一次；近 8 个已结束的季度。",
           _owed, _END, decided=decided_on(_END, "until_on")),
    Metric("programmes.quarter_rate", "季度任务完成率", "%", "每季各类活动都够次数的（次数由规则文件定）占应履行的比例。",
           Ratio(Count(HOME_QUARTER, _met), _owed), _END, "各类活动都够的", "应履行的季度", 1, decided=decided_on(_END, "until_on"), told_by=("activities",)),
    Metric("programmes.quarters_missed", "没有完成的季度", "家次", "有一类活动不够次数的。", Count(HOME_QUARTER, lambda t, at: t.c.lacks != ""),
           _END, better=-1, decided=decided_on(_END, "until_on"), told_by=("activities",)),
)
# fmt: on
