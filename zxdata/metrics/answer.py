"""Metrics + Filters + Scope → Result: one SELECT a fact, put together by group."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, FromClause, and_, case, func, literal

from zxdata.errors import WrongUse
from zxdata.filters import Filters
from zxdata.metrics.groups import Group, assemble
from zxdata.metrics.model import AsOf, Count, Distinct, Leaf, Mean, Metric, Quantile, Ratio, Total
from zxdata.metrics.question import as_of, check, question
from zxdata.metrics.survival import Curve, curve
from zxdata.rules.book import Rules
from zxdata.store import Reading

Plain = Count | Total | Distinct | Mean


@dataclass(frozen=True, eq=False)
class Result:
    """An answer. frame: the dimensions of ``by`` (regions also as ``district_code``), then each metric's key;
    a rate also as ``<key>.numerator`` and ``<key>.denominator``. Rates are fractions, undefined is None.
    """

    metrics: tuple[Metric, ...]
    by: tuple[str, ...]
    filters: Filters
    version: str
    frame: pd.DataFrame

    def value(self, key: str) -> float | None:
        """The number of an answer without breakdown."""
        found = self.frame[key].iloc[0]
        return None if found is None or pd.isna(found) else found


def answer(reading: Reading, metrics: Iterable[Metric], by: Iterable[str], filters: Filters, rules: Rules) -> Result:
    """The metrics broken down by ``by``; without it one row.

    Raises WrongUse where a metric has no such dimension, Unknown where a region or dimension does not exist.
    """
    chosen, by = tuple(metrics), tuple(by)
    check(chosen, by, filters)
    at = as_of(reading, filters, rules)
    answers: dict[int, dict[Group, Any]] = {}
    for (_, across), leaves in _by_fact(chosen, by).items():
        answers |= _leaves(reading, leaves, tuple(d for d in by if d not in across), at)
    rows = assemble(reading, chosen, by, answers, at)
    return Result(chosen, by, filters, reading.version.name, rows)


def survival(reading: Reading, metric: Metric, by: Iterable[str], filters: Filters, rules: Rules) -> dict[Group, Curve]:
    """The Kaplan–Meier curve behind a quantile metric, for each group of ``by``."""
    if not isinstance(metric.measure, Quantile):
        raise WrongUse(f"{metric.name}（{metric.key}）不是用时指标，没有曲线。")
    by = tuple(by)
    check((metric,), by, filters)
    return _curves(reading, metric.measure, by, as_of(reading, filters, rules))


def _by_fact(metrics: tuple[Metric, ...], by: tuple[str, ...]) -> dict[tuple[int, frozenset[str]], list[Leaf]]:
    """Leaves that one SELECT can answer together: same fact, same dimensions ignored."""
    together: dict[tuple[int, frozenset[str]], list[Leaf]] = defaultdict(list)
    for metric in metrics:
        measure = metric.measure
        if isinstance(measure, Ratio):
            together[id(measure.top.fact), frozenset()].append(measure.top)
            together[id(measure.bottom.fact), measure.across & set(by)].append(measure.bottom)
        else:
            together[id(measure.fact), frozenset()].append(measure)
    return together


def _leaves(reading: Reading, leaves: list[Leaf], by: tuple[str, ...], at: AsOf) -> dict[int, dict[Group, Any]]:
    answers: dict[int, dict[Group, Any]] = {}
    plain: list[Plain] = [leaf for leaf in dict.fromkeys(leaves) if not isinstance(leaf, Quantile)]
    if plain:
        fact = plain[0].fact
        asked, t = question(reading, fact, by, at)
        columns = [_aggregate(leaf, t, at).label(f"m{n}") for n, leaf in enumerate(plain)]
        rows = reading.rows(asked.add_columns(*columns))
        for n, asked_for in enumerate(plain):
            answers[id(asked_for)] = {row[: len(by)]: row[len(by) + n] for row in rows}
    for leaf in leaves:
        if isinstance(leaf, Quantile) and id(leaf) not in answers:
            curves = _curves(reading, leaf, by, at)
            answers[id(leaf)] = {group: found.quantile(leaf.q) for group, found in curves.items()}
    return answers


def _aggregate(leaf: Plain, t: FromClause, at: AsOf) -> ColumnElement[Any]:
    where = leaf.where(t, at)
    if isinstance(leaf, Count):
        return func.count().filter(where)
    if isinstance(leaf, Distinct):
        return func.count(leaf.value(t, at).distinct()).filter(where)
    if isinstance(leaf, Total):
        total = func.sum(leaf.value(t, at)).filter(where)
        return case((func.count().filter(where) == 0, 0), else_=total)
    return func.avg(leaf.value(t, at)).filter(where)


def _curves(reading: Reading, leaf: Quantile, by: tuple[str, ...], at: AsOf) -> dict[Group, Curve]:
    asked, t = question(reading, leaf.fact, by, at)
    since, until = leaf.since(t, at), leaf.until(t, at)
    ended = and_(until.is_not(None), until <= at.day)
    # What ended before it began is a slip of the pen; it took no time, not less than none.
    days = func.greatest(case((ended, until), else_=literal(at.day)) - since, 0).label("days")
    done = case((ended, 1), else_=0)
    asked = asked.add_columns(days, func.sum(done), func.sum(1 - done)).where(leaf.where(t, at)).group_by(days)
    histogram: dict[Group, list[tuple[float, float, float]]] = defaultdict(list)
    width = len(by)
    for row in reading.rows(asked):
        histogram[row[:width]].append(row[width:])  # type: ignore[arg-type]
    return {group: curve(*np.array(bins, dtype=float).T) for group, bins in histogram.items()}
