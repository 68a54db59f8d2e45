"""The rows behind a number."""

import pandas as pd
from sqlalchemy import case, literal, select

from zxdata.filters import Filters
from zxdata.metrics.model import Count, Distinct, Fact, Leaf, Metric, Ratio
from zxdata.metrics.question import as_of, check, conditions, region_name
from zxdata.rules.book import Rules
from zxdata.store import Reading


def listing(
    reading: Reading, metric: Metric, filters: Filters, rules: Rules, limit: int | None = None
) -> tuple[Fact, pd.DataFrame]:
    """The rows behind a metric's number: as many as a count says; for a rate those of its denominator,
    ``in_numerator`` telling which count above it.
    """
    check((metric,), (), filters)
    at = as_of(reading, filters, rules)
    measure = metric.measure
    bottom = _listed(measure.bottom if isinstance(measure, Ratio) else measure)
    fact, t = bottom.fact, bottom.fact.source(at)
    columns = [detail.expression(t, at).label(detail.name) for detail in fact.details]
    if isinstance(measure, Ratio):
        top = _listed(measure.top)
        columns.append(case((top.where(t, at), literal(True)), else_=literal(False)).label("in_numerator"))
    if "place" in t.c:
        columns.append(t.c.place.label("place"))
    question = select(*columns).select_from(t).where(*conditions(reading, fact, t, at), bottom.where(t, at))
    question = question.order_by(t.c[fact.axis].desc(), columns[0]) if fact.axis else question.order_by(columns[0])
    frame = reading.frame(question.limit(limit) if limit is not None else question)
    if "place" in frame:
        frame["region"] = [region_name(reading, p, at) for p in frame.pop("place")]
    return fact, frame


def _listed(leaf: Leaf) -> Count:
    if isinstance(leaf, Count):
        return leaf
    if isinstance(leaf, Distinct):
        return leaf.listed
    return Count(leaf.fact, leaf.where)
