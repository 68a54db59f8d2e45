"""分组: which rows a group of members took part in.

Who took part in a case is read from the records of duty, so that it is recorded once. A member acts for a group from the
day of joining to the day before leaving: what a row tells is decided by the day of the act, never by who belongs today.
Rows that tell of members as they stand (in office, with their points) go by the day asked for.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    SelectBase,
    Table,
    and_,
    case,
    exists,
    literal,
    or_,
    select,
    union,
    union_all,
)

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
VOICED = "民情"
OF_OTHERS: Mapping[str, Table] = {"建议": suggestion, "成果": output}
"""What comes of a case: who took part in that, took part in it."""


def in_case(kind: str, number: str = "no") -> Grouped:
    """Rows of cases of one kind, numbered by a column."""
    return lambda t, at, groups: t.c[number].in_(cases(kind, at, groups))


def of_origin(t: FromClause, at: AsOf, groups: tuple[str, ...]) -> ColumnElement[bool]:
    """Rows of what came of a case (``origin``, ``origin_no``), by those who took part in that."""
    return _in_any(t.c.origin, t.c.origin_no, at, groups)


def in_case_named(kind: str, number: str) -> Grouped:
    """Rows that name a case by a column with its kind and one with its number."""

    def took_part(t: FromClause, at: AsOf, groups: tuple[str, ...]) -> ColumnElement[bool]:
        of_others = (
            and_(t.c[kind] == each, t.c[number].in_(select(table.c.no).where(of_origin(table, at, groups))))
            for each, table in OF_OTHERS.items()
        )
        return or_(_in_any(t.c[kind], t.c[number], at, groups), *of_others)

    return took_part


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
    if kind == VOICED:
        return union(*_raised(at, groups))
    recorded = and_(duty_record.c.source == FILED, duty_record.c.level == kind)
    if kind in SOURCES:
        recorded = or_(recorded, duty_record.c.source == SOURCES[kind])
    return _recorded(at, groups).with_only_columns(duty_record.c.case_no).where(recorded)


def _in_any(
    kind: ColumnElement[Any], number: ColumnElement[Any], at: AsOf, groups: tuple[str, ...]
) -> ColumnElement[bool]:
    """Whether a member took part in the case of that kind and number: all kinds in one pass."""
    d = duty_record
    sources = [(d.c.source == source, literal(each)) for each, source in SOURCES.items() if each != VOICED]
    of = case(*sources, (d.c.source == FILED, d.c.level))
    acted_in = _recorded(at, groups).with_only_columns(of.label("kind"), d.c.case_no.label("no")).where(of.in_(KINDS))
    raised = (told.add_columns(literal(VOICED).label("kind")) for told in _raised(at, groups))
    found = union_all(
        acted_in, *(select(each.c.kind, each.c.no) for each in (told.subquery() for told in raised))
    ).subquery("took_part")
    return exists(select(literal(1)).where(found.c.kind == kind, found.c.no == number))


def _recorded(at: AsOf, groups: tuple[str, ...]) -> Select[Any]:
    """Records of duty of members of these groups who came, by the day."""
    d = duty_record
    came = or_(d.c.attendance.is_(None), d.c.attendance == PRESENT)
    joined = d.join(membership, membership.c.no == d.c.member_no)
    return select(d.c.no).select_from(joined).where(came, d.c.held_on <= at.day, *_belonging(d.c.held_on, groups))


def _raised(at: AsOf, groups: tuple[str, ...]) -> tuple[Select[Any], Select[Any]]:
    """Voices that a member raised, and under its own number each that one of these was merged into by the day."""
    t = telling
    joined = t.join(membership, membership.c.no == t.c.member_no)
    own = select(t.c.no).select_from(joined).where(t.c.raised_on <= at.day, *_belonging(t.c.raised_on, groups))
    into = t.c.merged_into.label("no")
    return own, own.with_only_columns(into).where(t.c.merged_into.is_not(None), t.c.merged_on <= at.day)


def _belonging(day: ColumnElement[Any], groups: tuple[str, ...]) -> list[ColumnElement[bool]]:
    m = membership.c
    found = [or_(m.since.is_(None), m.since <= day), or_(m.until.is_(None), m.until > day)]
    return [*found, m.grp.in_(groups)] if groups else found
