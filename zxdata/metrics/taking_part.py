"""分组: which rows a group of members took part in.

Who took part in a case is read from the records of duty, so that it is recorded once. A member acts for a group from the
day of joining to the day before leaving: what a row tells is decided by the day of the act, never by who belongs today.
Rows that tell of members as they stand (in office, with their points) go by the day asked for.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, FromClause, SelectBase, and_, exists, literal, or_, select

from zxdata.filters import UNFILLED
from zxdata.metrics.model import AsOf, Grouped
from zxdata.rules.points import PRESENT
from zxdata.snapshot.facts import duty_record, membership, output, suggestion, telling

GROUP = "group"
FILED = "履职记录"
"""Where a record of duty tells of a case by its kind and number."""
SOURCES: Mapping[str, str] = {
    "提案": "提案",
    "协商": "协商参会",
    "民情": "民情",
    "信息": "社情民意信息",
    "行动": "行动记录",
}
"""Kind of case → where else members are recorded who took part in it."""
KINDS = (*SOURCES, "监督")
OF_OTHERS = ("建议", "成果")
"""What comes of a case: who took part in that, took part in it."""


def in_case(kind: str, number: str = "no") -> Grouped:
    """Rows of cases of one kind, numbered by a column."""
    return lambda t, at, groups: t.c[number].in_(cases(kind, at, groups))


def in_case_named(kind: str, number: str, kinds: tuple[str, ...] = (*KINDS, *OF_OTHERS)) -> Grouped:
    """Rows that name a case by a column with its kind and one with its number."""

    def took_part(t: FromClause, at: AsOf, groups: tuple[str, ...]) -> ColumnElement[bool]:
        return or_(*(and_(t.c[kind] == each, t.c[number].in_(cases(each, at, groups))) for each in kinds))

    return took_part


_of_origin = in_case_named("origin", "origin_no", KINDS)


def of_origin(t: FromClause, at: AsOf, groups: tuple[str, ...]) -> ColumnElement[bool]:
    """Rows of what came of a case, by those who took part in that."""
    return _of_origin(t, at, groups)


def by_member(number: str = "member_no", day: str = "held_on") -> Grouped:
    """Rows of what one member did on a day."""
    return lambda t, _, groups: acted(t.c[number], t.c[day], groups)


def of_member(number: str = "no") -> Grouped:
    """Rows that tell of one member as of the day asked for."""
    return lambda t, at, groups: acted(t.c[number], literal(at.day), groups)


def acted(number: ColumnElement[Any], day: ColumnElement[Any], groups: tuple[str, ...]) -> ColumnElement[bool]:
    """The member belonged to one of the groups, to any where none is named, on the day."""
    return exists(select(literal(1)).where(membership.c.no == number, *_belonging(day, groups)))


def acts(at: AsOf, number: ColumnElement[Any], day: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """The condition that an act of a member counts for the groups filtered by; none where no group is named."""
    named = tuple(group for group in at.filters.values(GROUP) if group != UNFILLED)
    return [acted(number, day, named)] if named else []


def cases(kind: str, at: AsOf, groups: tuple[str, ...]) -> SelectBase:
    """SELECT the numbers of the cases of a kind in which a member of these groups took part by the day asked for."""
    if kind == "民情":
        return _raised(at, groups)
    if kind in OF_OTHERS:
        t = suggestion if kind == "建议" else output
        return select(t.c.no).where(of_origin(t, at, groups))
    d = duty_record
    recorded = and_(d.c.source == FILED, d.c.level == kind)
    if kind in SOURCES:
        recorded = or_(recorded, d.c.source == SOURCES[kind])
    came = or_(d.c.attendance.is_(None), d.c.attendance == PRESENT)
    joined = d.join(membership, membership.c.no == d.c.member_no)
    belonging = _belonging(d.c.held_on, groups)
    return select(d.c.case_no).select_from(joined).where(recorded, came, d.c.held_on <= at.day, *belonging)


def _raised(at: AsOf, groups: tuple[str, ...]) -> SelectBase:
    """Voices that a member raised, those merged into another by the day under that other's number too."""
    t = telling
    joined = t.join(membership, membership.c.no == t.c.member_no)
    own = select(t.c.no).select_from(joined).where(t.c.raised_on <= at.day, *_belonging(t.c.raised_on, groups))
    merged = own.with_only_columns(t.c.merged_into).where(t.c.merged_into.is_not(None), t.c.merged_on <= at.day)
    return own.union(merged)


def _belonging(day: ColumnElement[Any], groups: tuple[str, ...]) -> list[ColumnElement[bool]]:
    m = membership.c
    found = [or_(m.since.is_(None), m.since <= day), or_(m.until.is_(None), m.until > day)]
    return [*found, m.grp.in_(groups)] if groups else found
