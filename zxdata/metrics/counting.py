"""What is counted of rows as codes: counts, sums, different values, and how long things take."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from zxdata.metrics.as_of_fact import AsOfFact, days, ended
from zxdata.metrics.coded import Rows, rows_in_question
from zxdata.metrics.expressions import AsOf, Dates, always
from zxdata.metrics.groups import Group
from zxdata.metrics.model import Count, Distinct, Leaf, Quantile, Total
from zxdata.metrics.survival import Curve, curve
from zxdata.store import Codes, Mask, Numbers, Reading

_DENSE = 1 << 22  # so many possible groups are counted in an array, more by sorting


def countable(held: AsOfFact, leaf: Leaf) -> bool:
    """Whether the codes answer it: what is averaged and what is summed in fractions is the database's."""
    if not held.knows(leaf) or not isinstance(leaf, (Count, Total, Distinct, Quantile)):
        return False
    return not isinstance(leaf, Total) or held.rows[held.names[leaf.value]].words.whole


def counted(
    reading: Reading, held: AsOfFact, leaves: list[Leaf], by: tuple[str, ...], at: AsOf, on: Dates | None
) -> dict[int, dict[Group, Any]]:
    """The numbers of ``countable`` leaves by group, under the id of each. ``on``: the dates by any of which one of them
    counts a row."""
    found: dict[int, dict[Group, Any]] = {}
    plain = [leaf for leaf in leaves if not isinstance(leaf, Quantile)]
    if plain:
        rows = rows_in_question(reading, held, by, at, on)
        groups = grouped(rows)
        names = groups.names(groups.present)
        for counts in plain:
            found[id(counts)] = dict(zip(names, _numbers(counts, rows, groups), strict=True))
    for leaf in leaves:
        if isinstance(leaf, Quantile):
            curves = coded_curves(reading, held, leaf, by, at)
            found[id(leaf)] = {group: each.quantile(leaf.q) for group, each in curves.items()}
    return found


def coded_curves(reading: Reading, held: AsOfFact, leaf: Quantile, by: tuple[str, ...], at: AsOf) -> dict[Group, Curve]:
    """The Kaplan–Meier curve of each group."""
    rows = rows_in_question(reading, held, by, at, leaf.on)
    groups, mask = grouped(rows), _where(leaf, rows)
    took, over = rows[held.names[days(leaf.since, leaf.until)]], rows[held.names[ended(leaf.until)]]
    done, lasted = over.where(lambda word: word is True), np.array(took.values, float)
    cells = groups.of_row * (2 * len(lasted)) + np.multiply(took.codes, 2, dtype=np.int64) + done
    if mask is not None:
        cells = cells[mask]
    bins = np.bincount(cells, minlength=groups.count * 2 * len(lasted)).reshape(groups.count, len(lasted), 2)
    there = np.flatnonzero(bins.any(axis=(1, 2)))
    found = {}
    for n, group in zip(there, groups.names(there), strict=True):
        on = np.flatnonzero(bins[n].any(axis=1))
        left, went = bins[n][on].astype(float).T
        found[group] = curve(lasted[on], went, left)
    return found


@dataclass(frozen=True)
class Latest:
    """How many rows are listed; since: the day of the fact's axis from which on the first of them lie, None where that
    cannot be told."""

    count: int
    since: date | None


def latest_rows(reading: Reading, held: AsOfFact, leaf: Count, at: AsOf, first: int) -> Latest:
    """Of the rows that ``leaf`` counts in the question, latest first: where the ``first`` of them lie."""
    rows = rows_in_question(reading, held, (), at, leaf.on)
    mask, axis = _where(leaf, rows, listed=True), held.fact.axis
    count = rows.height if mask is None else int(np.count_nonzero(mask))
    if not axis or not 0 < first <= count:
        return Latest(count, None)
    column = rows[axis]
    codes = column.codes if mask is None else column.codes[mask]
    seen = 0
    for day, n in sorted(_days(column.values, np.bincount(codes)), reverse=True):
        seen += n
        if seen >= first:
            return Latest(count, day)
    return Latest(count, None)


def _days(values: list[Any], counts: Numbers) -> list[tuple[date, int]]:
    return [(day, int(n)) for day, n in zip(values, counts, strict=False) if day is not None]


@dataclass(frozen=True, eq=False)
class Groups:
    """Of each row the number of its group; count: how many numbers there are; present: those that rows have."""

    cuts: tuple[Codes, ...]
    of_row: Numbers
    count: int
    present: Numbers
    combined: Numbers | None = None

    def names(self, numbers: Numbers) -> list[Group]:
        """The values of these groups, dimension by dimension."""
        rest = numbers if self.combined is None else self.combined[numbers]
        columns: list[list[Any]] = []
        for cut in reversed(self.cuts):
            columns.append([cut.values[n] for n in rest % len(cut.values)])
            rest = rest // len(cut.values)
        return list(zip(*reversed(columns), strict=True)) if columns else [()] * len(numbers)


def grouped(rows: Rows) -> Groups:
    """The rows in question by the dimensions asked for."""
    if not rows.cuts:  # one group, though no row be in it
        return Groups((), np.zeros(rows.height, np.int64), 1, np.array([0]))
    numbers, count = rows.cuts[0].codes.astype(np.int64), len(rows.cuts[0].values)
    for cut in rows.cuts[1:]:
        numbers, count = numbers * len(cut.values) + cut.codes, count * len(cut.values)
    if count <= _DENSE:
        return Groups(rows.cuts, numbers, count, np.flatnonzero(np.bincount(numbers, minlength=count)))
    combined, of_row = np.unique(numbers, return_inverse=True)
    return Groups(rows.cuts, of_row, len(combined), np.arange(len(combined)), combined)


def _numbers(leaf: Leaf, rows: Rows, groups: Groups) -> list[Any]:
    """The leaf's number of each group that is present."""
    mask, of_row = _where(leaf, rows), groups.of_row
    if isinstance(leaf, Count) and not rows.cuts:
        return [rows.height if mask is None else int(np.count_nonzero(mask))]
    if mask is not None:
        of_row = of_row[mask]
    if isinstance(leaf, Count):
        return list(_bins(of_row, groups)[groups.present].tolist())
    assert isinstance(leaf, (Total, Distinct))
    column = rows[rows.held.names[leaf.value]]
    codes = column.codes if mask is None else column.codes[mask]
    known = column.words.known[codes]
    if isinstance(leaf, Distinct):
        pairs = np.unique(of_row[known] * len(column.values) + codes[known])
        return list(_bins(pairs // len(column.values), groups)[groups.present].tolist())
    weights = np.array([0.0 if value is None else float(value) for value in column.values])[codes]
    sums = np.bincount(of_row, weights, groups.count)[groups.present].tolist()
    there, said = (_bins(some, groups)[groups.present] for some in (of_row, of_row[known]))
    return [None if n and not told else total for total, n, told in zip(sums, there, said, strict=True)]


def _bins(numbers: Numbers, groups: Groups) -> Numbers:
    return np.bincount(numbers, minlength=groups.count)


def _where(leaf: Leaf, rows: Rows, *, listed: bool = False) -> Mask | None:
    """The rows in question that the leaf counts; None where it counts all. ``listed``: its question was asked by its own
    dates."""
    met = None if leaf.where is always else rows[rows.held.names[leaf.where]].where(lambda word: word is True)
    if listed or isinstance(leaf, Quantile):
        return met
    decided = rows.decided(leaf.on or ())
    return met if decided is None else decided if met is None else met & decided
