"""What no row of a ledger can truly say: an end before its beginning, a step without the one that it needs, a day of long
ago.
"""

from datetime import date

from sqlalchemy import ColumnElement, FromClause, and_, func, or_, select, tuple_

from zxdata.metrics.model import AsOf, Condition
from zxdata.snapshot.facts import proposal_event, station

NEED_ASSIGNMENT = ("签收", "退办", "改派", "沟通", "延期", "答复", "评价", "二次办理", "办结", "结案")


def before(earlier: str, later: str) -> Condition:
    """What should come later came earlier."""
    return lambda t, _: t.c[later] < t.c[earlier]


def outlying(name: str) -> Condition:
    """Long before the day asked for: 1925 where 2025 was meant."""
    return lambda t, at: t.c[name] < date(at.day.year - at.rules.quality.outlying_years, 1, 1)


def replied_before_assigned(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """Of an event of a proposal."""
    return and_(t.c.stage == "答复", t.c.on_day < _first(proposal_event, t, "交办"))


def never_assigned(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """Of an event of a proposal."""
    assigned = select(proposal_event.c.no).where(proposal_event.c.stage.in_(("交办", "改派")))
    return and_(t.c.stage.in_(NEED_ASSIGNMENT), t.c.no.not_in(assigned))


def outside_station(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """Of an activity: its station was not open."""
    closed = select(station.c.closed_on).where(station.c.no == t.c.station_no).scalar_subquery()
    return or_(t.c.held_on < t.c.opened_on, t.c.held_on >= closed)


def with_event(contradicted: Condition) -> Condition:
    """Of a proposal: one of its events contradicts."""
    return lambda t, at: t.c.no.in_(select(proposal_event.c.no).where(contradicted(proposal_event, at)))


def repeated(alive: Condition, *same: str) -> Condition:
    """Another row says the same in these columns, all of them filled."""

    def condition(t: FromClause, at: AsOf) -> ColumnElement[bool]:
        other = t.alias("other")
        columns = [other.c[name] for name in same]
        filled = [column.is_not(None) for column in columns]
        copies = select(*columns).where(alive(other, at), *filled).group_by(*columns).having(func.count() > 1)
        return tuple_(*(t.c[name] for name in same)).in_(copies)

    return condition


def _first(events: FromClause, t: FromClause, stage: str) -> ColumnElement[object]:
    other = events.alias("first")
    return (
        select(func.min(other.c.on_day))
        .where(other.c.no == t.c.no, other.c.stage == stage)
        .correlate(t)
        .scalar_subquery()
    )
