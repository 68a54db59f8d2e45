"""What a question restricts, over rows as codes: filters, period and, by ``coded_places``, region and scope; and the cuts
by dimensions.

The twin of ``question`` for a fact that is held in memory; a test holds the two together for every metric.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial, reduce
from operator import itemgetter
from typing import Any

import numpy as np

from zxdata.dimensions import REGIONAL, TIME_DIMENSIONS
from zxdata.filters import UNFILLED, Filters
from zxdata.metrics.as_of_fact import AsOfFact
from zxdata.metrics.coded_places import Inside, in_place, places_of, sets_of
from zxdata.metrics.expressions import AsOf, Dates
from zxdata.store import Codes, Mask, Numbers, Reading, Words


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows in question. index: their numbers, None where all are; cuts: the dimensions asked for, of each of them.
    by_months: each is there for one of the months that decide it, so that no period is left to ask of it."""

    held: AsOfFact
    at: AsOf
    index: Numbers | None
    cuts: tuple[Codes, ...]
    by_months: bool

    @property
    def numbers(self) -> Numbers | None:
        """Which of all rows that are in memory they are; None where all are."""
        taken = self.held.taken
        return self.index if taken is None else taken if self.index is None else taken[self.index]

    @property
    def height(self) -> int:
        return self.held.rows.height if self.index is None else len(self.index)

    def __getitem__(self, name: str) -> Codes:
        return _of(self.held.rows[name], self.index)

    def decided(self, on: Dates) -> Mask | None:
        """Those of which one of the dates lies in the period; None where all count."""
        return None if self.by_months else _decided([self[self.held.names[each]] for each in on], self.at.filters)


def rows_in_question(reading: Reading, held: AsOfFact, by: tuple[str, ...], at: AsOf, on: Dates | None) -> Rows:
    """Those that are in place, fit the filters and lie in the period, with the dimensions of ``by``; a row that belongs to
    several regions or, read by period, to several months is there for each of them. ``on`` as in ``question``."""
    held, within = in_place(reading, held, at)
    fact, rows, places = held.fact, held.rows, places_of(reading, at.epoch)
    found = _fitting(held, at.filters)
    by_axis = at.filters.basis == "cohort" or on is None
    dates = [rows[fact.axis]] if by_axis and fact.axis else [] if by_axis else [rows[held.names[d]] for d in on or ()]
    months = [dimension for dimension in TIME_DIMENSIONS if dimension in by]
    decided: Codes | None = None
    index: Numbers | None
    if months and at.filters.basis == "period":
        index, decided = _by_months(dates, months[0], _all(found), at.filters)
    else:
        mask = _decided(dates, at.filters)
        every = _all(found if mask is None else [*found, mask])
        index = None if every is None else np.flatnonzero(every)
    begins = decided or (_of(dates[0], index) if months else None)
    cuts: dict[str, Codes] = {}
    regional = tuple(d for d in by if d in REGIONAL and d not in fact.dims)
    if regional and fact.bridge is not None:
        index, spread, cuts = _by_regions(reading, held, regional, within, index, at)
        begins = begins and begins.of(spread)
    for name in by:
        if name in fact.dims and not (decided and name in TIME_DIMENSIONS):
            cuts[name] = _of(rows[name], index)
        elif name in TIME_DIMENSIONS and begins is not None:
            whole_days = name == "day" and not decided
            cuts[name] = begins if whole_days else begins.named(partial(_begin, name))
        elif name not in cuts:
            cuts[name] = _of(rows["place"], index).named(partial(places.at, name))
    return Rows(held, at, index, tuple(cuts[name] for name in by), decided is not None)


def _of(column: Codes, index: Numbers | None) -> Codes:
    return column if index is None else column.of(index)


def _all(masks: list[Mask]) -> Mask | None:
    return reduce(np.logical_and, masks) if masks else None


def _by_regions(
    reading: Reading,
    held: AsOfFact,
    levels: tuple[str, ...],
    within: Inside | None,
    index: Numbers | None,
    at: AsOf,
) -> tuple[Numbers, Numbers, dict[str, Codes]]:
    """Each row once for every different region that its places belong to: the rows' numbers, where each stood before, and
    the regions."""
    places, sets = places_of(reading, at.epoch), sets_of(reading, held)
    column = _of(held.rows["places"], index)
    named: dict[tuple[int | None, ...], int] = {}
    regions: list[list[int]] = []
    for members in sets.of(within, column.words.numbers):
        at_levels = dict.fromkeys(tuple(places.at(level, place) for level in levels) for place in members.tolist())
        regions.append([named.setdefault(region, len(named)) for region in at_levels])
    counts = np.array([len(each) for each in regions], int)
    starts, flat = np.cumsum(counts) - counts, np.array([n for each in regions for n in each], int)
    times = counts[column.codes]
    spread = np.repeat(np.arange(len(times)), times)
    within = np.arange(len(spread)) - np.repeat(np.cumsum(times) - times, times)
    at_region = flat[starts[column.codes[spread]] + within] if len(spread) else flat[:0]
    cuts = {level: Codes(at_region, Words(list(named))).named(itemgetter(n)) for n, level in enumerate(levels)}
    return (spread if index is None else index[spread]), spread, cuts


def _fitting(held: AsOfFact, filters: Filters) -> list[Mask]:
    """For each filter by a dimension of the fact, the rows that fit it."""
    found = []
    for dimension, values in filters.where:
        if dimension in held.fact.dims and dimension not in (*REGIONAL, *TIME_DIMENSIONS):
            found.append(held.rows[dimension].where(partial(_among, values)))
    return found


def _among(values: tuple[str, ...], word: Any) -> bool:
    if word is None or word == "":
        return UNFILLED in values
    return (word if isinstance(word, str) else str(word).lower()) in values


def _decided(dates: list[Codes], filters: Filters) -> Mask | None:
    """Rows of which one of the dates lies in the period and in the months filtered by; None where neither is asked for."""
    asked = filters.since or filters.until or any(d in TIME_DIMENSIONS for d, _ in filters.where)
    if not asked or not dates:
        return None
    found: Mask = reduce(np.logical_or, (column.among(_in_period(column.words, filters)) for column in dates))
    return found


def _in_period(days: Words, filters: Filters) -> Mask:
    """Which of these days lie in the period and in the months filtered by."""
    until = filters.until or (filters.as_of if filters.basis == "period" else None)
    found = ~np.isnat(days.days)
    if filters.since:
        found &= days.days >= np.datetime64(filters.since)
    if until:
        found &= days.days <= np.datetime64(until)
    for name, values in filters.where:
        if name in TIME_DIMENSIONS:
            fits = (day is not None and _label(day, name) in values for day in days.values)
            found &= np.fromiter(fits, bool, len(days))
    return found


def _label(day: date, name: str) -> str:
    if name == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[name]]


def _by_months(dates: list[Codes], finest: str, chosen: Mask | None, filters: Filters) -> tuple[Numbers, Codes]:
    """Each of the chosen rows once for every different month (quarter, year, day) in which one of its dates lies: the
    rows' numbers, and of each the first day of the month."""
    begins = [
        [
            _begin(finest, day) if fits else None
            for day, fits in zip(words.values, _in_period(words, filters), strict=True)
        ]
        for words in (column.words for column in dates)
    ]
    named = {day: n for n, day in enumerate(sorted({day for each in begins for day in each if day is not None}))}
    months: list[Numbers] = []
    index: list[Numbers] = []
    for column, each in zip(dates, begins, strict=True):
        month = np.array([-1 if day is None else named[day] for day in each], int)[column.codes]
        new = reduce(np.logical_and, (month != before for before in months), month >= 0)
        index.append(np.flatnonzero(new if chosen is None else new & chosen))
        months.append(month)
    at_month = np.concatenate([month[rows] for month, rows in zip(months, index, strict=True)])
    return np.concatenate(index), Codes(at_month, Words(list(named)))


def _begin(name: str, day: date | None) -> date | None:
    """The first moment of the day, its month, quarter or year, as the database gives it."""
    if day is None or name == "day":
        return day and datetime(day.year, day.month, day.day)
    month = {"month": day.month, "quarter": day.month - (day.month - 1) % 3, "year": 1}[name]
    return datetime(day.year, month, 1)
