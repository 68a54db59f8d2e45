"""Which metrics a ledger can answer: how many rows there are of what each counts."""

from collections.abc import Mapping

from sqlalchemy import func

from zxdata.filters import Filters
from zxdata.metrics import METRICS
from zxdata.metrics.question import as_of, question
from zxdata.rules.book import Rules
from zxdata.store import Reading


def recorded(reading: Reading, filters: Filters, rules: Rules) -> Mapping[str, int]:
    """Metric key → the rows of its fact on the day, in the region and scope; of a rate those of what it is a share of.

    Where there are none the metric has nothing to count: its data has not been handed in.
    """
    at = as_of(reading, filters, rules)
    counted: dict[int, int] = {}
    for fact in {id(leaf.fact): leaf.fact for metric in METRICS.values() for leaf in metric.leaves}.values():
        asked, _ = question(reading, fact, (), at)
        counted[id(fact)] = int(reading.rows(asked.add_columns(func.count()))[0][0])
    return {key: counted[id(metric.leaves[-1].fact)] for key, metric in METRICS.items()}
