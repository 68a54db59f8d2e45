"""分组: which rows a group of members took part in.

Who took part in a case is read from the records of duty, so that it is recorded once. A member acts for a group from the
day of joining to the day before leaving: what a row tells is decided by the day of the act, never by who belongs today.
Rows that tell of members as they stand (in office, with their points) go by the day asked for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Table,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    true,
    union_all,
)

from zxdata.filters import UNFILLED
from zxdata.metrics.expressions import AsOf
from zxdata.metrics.fact import Fact, Grouped, Groups
from zxdata.rules.points import PRESENT
from zxdata.snapshot.facts import duty_record, membership, output, suggestion, telling

GROUP, IN_GROUP = "group", "in_group"
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
    return lambda t, at, groups: t.c[number].in_(cases(kind, groups, at))


def of_origin(t: FromClause, at: AsOf, groups: Groups) -> ColumnElement[bool]:
    """Rows of what came of a case (``origin``, ``origin_no``), by those who took part in that."""
    return _in_any(t.c.origin, t.c.origin_no, at, groups)


def in_case_named(kind: str, number: str) -> Grouped:
    """Rows that name a case by a column with its kind and one with its number."""

    def took_part(t: FromClause, at: AsOf, groups: Groups) -> ColumnElement[bool]:
        of_others = (
            and_(t.c[kind] == each, t.c[number].in_(select(table.c.no).where(of_origin(table, at, groups))))
            for each, table in OF_OTHERS.items()
        )
        return or_(_in_any(t.c[kind], t.c[number], at, groups), *of_others)

    return took_part


def by_member(number: str = "member_no", day: str = "held_on") -> Grouped:
    """Rows of what one member did on a day."""
    return lambda t, at, groups: acted(at, t.c[number], t.c[day], groups)


def of_member(number: str = "no") -> Grouped:
    """Rows that tell of one member as of the day asked for."""
    return lambda t, at, groups: acted(at, t.c[number], literal(at.day), groups)


def acted(at: AsOf, number: ColumnElement[Any], day: ColumnElement[Any], groups: Groups) -> ColumnElement[bool]:
    """The member belonged to one of the groups, to any where none is named, on the day."""
    belonged = (membership.c.no == number, _belonging(at, day), *_named(membership.c.grp, groups))
    return exists(select(literal(1)).where(*belonged))


def acts(at: AsOf, number: ColumnElement[Any], day: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """The condition that an act of a member counts for the groups filtered by; none where no group is named."""
    named = tuple(group for group in at.filters.values(GROUP) if group != UNFILLED)
    return [acted(at, number, day, named)] if named else []


def cases(kind: str, groups: Groups, at: AsOf) -> Select[Any]:
    """SELECT the numbers of the cases of a kind in which a member of these groups took part by the day asked for."""
    if kind == VOICED:
        found = union_all(*_raised(at)).subquery("raised")
    else:
        recorded = and_(duty_record.c.source == FILED, duty_record.c.level == kind)
        if kind in SOURCES:
            recorded = or_(recorded, duty_record.c.source == SOURCES[kind])
        found = _recorded(at).where(recorded).subquery("recorded")
    return select(found.c.no).where(*_named(found.c.grp, groups))


def by_group(fact: Fact, grouped: Grouped, at: AsOf, groups: Iterable[str]) -> FromClause:
    """The rows of the fact once for each of the groups of which a member took part, named in ``IN_GROUP``; those of nobody's
    group once, without a name. Of groups filtered by, theirs only: each is told as a filter by it tells it.
    """
    asked = at.filters.values(GROUP) or (*groups, UNFILLED)
    named = [group for group in groups if group in asked]
    found = _apart(fact, grouped, at, named) if GROUP in fact.consumes else _joined(fact, grouped, at, named)
    if UNFILLED in asked or not found:
        alone = replace(at, filters=at.filters.only(GROUP))
        t = fact.source(alone)
        of_none = not_(func.coalesce(grouped(t, alone, ()), False)) if UNFILLED in asked else false()
        found.append(select(*t.c, null().label(IN_GROUP)).where(of_none))
    return union_all(*found).subquery("by_group")


def _joined(fact: Fact, grouped: Grouped, at: AsOf, groups: list[str]) -> list[Select[Any]]:
    t = fact.source(at)
    name = select(membership.c.grp).where(membership.c.grp.in_(groups)).distinct().subquery("groups").c.grp
    joined = t.join(name.table, true())
    return [select(*t.c, name.label(IN_GROUP)).select_from(joined).where(grouped(t, at, (name,)))] if groups else []


def _apart(fact: Fact, grouped: Grouped, at: AsOf, groups: list[str]) -> list[Select[Any]]:
    """Where the rows themselves depend on the group, each group's are asked for by themselves."""
    found = []
    for group in groups:
        of_group = replace(at, filters=at.filters.only(GROUP, group))
        t = fact.source(of_group)
        found.append(select(*t.c, literal(group).label(IN_GROUP)).where(grouped(t, of_group, (group,))))
    return found


def _in_any(kind: ColumnElement[Any], number: ColumnElement[Any], at: AsOf, groups: Groups) -> ColumnElement[bool]:
    """Whether a member took part in the case of that kind and number: all kinds in one pass."""
    d = duty_record
    sources = [(d.c.source == source, literal(each)) for each, source in SOURCES.items() if each != VOICED]
    of = case(*sources, (d.c.source == FILED, d.c.level))
    acted_in = _recorded(at).add_columns(of.label("kind")).where(of.in_(KINDS)).subquery("acted_in")
    raised = union_all(*_raised(at)).subquery("raised")
    found = union_all(
        select(acted_in.c.kind, acted_in.c.no, acted_in.c.grp),
        select(literal(VOICED).label("kind"), raised.c.no, raised.c.grp),
    ).subquery("took_part")
    met = (found.c.kind == kind, found.c.no == number, *_named(found.c.grp, groups))
    return exists(select(literal(1)).where(*met))


def _recorded(at: AsOf) -> Select[Any]:
    """SELECT no, grp: the case of each record of duty of those who came, by the day, for each group of theirs on its day."""
    d = duty_record
    came = or_(d.c.attendance.is_(None), d.c.attendance == PRESENT)
    joined = d.join(membership, and_(membership.c.no == d.c.member_no, _belonging(at, d.c.held_on)))
    return select(d.c.case_no.label("no"), membership.c.grp).select_from(joined).where(came, d.c.held_on <= at.day)


def _raised(at: AsOf) -> tuple[Select[Any], Select[Any]]:
    """SELECT no, grp: voices that a member raised, and under its own number each that one of these was merged into by the
    day.
    """
    t = telling
    joined = t.join(membership, and_(membership.c.no == t.c.member_no, _belonging(at, t.c.raised_on)))
    own = select(t.c.no, membership.c.grp).select_from(joined).where(t.c.raised_on <= at.day)
    into = own.with_only_columns(t.c.merged_into.label("no"), membership.c.grp)
    return own, into.where(t.c.merged_into.is_not(None), t.c.merged_on <= at.day)


def _belonging(at: AsOf, day: ColumnElement[Any]) -> ColumnElement[bool]:
    m = membership.c
    told = () if at.of_members is None else (at.of_members,)
    return and_(or_(m.since.is_(None), m.since <= day), or_(m.until.is_(None), m.until > day), *told)


def _named(group: ColumnElement[Any], groups: Groups) -> list[ColumnElement[bool]]:
    return [group.in_(groups)] if groups else []
