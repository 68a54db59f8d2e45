"""From groups of numbers to the rows of an answer: which rows there are, in what order, under which labels."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from zxdata.dimensions import REGIONAL, TIME_DIMENSIONS
from zxdata.filters import UNFILLED
from zxdata.metrics.expressions import AsOf
from zxdata.metrics.model import Leaf, Mean, Median, Metric, Quantile, Ratio
from zxdata.metrics.places import region_in_force
from zxdata.periods import period_label
from zxdata.regions import LADDER, own_level
from zxdata.rules.colours import ORDER
from zxdata.store import Reading

Group = tuple[Any, ...]


def rows_of(
    reading: Reading,
    metrics: tuple[Metric, ...],
    by: tuple[str, ...],
    answers: Mapping[int, dict[Group, Any]],
    at: AsOf,
) -> list[dict[str, Any]]:
    """A row a group, in order: its labels, then the number of each metric, under ``columns_of`` them."""
    groups = {g for leaf in _own_leaves(metrics) for g in answers[id(leaf)]} if by else {()}
    if len(by) == 1 and by[0] in REGIONAL:
        groups |= {(n,) for n in _regions_asked(reading, by[0], at)}
    rows = []
    for group in sorted(groups, key=lambda g: tuple(position(d, v) for d, v in zip(by, g, strict=True))):
        row = labels(reading, by, group, at)
        for metric in metrics:
            row |= _values(metric, by, group, answers)
        rows.append(row)
    return rows


def _own_leaves(metrics: tuple[Metric, ...]) -> list[Leaf]:
    """The leaves whose groups make rows: all but denominators that ignore a dimension."""
    found: list[Leaf] = []
    for metric in metrics:
        if isinstance(metric.measure, Ratio):
            found += [metric.measure.top] if metric.measure.across else [metric.measure.top, metric.measure.bottom]
        else:
            found.append(metric.measure)
    return found


def _regions_asked(reading: Reading, dimension: str, at: AsOf) -> list[int]:
    """Regions of the dimension's level valid on the day, below the region asked for and in the scope."""
    regions = reading.version.regions
    level = LADDER[2] if dimension == "district" else LADDER[3]
    found = regions.valid_on(at.day, level, below=at.filters.region)
    for narrowed in (at.filters.values(d) for d in REGIONAL):
        codes = {region_in_force(reading, name, at.day) for name in narrowed if name != UNFILLED}
        if narrowed:
            found = tuple(r for r in found if codes & {s.code for s in regions.path(r.code, at.day)})
    if not reading.scope.everything:
        allowed = {regions.in_force(c, at.day) for c in reading.scope.regions}
        found = tuple(r for r in found if allowed & {s.code for s in regions.path(r.code, at.day)})
    return [regions.position[r.code] for r in found]


def position(dimension: str, value: Any) -> tuple[Any, ...]:
    """Official order for regions, 本级 after them; urgency for colours; else by value; missing last."""
    if value is None or value == "":
        return (2, 0, "")
    if dimension in REGIONAL:
        return (0, value, "") if value > 0 else (1, -value, "")
    if dimension == "colour":
        return (0, ORDER.index(value), "")
    return (0, 0, str(value))


def labels(reading: Reading, by: tuple[str, ...], group: Group, at: AsOf) -> dict[str, Any]:
    row: dict[str, Any] = {}
    regions = reading.version.regions
    for dimension, value in zip(by, group, strict=True):
        if value is None or value == "":
            row[dimension] = UNFILLED
            if dimension in REGIONAL:
                row[f"{dimension}_code"] = None
        elif dimension in REGIONAL:
            region = regions.all[abs(value) - 1]
            row[dimension] = region.name if value > 0 else own_level(region.name)
            row[f"{dimension}_code"] = region.code
        else:
            row[dimension] = _label(dimension, value)
    return row


def _label(dimension: str, value: Any) -> Any:
    if dimension not in TIME_DIMENSIONS:
        return value
    day = value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
    return period_label(day, dimension)


def _values(
    metric: Metric, by: tuple[str, ...], group: Group, answers: Mapping[int, dict[Group, Any]]
) -> dict[str, Any]:
    measure = metric.measure
    if not isinstance(measure, Ratio):
        return {metric.key: _number(measure, answers[id(measure)], group)}
    narrowed = tuple(v for d, v in zip(by, group, strict=True) if d not in measure.across)
    top = _number(measure.top, answers[id(measure.top)], group)
    bottom = _number(measure.bottom, answers[id(measure.bottom)], narrowed)
    rate = top / bottom * measure.scale if top is not None and bottom else None
    found = {metric.key: rate, f"{metric.key}.numerator": top, f"{metric.key}.denominator": bottom}
    if metric.pool is None:
        return found
    pool = _number(metric.pool, answers[id(metric.pool)], group)
    return found | {f"{metric.key}.undecided": 1 - (bottom or 0) / pool if pool else None}


def _number(leaf: Leaf, found: Mapping[Group, Any], group: Group) -> float | None:
    """A group without rows is 0 where rows are counted or summed, and nothing where they are averaged."""
    averaged = isinstance(leaf, (Mean, Median, Quantile))
    number = found.get(group, None if averaged else 0)
    return None if number is None else float(number) if averaged or number % 1 else int(number)


def columns_of(metrics: tuple[Metric, ...], by: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for dimension in by:
        found += [dimension, f"{dimension}_code"] if dimension in REGIONAL else [dimension]
    for metric in metrics:
        found.append(metric.key)
        if isinstance(metric.measure, Ratio):
            found += [f"{metric.key}.numerator", f"{metric.key}.denominator"]
        if metric.pool is not None:
            found.append(f"{metric.key}.undecided")
    return found
