"""Metrics + Filters + Scope → Result: one SELECT a fact, put together by group."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, cast

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import ColumnElement, Double, FromClause, Numeric, and_, case, func, true
from sqlalchemy import cast as sql_cast

from zxdata.dimensions import TIME_DIMENSIONS
from zxdata.errors import WrongUse
from zxdata.filters import Filters
from zxdata.metrics.as_of_fact import AsOfFact, as_of_fact, days, ended
from zxdata.metrics.basis import read_by
from zxdata.metrics.counting import coded_curves, countable, counted
from zxdata.metrics.expressions import AsOf, Dates, always
from zxdata.metrics.fact import Fact
from zxdata.metrics.groups import Group, columns_of, rows_of
from zxdata.metrics.handed_in import wanting
from zxdata.metrics.model import Count, Distinct, Leaf, Mean, Median, Metric, Quantile, Ratio, Total
from zxdata.metrics.question import DECIDED_ON, as_of, asks_groups, check, decided_in, question
from zxdata.metrics.survival import Curve, curve
from zxdata.metrics.tallied import tallied
from zxdata.regions import is_own_level
from zxdata.rules.book import Rules
from zxdata.store import Reading

Plain = Count | Total | Distinct | Mean | Median


@dataclass(frozen=True, eq=False)
class Result:
    """An answer. frame: the dimensions of ``by`` (regions also as ``district_code``), then each metric's key;
    a rate also as ``<key>.numerator`` and ``<key>.denominator``, and as ``<key>.undecided`` the share of a cohort that
    is not decided yet, where some are not at first. Rates are fractions, undefined is None.

    ``wanting``: metric's key → the datasets without which all its numbers are missing.
    """

    metrics: tuple[Metric, ...]
    by: tuple[str, ...]
    filters: Filters
    version: str
    frame: pd.DataFrame
    wanting: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def value(self, key: str) -> float | None:
        """The number of an answer without breakdown."""
        found = self.frame[key].iloc[0]
        return None if found is None or pd.isna(found) else found

    def beside(self, other: "Result") -> "Result":
        """Two answers without breakdown as one."""
        frame = pd.concat([self.frame, other.frame], axis=1)
        lacking = {**self.wanting, **other.wanting}
        return replace(self, metrics=(*self.metrics, *other.metrics), frame=frame, wanting=lacking)

    @property
    def of_whole_regions(self) -> "Result":
        """The breakdown by a level of regions without 本级 and 未填, numbered anew."""
        names, codes = self.frame[self.by[0]], self.frame[f"{self.by[0]}_code"]
        whole = names.map(lambda name: not is_own_level(name)).astype(bool) & codes.notna()
        return replace(self, frame=self.frame[whole].reset_index(drop=True))


def answer(reading: Reading, metrics: Iterable[Metric], by: Iterable[str], filters: Filters, rules: Rules) -> Result:
    """The metrics broken down by ``by``; without it one row.

    Raises WrongUse where a metric has no such dimension, Unknown where a region or dimension does not exist.
    """
    chosen, by = tuple(read_by(metric, filters.basis) for metric in metrics), tuple(by)
    check(chosen, by, filters, reading.scope)
    at = as_of(reading, filters, rules)
    answers: dict[int, dict[Group, Any]] = {}
    for (_, across, _), leaves in _together(chosen, by).items():
        answers |= _leaves(reading, leaves, tuple(d for d in by if d not in across), at)
    rows = rows_of(reading, chosen, by, answers, at)
    lacking = {each.key: names for each in chosen if (names := wanting(reading, each, at))}
    missing = dict.fromkeys(columns_of(tuple(each for each in chosen if each.key in lacking), ()))
    frame = _frame([row | missing for row in rows], columns_of(chosen, by))
    return Result(chosen, by, filters, reading.version.name, frame, lacking)


def _frame(rows: list[dict[str, Any]], names: list[str]) -> pd.DataFrame:
    """As one block of objects: pandas looks at each column by itself otherwise, and most answers have few rows."""
    cells = np.empty((len(rows), len(names)), object)
    for n, row in enumerate(rows):
        cells[n] = [row[name] for name in names]
    return pd.DataFrame(cells, columns=_header(tuple(names)), dtype=object)


@lru_cache(256)
def _header(names: tuple[str, ...]) -> pd.Index:
    """Made once: as one of text, pandas would make and hash it anew for each answer, which takes longer than the cells."""
    return pd.Index(names, dtype=object)


def survival(reading: Reading, metric: Metric, by: Iterable[str], filters: Filters, rules: Rules) -> dict[Group, Curve]:
    """The Kaplan–Meier curve behind a quantile metric, for each group of ``by``."""
    if not isinstance(metric.measure, Quantile):
        raise WrongUse(f"{metric.name}（{metric.key}）不是用时指标，没有曲线。")
    by, metric = tuple(by), read_by(metric, filters.basis)
    check((metric,), by, filters, reading.scope)
    at = as_of(reading, filters, rules)
    (leaf,) = metric.leaves
    held = _held(reading, leaf.fact, by, at)
    if held and countable(held, leaf):
        return coded_curves(reading, held, cast(Quantile, leaf), by, at)
    return _curves(reading, cast(Quantile, leaf), by, at)


def _together(
    metrics: tuple[Metric, ...], by: tuple[str, ...]
) -> dict[tuple[int, frozenset[str], Dates | None], list[Leaf]]:
    """Leaves that one SELECT can answer together: same fact, same dimensions ignored, and where months are asked for
    the same date to take them from.
    """
    together: dict[tuple[int, frozenset[str], Dates | None], list[Leaf]] = defaultdict(list)
    for metric in metrics:
        for leaf in metric.counted:
            below = isinstance(metric.measure, Ratio) and leaf is metric.measure.bottom
            across = metric.measure.across & set(by) if below and isinstance(metric.measure, Ratio) else frozenset()
            months = set(by) & set(TIME_DIMENSIONS) - across
            together[id(leaf.fact), across, leaf.on if months else None].append(leaf)
    return together


def _leaves(reading: Reading, leaves: list[Leaf], by: tuple[str, ...], at: AsOf) -> dict[int, dict[Group, Any]]:
    leaves = list(dict.fromkeys(leaves))
    held = _held(reading, leaves[0].fact, by, at)
    in_memory = [leaf for leaf in leaves if held and countable(held, leaf)]
    answers = counted(reading, held, in_memory, by, at, _deciding(in_memory)) if held and in_memory else {}
    asked = [leaf for leaf in leaves if id(leaf) not in answers]
    if all(isinstance(leaf, (Count, Quantile)) for leaf in asked):  # else one statement on the rows tells all of them
        answers |= tallied(reading, asked, by, at)
        asked = [leaf for leaf in asked if id(leaf) not in answers]
    return answers | _asked(reading, asked, by, at) if asked else answers


def _held(reading: Reading, fact: Fact, by: tuple[str, ...], at: AsOf) -> AsOfFact | None:
    """The fact as it stands on the day where that is at hand, and says by what it is to be broken down."""
    return None if asks_groups(fact, by) else as_of_fact(reading, fact, at)


def _asked(reading: Reading, leaves: list[Leaf], by: tuple[str, ...], at: AsOf) -> dict[int, dict[Group, Any]]:
    """The leaves by SQL on their fact."""
    answers: dict[int, dict[Group, Any]] = {}
    plain = [leaf for leaf in leaves if not isinstance(leaf, Quantile)]
    if plain:
        asked, t = question(reading, plain[0].fact, by, at, _deciding(leaves))
        columns = [_aggregate(each, t, at).label(f"m{n}") for n, each in enumerate(plain)]
        rows = reading.rows(asked.add_columns(*columns))
        for n, each in enumerate(plain):
            answers[id(each)] = {row[: len(by)]: row[len(by) + n] for row in rows}
    for leaf in leaves:
        if isinstance(leaf, Quantile):
            curves = _curves(reading, leaf, by, at)
            answers[id(leaf)] = {group: found.quantile(leaf.q) for group, found in curves.items()}
    return answers


def _deciding(leaves: list[Leaf]) -> Dates:
    """The dates by any of which one of the leaves counts a row; none where one of them counts what stands at the end."""
    dates = [leaf.on or () for leaf in leaves]
    return tuple(dict.fromkeys(each for on in dates for each in on)) if all(dates) else ()


def _aggregate(leaf: Plain, t: FromClause, at: AsOf) -> ColumnElement[Any]:
    counted = counts(leaf, t, at)
    if isinstance(leaf, Count):
        return func.coalesce(func.count_if(and_(*counted)), 0) if counted else func.count()
    where = and_(true(), *counted)
    if isinstance(leaf, Distinct):
        return func.count(leaf.value(t, at).distinct()).filter(where)
    if isinstance(leaf, Total):
        total = func.sum(leaf.value(t, at)).filter(where)
        return case((func.count().filter(where) == 0, 0), else_=total)
    if isinstance(leaf, Median):
        return func.median(sql_cast(leaf.value(t, at), Double)).filter(where)
    # As decimals: a mean of floats differs in its last digits with the order in which they are read.
    return func.avg(sql_cast(leaf.value(t, at), Numeric(28, 12))).filter(where)


def counts(leaf: Leaf, t: FromClause, at: AsOf) -> list[ColumnElement[bool]]:
    """What a row in question must meet to be counted: the leaf's condition and, by period, one of its deciding dates."""
    found = [] if leaf.where is always else [leaf.where(t, at)]
    return [*found, *decided_in(leaf.on or (), t, at)] if DECIDED_ON not in t.c else found


def _curves(reading: Reading, leaf: Quantile, by: tuple[str, ...], at: AsOf) -> dict[Group, Curve]:
    asked, t = question(reading, leaf.fact, by, at, leaf.on)
    took, over = days(leaf.since, leaf.until)(t, at).label("days"), func.count().filter(ended(leaf.until)(t, at))
    asked = asked.add_columns(took, over, func.count() - over).where(leaf.where(t, at)).group_by(took)
    found = reading.columns(asked)
    bins = np.array([column.to_numpy() for column in found.columns[len(by) :]], dtype=float)
    return {group: curve(*bins[:, rows]) for group, rows in _rows_by_group(found.columns[: len(by)], len(bins[0]))}


def _rows_by_group(dims: list[pa.ChunkedArray], height: int) -> Iterator[tuple[Group, Any]]:
    """Each group with the numbers of its rows."""
    numbers = np.zeros(height, dtype=int)
    groups: list[Group] = [()]
    for column in dims:
        plain = column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
        words = pc.unique(plain)
        numbers = numbers * len(words) + pc.index_in(plain, words).to_numpy()
        groups = [(*group, word) for group in groups for word in words.to_pylist()]
    order = np.argsort(numbers, kind="stable")
    present, starts = np.unique(numbers[order], return_index=True)
    yield from zip((groups[n] for n in present), np.split(order, starts)[1:], strict=True)
