"""Whether the ledger has a row of what a metric counts: what was never handed in is missing, not 0."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Column, Table, func, select
from sqlalchemy.sql import visitors

from zxdata.metrics.expressions import AsOf
from zxdata.metrics.fact import Fact
from zxdata.metrics.model import Metric
from zxdata.snapshot.facts import arrival
from zxdata.store import Reading


def wanting(reading: Reading, metric: Metric, at: AsOf) -> tuple[str, ...]:
    """The datasets that had to be handed in before the metric means anything on the day, by name; none where it does.

    Asked of the whole ledger: a district without a station in a ledger that has some has none, and that is a number. Of
    a day before the first case of all nothing is known either.
    """
    there = _handed_in(reading)
    lacking = [datasets for datasets in metric.rests_on if there.isdisjoint(datasets)]
    lacking += [
        fact.handed_in_by for fact in dict.fromkeys(leaf.fact for leaf in metric.leaves) if _later(reading, fact, at)
    ]
    return tuple(dict.fromkeys(name for datasets in lacking for name in datasets))


def all_wanting(reading: Reading, metrics: Iterable[Metric], at: AsOf) -> tuple[str, ...]:
    """The same of several metrics where none of them means anything; none where one does."""
    found = [wanting(reading, metric, at) for metric in metrics]
    return tuple(dict.fromkeys(name for names in found for name in names)) if found and all(found) else ()


def _handed_in(reading: Reading) -> frozenset[str]:
    asked = select(arrival.c.dataset).where(arrival.c.row_count > 0).distinct()
    return reading.once("handed in", lambda: frozenset(name for (name,) in reading.rows(asked)))


def _later(reading: Reading, fact: Fact, at: AsOf) -> bool:
    """Whether the first case of all came after the day."""
    first = reading.once(("first case", fact), lambda: _first_case(reading, fact, at)) if fact.begins else None
    return first is not None and first > at.day


def _first_case(reading: Reading, fact: Fact, at: AsOf) -> date | None:
    """The day of the first one; one without a day has been there since ever."""
    tables = (each for each in visitors.iterate(fact.source(at)) if isinstance(each, Table))
    column: Column[date] = next(table.c[str(fact.axis)] for table in tables if fact.axis in table.c)
    found: date | None = reading.rows(select(func.min(func.coalesce(column, date.min))))[0][0]
    return found
