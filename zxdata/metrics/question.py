"""What a question restricts, as SQL on a fact: period, filters and, by ``places``, region and scope; and its dimensions."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Select,
    and_,
    case,
    func,
    literal,
    not_,
    or_,
    select,
)
from sqlalchemy import cast as sql_cast

from zxdata.dimensions import DIMENSIONS, REGIONAL, TIME_DIMENSIONS
from zxdata.errors import Unknown, WrongUse
from zxdata.filters import UNFILLED, Filters, Scope
from zxdata.metrics.expressions import AsOf, Dates, column
from zxdata.metrics.fact import Fact, Grouped
from zxdata.metrics.model import Metric
from zxdata.metrics.places import in_place, in_scope, inside
from zxdata.metrics.taking_part import GROUP, IN_GROUP, by_group
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import membership, place_at
from zxdata.store import Reading
from zxdata.words import MASKED

DECIDED_ON = "decided_on"
"""The month or day under which a question by period counts a row."""


def as_of(reading: Reading, filters: Filters, rules: Rules) -> AsOf:
    regions = reading.version.regions
    day = filters.as_of
    filters = replace(filters, where=tuple(_named(reading, *each) for each in filters.where))
    at = AsOf(day, regions.epoch(day), reading.version.on(day).ordinal, rules, filters, filters.over)
    if reading.scope.everything:
        return at
    return replace(at, of_members=in_scope(reading, membership.c.place, at))


def _named(reading: Reading, dimension: str, values: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """A unit may be given by its number too."""
    if dimension != "unit":
        return dimension, values
    return dimension, tuple(dict.fromkeys(reading.version.units.get(value, value) for value in values))


def check(metrics: tuple[Metric, ...], by: tuple[str, ...], filters: Filters, scope: Scope) -> None:
    """Raises Unknown for a dimension that does not exist, at least not for this reader, WrongUse for one that a metric
    does not take.
    """
    known = [key for key, each in DIMENSIONS.items() if scope.personal or not each.personal]
    for dimension in (*by, *(d for d, _ in filters.where)):
        if dimension not in known:
            raise Unknown("维度", dimension, known)
    for metric in metrics:
        _refuse(metric, by, metric.dims, "分组")
        _refuse(metric, (d for d, _ in filters.where), metric.filters, "筛选")


def _refuse(metric: Metric, wanted: Iterable[str], possible: tuple[str, ...], use: str) -> None:
    for dimension in wanted:
        if dimension not in possible:
            can = "、".join(possible)
            if dimension in TIME_DIMENSIONS and metric.leaves[0].on == ():
                raise WrongUse(f"{metric.name}（{metric.key}）按期间读是期末的存量，不能按 {dimension} {use}。")
            raise WrongUse(f"指标 {metric.key}（{metric.name}）不能按 {dimension} {use}；可用：{can}。")


def question(
    reading: Reading, fact: Fact, by: tuple[str, ...], at: AsOf, on: Dates | None = None
) -> tuple[Select[Any], FromClause]:
    """SELECT the dimensions of ``by`` of the rows in question; aggregates are added by the caller.

    ``on`` as in ``conditions``; a row that by them belongs to several months is in the row of each.
    """
    t = _by_groups(reading, fact, at) if asks_groups(fact, by) else fact.source(at)
    dates, months = _deciding(fact, at, on), [d for d in TIME_DIMENSIONS if d in by]
    if months and at.filters.basis == "period":
        t = _by_months(t, dates, months[0], at)
    joined, place = t, None
    if any(d in REGIONAL and d not in fact.dims for d in by):
        joined, place = _placed(reading, fact, t, by, at)
    dims = [_dimension(fact, d, t, place, at).label(f"d{n}") for n, d in enumerate(by)]
    question = select(*dims).select_from(joined).where(*conditions(reading, fact, t, at, on)).group_by(*dims)
    return question, t


def asks_groups(fact: Fact, by: tuple[str, ...]) -> bool:
    """Rows are to be told by the groups that took part in them, which no column of theirs says."""
    return GROUP in by and GROUP not in fact.dims


def _by_groups(reading: Reading, fact: Fact, at: AsOf) -> FromClause:
    if fact.grouped is None:
        raise WrongUse(f"{fact.name}没有谁参加的记录，不能按 {GROUP} 分组。")
    named = select(membership.c.grp).distinct().order_by(membership.c.grp)
    groups = [name for (name,) in reading.rows(named if at.of_members is None else named.where(at.of_members))]
    return by_group(fact, fact.grouped, at, groups)


def _by_months(t: FromClause, dates: Dates, finest: str, at: AsOf) -> FromClause:
    """Each row once for every different month (quarter, year, day) in which one of its deciding dates lies."""
    each = [case((_in_period(on(t, at), at), func.date_trunc(finest, on(t, at)))) for on in dates]
    # One date needs no list of months: over a million rows that is most of what the answer costs.
    counted = each[0] if len(each) == 1 else func.unnest(func.list_distinct(func.list_value(*each)))
    return select(*t.c, sql_cast(counted, Date).label(DECIDED_ON)).subquery("decided")


def _placed(reading: Reading, fact: Fact, t: FromClause, by: tuple[str, ...], at: AsOf) -> tuple[FromClause, Any]:
    """The fact joined to what its place belongs to; once for each different region that it belongs to."""
    current = place_at.c.epoch == at.epoch
    if fact.bridge is None:
        return t.outerjoin(place_at, and_(place_at.c.place == t.c.place, current)), place_at.c
    levels = [place_at.c[d] for d in REGIONAL if d in by]
    regions = (
        select(fact.bridge.c.places, *levels)
        .select_from(fact.bridge.outerjoin(place_at, and_(place_at.c.place == fact.bridge.c.place, current)))
        .where(inside(reading, fact.bridge.c.place, at))
        .distinct()
        .subquery("regions")
    )
    return t.join(regions, regions.c.places == t.c.places), regions.c


def _dimension(fact: Fact, name: str, t: FromClause, place: Any, at: AsOf) -> ColumnElement[Any]:
    if name in TIME_DIMENSIONS and DECIDED_ON in t.c:
        return func.date_trunc(name, t.c[DECIDED_ON])
    if name == GROUP and IN_GROUP in t.c:
        group: ColumnElement[Any] = t.c[IN_GROUP]
        return group
    if name in fact.dims:
        return fact.dims[name](t, at)
    if name in REGIONAL:
        found: ColumnElement[Any] = place[name]
        return found
    axis: ColumnElement[Any] = t.c[str(fact.axis)]
    return axis if name == "day" else func.date_trunc(name, axis)


def conditions(
    reading: Reading, fact: Fact, t: FromClause, at: AsOf, on: Dates | None = None
) -> list[ColumnElement[bool]]:
    """What a row of the fact must meet to be in question: it is there on the day, in place, fits the filters, and lies
    in the period. A cohort is selected by the fact's axis; a period by any of the dates ``on``, by none of them what
    stands at its end, by the axis where ``on`` is left out.
    """
    filters = at.filters
    found: list[ColumnElement[bool]] = [fact.alive(t, at), in_place(reading, fact, t, at)]
    for dimension, values in filters.where:
        if dimension in fact.dims and dimension not in (*REGIONAL, *TIME_DIMENSIONS):
            found.append(_among(fact.dims[dimension](t, at), values))
        elif dimension == GROUP and fact.grouped and IN_GROUP not in t.c:
            found.append(_in_groups(fact.grouped, t, at, values))
    if DECIDED_ON in t.c:
        return [*found, t.c[DECIDED_ON].is_not(None)]
    return [*found, *decided_in(_deciding(fact, at, on), t, at)]


def _deciding(fact: Fact, at: AsOf, on: Dates | None) -> Dates:
    by_axis = at.filters.basis == "cohort" or on is None
    return ((column(fact.axis),) if fact.axis else ()) if by_axis else on or ()


def decided_in(dates: Dates, t: FromClause, at: AsOf) -> list[ColumnElement[bool]]:
    """One of the dates lies in the period and in the months filtered by; no condition where neither is asked for."""
    filters = at.filters
    asked = filters.since or filters.until or any(d in TIME_DIMENSIONS for d, _ in filters.where)
    return [or_(*(_in_period(on(t, at), at) for on in dates))] if asked and dates else []


def _in_period(day: ColumnElement[Any], at: AsOf) -> ColumnElement[bool]:
    filters = at.filters
    found: list[ColumnElement[bool]] = [day.is_not(None)]
    if filters.since:
        found.append(day >= filters.since)
    if filters.until:
        found.append(day <= filters.until)
    elif filters.basis == "period":
        found.append(day <= filters.as_of)
    for dimension, values in filters.where:
        if dimension in TIME_DIMENSIONS:
            found.append(_during(day, dimension, values))
    return and_(*found)


def _among(expression: ColumnElement[Any], values: tuple[str, ...]) -> ColumnElement[bool]:
    named = [v for v in values if v != UNFILLED]
    fitting: list[ColumnElement[bool]] = [expression.in_(named)] if named else []
    if UNFILLED in values:
        fitting.append(or_(expression.is_(None), expression == ""))
    return or_(*fitting)


def _in_groups(grouped: Grouped, t: FromClause, at: AsOf, values: tuple[str, ...]) -> ColumnElement[bool]:
    named = tuple(v for v in values if v != UNFILLED)
    fitting: list[ColumnElement[bool]] = [grouped(t, at, named)] if named else []
    if UNFILLED in values:
        fitting.append(not_(func.coalesce(grouped(t, at, ()), False)))
    return or_(*fitting)


def _during(axis: ColumnElement[Any], dimension: str, values: tuple[str, ...]) -> ColumnElement[bool]:
    """Periods by their label: 2025, 2025-Q3, 2025-09, 2025-09-30."""
    pattern = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}.get(dimension)
    if pattern:
        return func.strftime(axis, pattern).in_(values)
    quarter = func.concat(func.strftime(axis, "%Y"), "-Q", func.quarter(axis))
    return quarter.in_(values)


def if_allowed(reading: Reading, text: ColumnElement[Any]) -> ColumnElement[Any]:
    """A personal text as the reader may see it: in its place a mark that something is there."""
    return text if reading.scope.personal else case((func.nullif(text, "").is_not(None), literal(MASKED)))
