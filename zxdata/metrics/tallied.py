"""Counts of a whole fact by place: one pass over the rows answers the whole, each of its districts, and whoever asks
of a part of it next.

A count over a region is the sum of the counts of the places in it, so what a reader may see, and what of it is asked
for, is decided over places, after counting. What belongs to several places names its set of them, and counts once in
each region that the set touches.
"""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
from sqlalchemy import Select, and_, func, or_, select, true

from zxdata.dimensions import REGIONAL
from zxdata.filters import Scope
from zxdata.metrics.as_of_fact import AsOfFact, heeds_filters
from zxdata.metrics.coded import rows_in_question
from zxdata.metrics.counting import grouped
from zxdata.metrics.expressions import AsOf, Condition, Dates, always
from zxdata.metrics.fact import Fact
from zxdata.metrics.groups import Group
from zxdata.metrics.model import Count, Leaf
from zxdata.metrics.on_the_day import on_the_day
from zxdata.metrics.question import conditions, decided_in
from zxdata.store import Coded, Reading, Tally


@dataclass(frozen=True)
class _Counted:
    """The rows of a fact that meet ``where`` and are decided in the period by one of the dates ``on``; without a condition
    those by which there is a group at all."""

    where: Condition
    on: Dates | None


def tallied(reading: Reading, leaves: list[Leaf], by: tuple[str, ...], at: AsOf) -> dict[int, dict[Group, Any]]:
    """The numbers by group of those of the leaves that a tally tells, under the id of each.

    A tally is made where the whole is asked for: it costs hardly more than the answer. Who asks of a part is told by it,
    where there is one; else fewer rows than the whole are looked at without it.
    """
    counts = [leaf for leaf in leaves if isinstance(leaf, Count)]
    if not counts or reading.version.tables is not None or not set(by) <= set(REGIONAL):
        return {}
    fact = counts[0].fact
    if heeds_filters(fact, at) or set(by) & set(fact.dims) or not _placed(fact, at):
        return {}
    placeless = tuple((dimension, values) for dimension, values in at.filters.where if dimension not in REGIONAL)
    of_all = replace(at, filters=replace(at.filters, region=None, where=placeless), of_members=None)
    key = (fact, of_all.filters, at.over, at.rules.fingerprint)
    tallies, wanted = reading.version.tallies, {id(leaf): _Counted(leaf.where, leaf.on) for leaf in counts}
    found = tallies.found(key, wanted.values())
    missing = [each for each in dict.fromkeys(wanted.values()) if each not in found]
    whole = reading.scope.everything and of_all.filters == at.filters
    made = tallies.made(key, lambda: _tally(reading, fact, missing, of_all)) if missing and whole else None
    found |= dict.fromkeys(missing, made) if made else {}
    told: dict[Tally, dict[int, _Counted]] = defaultdict(dict)
    for leaf, each in wanted.items():
        if each in found:
            told[found[each]][leaf] = each
    answers: dict[int, dict[Group, Any]] = {}
    for tally, of_leaves in told.items():
        answers |= _summed(reading, fact, tally, of_leaves, by, at)
    return answers


def _placed(fact: Fact, at: AsOf) -> bool:
    """The rows of the fact say where they belong."""
    return ("place" if fact.bridge is None else "places") in fact.source(at).c


def _summed(
    reading: Reading, fact: Fact, tally: Tally, leaves: dict[int, _Counted], by: tuple[str, ...], at: AsOf
) -> dict[int, dict[Group, Any]]:
    """The counts over the places in question, by the regions that they belong to."""
    column = "place" if fact.bridge is None else "places"
    held = AsOfFact(fact, Coded(len(tally.places.codes), {column: tally.places}), {})
    where = tuple((dimension, values) for dimension, values in at.filters.where if dimension in REGIONAL)
    of_places = replace(at, filters=replace(at.filters, since=None, until=None, where=where, basis="period"))
    rows = rows_in_question(reading, held, by, of_places, ())
    groups = grouped(rows)

    def summed(counts: Any) -> Any:
        weights = counts if rows.numbers is None else counts[rows.numbers]
        return np.bincount(groups.of_row, weights, groups.count)[groups.present]

    there = sum(summed(tally.counts[on]) for on in {_Counted(always, each.on) for each in leaves.values()})
    told = [(n, name) for n, name in enumerate(groups.names(groups.present)) if there[n] or not by]
    sums = {leaf: summed(tally.counts[each]) for leaf, each in leaves.items()}
    return {leaf: {name: int(numbers[n]) for n, name in told} for leaf, numbers in sums.items()}


def _tally(reading: Reading, fact: Fact, asked: list[_Counted], at: AsOf) -> Tally:
    every = list(dict.fromkeys((*asked, *(_Counted(always, each.on) for each in asked))))
    rows = reading.columns(_by_place(replace(reading, scope=Scope.whole()), fact, every, at))
    counts: dict[Hashable, Any] = {each: rows.column(n + 1).cast(pa.int64()).to_numpy() for n, each in enumerate(every)}
    return Tally(Coded.of(rows.select([0]))[rows.column_names[0]], counts)


def _by_place(reading: Reading, fact: Fact, asked: list[_Counted], at: AsOf) -> Select[Any]:
    """SELECT the place and how many rows of each kind there are in it. Each condition is worked out once a row, whatever it
    is counted for: DuckDB itself finds nothing in common between those that are joined by AND.
    """
    t = on_the_day(fact, fact.source(at), at)
    deciding = tuple(dict.fromkeys(date for each in asked for date in each.on or ()))
    parts: dict[Hashable, Any] = {}
    for each in asked:
        if each.where is not always:
            parts.setdefault(each.where, each.where(t, at))
        for date in each.on or ():
            parts.setdefault(date, and_(true(), *decided_in((date,), t, at)))
    place = t.c["place" if fact.bridge is None else "places"]
    names = {part: f"c{n}" for n, part in enumerate(parts)}
    worked_out = select(place.label("at_place"), *(parts[part].label(name) for part, name in names.items()))
    on = deciding if all(each.on for each in asked) else ()
    c = worked_out.where(*conditions(reading, fact, t, at, on)).subquery("worked_out").c

    def met(each: _Counted) -> Any:
        found = [] if each.where is always else [c[names[each.where]]]
        return [*found, or_(*(c[names[date]] for date in each.on))] if each.on else found

    counts = [func.coalesce(func.count_if(and_(*met(each))), 0) if met(each) else func.count() for each in asked]
    labelled = (count.label(f"m{n}") for n, count in enumerate(counts))
    return select(c.at_place, *labelled).group_by(c.at_place)
