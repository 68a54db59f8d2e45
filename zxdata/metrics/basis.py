"""How a question reads a period: a metric as it is asked by cohort or by period (``Filters.basis``).

A cohort is the cases whose date axis lies in it, however they stand at the cut-off. A period is what happened in it, by
the deciding date, and what stood at its end.
"""

from dataclasses import replace
from functools import cache
from typing import Any

from zxdata.metrics.expressions import Dates, column
from zxdata.metrics.model import Distinct, Metric, Ratio


@cache
def read_by(metric: Metric, basis: str) -> Metric:
    """The metric as a question of that basis asks it: by period each leaf counts by the deciding date."""
    if basis == "cohort" or not (metric.decided or metric.fact.axis):
        return metric
    dates = metric.decided.dates if metric.decided else (column(str(metric.fact.axis)),)
    measure = metric.measure
    if isinstance(measure, Ratio):
        counted = replace(measure, top=_by(measure.top, dates), bottom=_by(measure.bottom, dates))
        return replace(metric, measure=counted, pool=None)
    return replace(metric, measure=_by(measure, dates))


@cache
def _by(leaf: Any, dates: Dates) -> Any:
    """The leaf that counts by these dates; a fact without an axis is a state in either basis."""
    if not leaf.fact.axis or leaf.on is not None:
        return leaf
    if isinstance(leaf, Distinct):
        leaf = replace(leaf, listed=_by(leaf.listed, dates))
    return replace(leaf, on=dates)
