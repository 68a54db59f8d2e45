"""A fact as it stands on one day, kept in memory: what dimensions and metrics ask of each case is worked out once.

On a given day the dates of a case come to a colour, a stage, some yes or no. A view then counts those, at a fraction
of what comparing the dates anew for each of its figures costs; what they mean stays in the one record of each metric.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, func, select

from zxdata.dimensions import TIME_DIMENSIONS
from zxdata.filters import BASES, Filters
from zxdata.metrics import METRICS
from zxdata.metrics.model import AsOf, Expression, Fact, Leaf, always, column, columns, read_by
from zxdata.metrics.taking_part import GROUP
from zxdata.snapshot.facts import place_at
from zxdata.store import Reading

_PARTS = ("where", "value", "since", "until")


@dataclass(frozen=True, eq=False)
class AsOfFact:
    """The fact over its table in memory, and its leaves as they are asked of that table, by the id of each leaf."""

    fact: Fact
    leaves: Mapping[int, Leaf]


def as_of_fact(reading: Reading, fact: Fact, at: AsOf) -> AsOfFact | None:
    """None where the day is hardly asked about, where the fact itself depends on what is filtered by, and where it is asked
    who took part, which is no column of it.
    """
    if set(fact.consumes) - {GROUP} or at.filters.values(GROUP) or not _leaves(fact):
        return None
    asked = Filters(at.day, None, at.filters.since, at.filters.until) if fact.spans else Filters(at.day)
    key = (id(fact), asked, at.over, at.rules.fingerprint)
    table = reading.materialised(key, lambda: _rows(fact, replace(at, filters=asked)))
    if table is None:
        return None
    dims = (name for name in (*fact.dims, *TIME_DIMENSIONS, "district", "township") if name in table.c)
    return AsOfFact(replace(fact, source=lambda _: table, alive=always, dims=columns(*dims)), _leaves(fact))


def _rows(fact: Fact, at: AsOf) -> Select[Any]:
    """SELECT each case alive on the day: its own columns, its dimensions, and what its leaves ask of it."""
    t = fact.source(at)
    named = [t.c[name] for name in ("place", "places", fact.axis) if name and name in t.c]
    if fact.axis:
        named += [func.date_trunc(name, t.c[fact.axis]).label(name) for name in TIME_DIMENSIONS if name != "day"]
    named += [dimension(t, at).label(name) for name, dimension in fact.dims.items()]
    named += [asked(t, at).label(name) for asked, name in _names(fact).items()]
    if fact.bridge is not None:
        return select(*named).where(fact.alive(t, at))
    placed = t.outerjoin(place_at, and_(place_at.c.place == t.c.place, place_at.c.epoch == at.epoch))
    return select(*named, place_at.c.district, place_at.c.township).select_from(placed).where(fact.alive(t, at))


@cache
def _leaves(fact: Fact) -> Mapping[int, Leaf]:
    names = _names(fact)
    found: dict[int, Leaf] = {}
    for leaf in _asking(fact):
        parts: dict[str, Any] = {part: column(names[asked]) for part, asked in _parts(leaf).items()}
        dates = None if leaf.on is None else tuple(column(names[each]) for each in leaf.on)
        found[id(leaf)] = replace(leaf, on=dates, **parts)
    return found


@cache
def _names(fact: Fact) -> Mapping[Expression, str]:
    """A column for each different thing that is asked of a case, and each date that decides about it."""
    leaves = _asking(fact)
    asked = dict.fromkeys(asked for leaf in leaves for asked in (*_parts(leaf).values(), *(leaf.on or ())))
    return {each: f"asked_{n}" for n, each in enumerate(asked)}


@cache
def _asking(fact: Fact) -> tuple[Leaf, ...]:
    """What the metrics ask of the fact, as a cohort and as a period."""
    metrics = (read_by(metric, basis) for metric in METRICS.values() for basis in BASES)
    return tuple(dict.fromkeys(leaf for metric in metrics for leaf in metric.counted if leaf.fact is fact))


def _parts(leaf: Leaf) -> dict[str, Expression]:
    parts = {part: getattr(leaf, part) for part in _PARTS if hasattr(leaf, part)}
    return {part: asked for part, asked in parts.items() if asked is not always}
