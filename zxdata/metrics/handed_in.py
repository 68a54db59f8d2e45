"""Whether the ledger has a row of what a metric counts: what was never handed in is missing, not 0."""

from collections.abc import Iterable

from sqlalchemy import select

from zxdata.metrics.model import Metric
from zxdata.snapshot.facts import arrival
from zxdata.store import Reading


def wanting(reading: Reading, metric: Metric) -> tuple[str, ...]:
    """The datasets that have to be handed in before the metric means anything, by name; none where it does.

    Asked of the whole ledger: a district without a station in a ledger that has some has none, and that is a number.
    """
    there = _handed_in(reading)
    lacking = (datasets for datasets in metric.rests_on if there.isdisjoint(datasets))
    return tuple(dict.fromkeys(name for datasets in lacking for name in datasets))


def all_wanting(reading: Reading, metrics: Iterable[Metric]) -> tuple[str, ...]:
    """The same of several metrics where none of them means anything; none where one does."""
    found = [wanting(reading, metric) for metric in metrics]
    return tuple(dict.fromkeys(name for names in found for name in names)) if found and all(found) else ()


def _handed_in(reading: Reading) -> frozenset[str]:
    asked = select(arrival.c.dataset).where(arrival.c.row_count > 0).distinct()
    return reading.once("handed in", lambda: frozenset(name for (name,) in reading.rows(asked)))
