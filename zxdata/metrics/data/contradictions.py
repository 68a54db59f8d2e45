"""What no row of a ledger can truly say: an end before its beginning, a step without the one that it needs, a day of long
ago. What came after the day asked for is not known on it.
"""

from datetime import date

from sqlalchemy import ColumnElement, FromClause, Table, and_, func, or_, select, tuple_

from zxdata.metrics.expressions import AsOf, Condition
from zxdata.snapshot.facts import matter_progress, proposal_event, station

NEED_ASSIGNMENT = ("签收", "退办", "改派", "沟通", "延期", "答复", "评价", "二次办理", "办结", "结案")
ASSIGNED = ("交办", "改派")


def before(earlier: str, later: str) -> Condition:
    """What should come later came earlier."""
    return lambda t, _: t.c[later] < t.c[earlier]


def outlying(name: str) -> Condition:
    """Long before the day asked for: 1925 where 2025 was meant."""
    return lambda t, at: t.c[name] < date(at.day.year - at.rules.quality.outlying_years, 1, 1)


def outside_station(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """Of an activity: its station was not open."""
    closed = select(station.c.closed_on).where(station.c.no == t.c.station_no).scalar_subquery()
    return or_(t.c.held_on < t.c.opened_on, t.c.held_on >= closed)


def ahead_of_assignment(events: Table, stage: str) -> Condition:
    """Of an event: ``stage`` is dated before its case was first assigned."""

    def condition(t: FromClause, at: AsOf) -> ColumnElement[bool]:
        other = events.alias("first")
        of_case = and_(other.c.no == t.c.no, other.c.stage == "交办", other.c.on_day <= at.day)
        first = select(func.min(other.c.on_day)).where(of_case).correlate(t).scalar_subquery()
        return and_(t.c.stage == stage, t.c.on_day <= at.day, t.c.on_day < first)

    return condition


def never_assigned(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """Of an event of a proposal: it needs an assignment, and there is none."""
    e = proposal_event.alias("assigned")
    assigned = select(e.c.no).where(e.c.stage.in_(ASSIGNED), or_(e.c.on_day.is_(None), e.c.on_day <= at.day))
    return and_(t.c.stage.in_(NEED_ASSIGNMENT), t.c.on_day <= at.day, t.c.no.not_in(assigned))


replied_before_assigned = ahead_of_assignment(proposal_event, "答复")
reported_before_assigned = ahead_of_assignment(matter_progress, "反馈")


def with_event(events: Table, contradicted: Condition) -> Condition:
    """Of a case: one of its events contradicts."""
    return lambda t, at: t.c.no.in_(select(events.c.no).where(contradicted(events, at)))


def with_early(events: Table, stage: str, begun: str) -> Condition:
    """Of a case: an event of ``stage`` is dated before the case begins."""
    return lambda t, at: (
        select(events.c.no)
        .where(
            events.c.no == t.c.no, events.c.stage == stage, events.c.on_day <= at.day, events.c.on_day < t.c[begun]
        )
        .correlate(t)
        .exists()
    )


def repeated(alive: Condition, *same: str) -> Condition:
    """Another row says the same in these columns, all of them filled."""

    def condition(t: FromClause, at: AsOf) -> ColumnElement[bool]:
        other = t.alias("other")
        columns = [other.c[name] for name in same]
        filled = [column.is_not(None) for column in columns]
        copies = select(*columns).where(alive(other, at), *filled).group_by(*columns).having(func.count() > 1)
        return tuple_(*(t.c[name] for name in same)).in_(copies)

    return condition
