"""Points of members in a period, as the rules of their body give them: worked out in the database, for all at once.

A record counts by the first row of its rule that it fits. Points are decimals, so that no order of records changes a sum.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    FromClause,
    Integer,
    Numeric,
    String,
    and_,
    case,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
    values,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy import column as named

from zxdata.metrics.duty.tenure import (
    MONTHS,
    Among,
    binding,
    everyone,
    in_term,
    months,
    period,
    scheme_on,
    stretches,
    tenures,
    year_on,
)
from zxdata.metrics.expressions import AsOf
from zxdata.rules.points import PRESENT, PointPart, PointRow
from zxdata.snapshot.facts import duty_record, duty_sort, member

DECIMAL = Numeric(18, 4)


@dataclass(frozen=True)
class NumberedRow:
    """A row of the rules: its number among all, its scheme's position, its part's number among all."""

    number: int
    scheme: int
    part_number: int
    part: PointPart
    row: PointRow


def numbered(at: AsOf) -> tuple[NumberedRow, ...]:
    return tuple(_numbered(at))


def _numbered(at: AsOf) -> Iterator[NumberedRow]:
    number = part_number = 0
    for position, scheme in enumerate(at.rules.duty.schemes):
        for part in scheme.parts:
            for row in part.rows:
                yield NumberedRow(number, position, part_number, part, row)
                number += 1
            part_number += 1


def parts(at: AsOf) -> tuple[tuple[int, int, PointPart], ...]:
    """Every part of every rule: its number among all, its scheme's position, itself."""
    found = [(position, part) for position, scheme in enumerate(at.rules.duty.schemes) for part in scheme.parts]
    return tuple((number, position, part) for number, (position, part) in enumerate(found))


def fits(t: FromClause, row: PointRow) -> ColumnElement[bool]:
    """A record of the sort ``t`` (kind, role, level, attendance) is one of those that the row speaks of."""
    found: list[ColumnElement[bool]] = []
    for words, column in ((row.kind, t.c.kind), (row.role, t.c.role), (row.level, t.c.level)):
        if words:
            found.append(column.in_(words))
    there = row.attendance or (PRESENT,)
    attended = t.c.attendance.in_(there)
    found.append(attended if row.attendance else or_(t.c.attendance.is_(None), attended))
    return and_(true(), *found)


def rule_of_sort(at: AsOf) -> FromClause:
    """sort, scheme, rule: which row of each scheme a sort of record counts by, where one does."""
    rows = numbered(at)
    of_scheme = []
    for position in range(len(at.rules.duty.schemes)):
        cases = [(fits(duty_sort, one.row), literal(one.number, Integer)) for one in rows if one.scheme == position]
        if cases:
            of_scheme.append(
                select(duty_sort.c.sort, literal(position, Integer).label("scheme"), case(*cases).label("rule"))
            )
    if not of_scheme:
        nothing = select(duty_sort.c.sort, literal(0, Integer).label("scheme"), literal(0, Integer).label("rule"))
        of_scheme = [nothing.where(duty_sort.c.sort < 0)]
    found = union_all(*of_scheme).subquery("sorted")
    return select(found).where(found.c.rule.is_not(None)).subquery("rule_of_sort")


def _rules(at: AsOf) -> FromClause:
    """rule, part, first, next, most, counting: the rows of the rules as a table."""
    columns = (
        named("rule", Integer), named("part", Integer), named("first", DECIMAL), named("next", DECIMAL),
        named("most", DECIMAL), named("counting", String),
    )  # fmt: skip
    data = [
        (one.number, one.part_number, one.row.of_first, one.row.of_next, one.row.cap, one.row.counting)
        for one in numbered(at)
    ]
    return values(*columns, name="rules").data(data or [(-1, -1, 0, 0, None, "sum")]).alias("rules")


def _parts(at: AsOf) -> FromClause:
    """part, scheme, base, most, least: the parts of the rules as a table."""
    columns = (
        named("part", Integer), named("scheme", Integer), named("base", DECIMAL), named("most", DECIMAL), named("least", DECIMAL),
    )  # fmt: skip
    data = [(number, scheme, part.base, part.cap, part.floor) for number, scheme, part in parts(at)]
    return values(*columns, name="parts").data(data).alias("parts")


def counted(at: AsOf, among: Among = everyone) -> FromClause:
    """Records of the period that a rule gives points for or takes them away: member_no, year, rule, case_no."""
    by_sort = rule_of_sort(at)
    joined = duty_record.join(by_sort, by_sort.c.sort == duty_record.c.sort)
    return (
        select(
            duty_record.c.member_no, year_on(duty_record, at).label("year"), by_sort.c.rule, duty_record.c.case_no,
        )
        .select_from(joined)
        .where(among(duty_record), in_term(duty_record, at), by_sort.c.scheme == scheme_on(duty_record, at))
        .subquery("counted")
    )  # fmt: skip


def _summed(at: AsOf, among: Among) -> Any:
    """SELECT member_no, year, part, amount: of rows whose records are all counted."""
    found, rules = counted(at, among), _rules(at)
    often = (
        select(found.c.member_no, found.c.year, found.c.rule, func.count().label("n"))
        .group_by(found.c.member_no, found.c.year, found.c.rule)
        .subquery("often")
    )
    amount = rules.c.first + (often.c.n - 1) * rules.c.next
    capped = case((rules.c.most.is_(None), amount), else_=func.least(amount, rules.c.most))
    return (
        select(often.c.member_no, often.c.year, rules.c.part, sql_cast(capped, DECIMAL).label("amount"))
        .select_from(often.join(rules, rules.c.rule == often.c.rule))
        .where(rules.c.counting == "sum")
    )


def _best(at: AsOf, among: Among) -> Any:
    """SELECT the same: of each case, or of the whole year, the one record that gives most."""
    found, rules = counted(at, among), _rules(at)
    case_no = case((rules.c.counting == "once", literal("")), else_=found.c.case_no)
    best = sql_cast(func.max(rules.c.first), DECIMAL).label("amount")
    return (
        select(found.c.member_no, found.c.year, rules.c.part, best)
        .select_from(found.join(rules, rules.c.rule == found.c.rule))
        .where(rules.c.counting != "sum")
        .group_by(found.c.member_no, found.c.year, rules.c.part, rules.c.counting, case_no)
    )


def bases(at: AsOf, among: Among = everyone) -> Any:
    """SELECT the same: what members in office have without a record, by their months."""
    held, of = tenures(at, among), _parts(at)
    return (
        select(
            held.c.member_no,
            held.c.year,
            of.c.part,
            sql_cast(of.c.base * held.c.months / MONTHS, DECIMAL).label("amount"),
        )
        .select_from(held.join(of, of.c.scheme == held.c.scheme))
        .where(of.c.base > 0, held.c.months > 0)
    )


def part_points(at: AsOf, among: Among = everyone) -> FromClause:
    """member_no, part, points: of every member and part in which there is anything, over the years of the period."""
    some = [_summed(at, among)]
    if any(one.row.counting != "sum" for one in numbered(at)):
        some.append(_best(at, among))
    if any(part.base for _, _, part in parts(at)):
        some.append(bases(at, among))
    amounts, of = union_all(*some).subquery("amounts"), _parts(at)
    yearly = (
        select(amounts.c.member_no, amounts.c.year, amounts.c.part, func.sum(amounts.c.amount).label("amount"))
        .group_by(amounts.c.member_no, amounts.c.year, amounts.c.part)
        .subquery("yearly")
    )
    held = func.greatest(yearly.c.amount, of.c.least)
    within = case((of.c.most.is_(None), held), else_=func.least(held, of.c.most))
    return (
        select(yearly.c.member_no, yearly.c.part, sql_cast(func.sum(within), DECIMAL).label("points"))
        .select_from(yearly.join(of, of.c.part == yearly.c.part))
        .group_by(yearly.c.member_no, yearly.c.part)
        .subquery("part_points")
    )


def judged(at: AsOf, among: Among = everyone) -> FromClause:
    """Members with their months in office in the period, their points, what is enough for these months, and their grade.

    months, points; met: they have enough; assessed: the name of their grade. Both are empty where no rule binds the
    member at the end, or they were in office for less than a month.
    """
    given = part_points(at, among)
    each = (
        select(given.c.member_no, func.sum(given.c.points).label("points")).group_by(given.c.member_no).subquery("each")
    )
    since, before = period(at)
    scheme = binding(member, at, stretches(at)[-1].schemes)
    points = sql_cast(func.coalesce(each.c.points, 0), DECIMAL)
    stood = (
        select(
            *member.c,
            points.label("points"),
            months(member, literal(since), literal(before)).label("months"),
            scheme.label("scheme"),
        )
        .select_from(member.outerjoin(each, each.c.member_no == member.c.no))
        .where(among(member))
        .subquery("stood")
    )
    there, yearly = stood.c.months > 0, stood.c.points * MONTHS  # as if they had gone on like this for a year
    schemes = tuple(enumerate(at.rules.duty.schemes))
    met = [
        (and_(there, stood.c.scheme == n), yearly >= literal(s.met, DECIMAL) * stood.c.months)
        for n, s in schemes
        if s.met is not None
    ]
    grades = [
        (and_(there, stood.c.scheme == n, yearly >= literal(grade.at, DECIMAL) * stood.c.months), literal(grade.name))
        for n, s in schemes
        for grade in s.ranked
    ]
    enough = case(*met) if met else null()
    graded = case(*grades) if grades else null()
    return select(
        *stood.c, sql_cast(enough, Boolean).label("met"), sql_cast(graded, String).label("assessed")
    ).subquery("judged")
