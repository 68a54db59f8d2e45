"""A fact as it stands on one day, held in memory: what dimensions and metrics ask of each case is worked out once.

On a given day the dates of a case come to a colour, a stage, some yes or no. A view then counts those, at a fraction
of what comparing the dates anew for each of its figures costs; what they mean stays in the one record of each metric.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import Select, func, select

from zxdata.filters import BASES, Filters
from zxdata.metrics import METRICS
from zxdata.metrics.basis import read_by
from zxdata.metrics.expressions import AsOf, Expression, always
from zxdata.metrics.fact import Fact
from zxdata.metrics.model import Count, Leaf, Quantile
from zxdata.metrics.taking_part import GROUP
from zxdata.store import Coded, Numbers, Reading


@dataclass(frozen=True, eq=False)
class AsOfFact:
    """The rows of a fact that are there on a day, as codes: its place and axis, each of its dimensions, and under
    ``names`` each thing that a metric asks of a case. taken: which of all those they are, None for all."""

    fact: Fact
    rows: Coded
    names: Mapping[Expression, str]
    taken: Numbers | None = None

    def knows(self, leaf: Leaf) -> bool:
        """Whether all that the leaf asks was worked out."""
        return all(asked in self.names for asked in _asked(leaf))


def as_of_fact(reading: Reading, fact: Fact, at: AsOf) -> AsOfFact | None:
    """None where the day is hardly asked about, where the fact itself depends on what is filtered by, and where it is asked
    who took part, which is no column of it.
    """
    names = _names(fact)
    if heeds_filters(fact, at):
        return None
    asked = Filters(at.day, None, at.filters.since, at.filters.until) if fact.spans else Filters(at.day)
    key = (id(fact), asked, at.over, at.rules.fingerprint)
    rows = reading.materialised(key, lambda: _rows(fact, replace(at, filters=asked, of_members=None)))
    return None if rows is None else AsOfFact(fact, rows, names)


def heeds_filters(fact: Fact, at: AsOf) -> bool:
    """Whether the rows themselves depend on what is filtered by, or it is asked who took part in them."""
    return any(at.filters.values(dimension) for dimension in (*fact.consumes, GROUP))


def _rows(fact: Fact, at: AsOf) -> Select[Any]:
    """SELECT each case alive on the day: its own columns, its dimensions, and what its leaves ask of it."""
    t = fact.source(at)
    columns = [t.c[name] for name in dict.fromkeys(("place", "places", fact.axis)) if name and name in t.c]
    columns += [dimension(t, at).label(name) for name, dimension in fact.dims.items() if name != fact.axis]
    columns += [asked(t, at).label(name) for asked, name in _names(fact).items()]
    return select(*columns).where(fact.alive(t, at))


@cache
def _names(fact: Fact) -> Mapping[Expression, str]:
    """A column for each different thing that is asked of a case, and each date that decides about it."""
    metrics = (read_by(metric, basis) for metric in METRICS.values() for basis in BASES)
    leaves = dict.fromkeys(leaf for metric in metrics for leaf in metric.counted if leaf.fact is fact)
    return {asked: f"asked_{n}" for n, asked in enumerate(dict.fromkeys(a for leaf in leaves for a in _asked(leaf)))}


def _asked(leaf: Leaf) -> tuple[Expression, ...]:
    """What a leaf asks of each case."""
    parts: list[Expression] = [leaf.where, *(leaf.on or ())]
    if isinstance(leaf, Quantile):
        parts += [days(leaf.since, leaf.until), ended(leaf.until)]
    elif not isinstance(leaf, Count):
        parts.append(leaf.value)
    return tuple(part for part in parts if part is not always)


@cache
def days(since: Expression, until: Expression) -> Expression:
    """How many days a case has taken on the day asked for. What ended before it began is a slip of the pen; it took no
    time, not less than none."""
    # least() passes over what is missing
    return lambda t, at: func.greatest(func.least(until(t, at), at.day) - since(t, at), 0)


@cache
def ended(until: Expression) -> Expression:
    """Whether a case has ended by the day asked for."""
    return lambda t, at: until(t, at) <= at.day
