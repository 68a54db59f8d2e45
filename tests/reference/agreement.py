"""An answer and the reference say the same, group by group."""

import math
from collections.abc import Hashable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from tests.reference.numbers import Reference, Values
from tests.reference.rates import SCALE
from zxdata.filters import Filters
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.metrics.model import Ratio
from zxdata.rules.book import Rules
from zxdata.store import Reading

HERE = ZoneInfo("Asia/Shanghai")
REGIONAL = ("district", "township")
BEGUN = {
    "activities": "held_on",
    "bulletins": "submitted_on",
    "checklist_items": "since",
    "consultations": "held_on",
    "contacts": "held_on",
    "proposals": "submitted_on",
    "suggestions": "raised_on",
    "supervisions": "opened_on",
    "topics": "raised_on",
    "voices": "raised_at",
}
"""Dataset → the day on which a case of it begins."""


def cuts(key: str) -> tuple[str, ...]:
    """The dimensions by which the reference counts. Who took part in a row it does not know: ``metrics/test_taking_part``."""
    fact = metric(key).fact
    return tuple(d for d in metric(key).dims if d != "group" or d in fact.dims)


def answered(
    reading: Reading, keys: Sequence[str], by: tuple[str, ...], filters: Filters, rules: Rules
) -> dict[str, Values]:
    """The answers, asked for together as a page does, as the reference gives them."""
    rows = answer(reading, map(metric, keys), by, filters, rules).frame.to_dict("records")
    groups = [tuple((row[d], row[f"{d}_code"]) if d in REGIONAL else row[d] for d in by) for row in rows]
    assert len(set(groups)) == len(groups), f"{by}: a group twice"
    return {key: {group: _number(key, row) for group, row in zip(groups, rows, strict=True)} for key in keys}


def _number(key: str, row: dict[Hashable, Any]) -> Any:
    if not isinstance(metric(key).measure, Ratio):
        return row[key]
    pair = row[f"{key}.numerator"], row[f"{key}.denominator"]
    assert _same(row[key], pair[0] / pair[1] * SCALE.get(key, 1) if pair[1] else None), f"{key}: {row[key]} of {pair}"
    return pair


def assert_agree(
    reading: Reading,
    reference: Reference,
    keys: Sequence[str],
    by: tuple[str, ...],
    filters: Filters,
    rules: Rules,
) -> None:
    """A group that only one of them has must be nothing in it; what was never handed in is missing in all of them."""
    scope = None if reading.scope.everything else reading.scope.regions
    apart = []
    for key, ours in answered(reading, keys, by, filters, rules).items():
        if not told(reference.tables, key, filters.as_of):
            apart += [
                f"{key} {group}: {a}, never handed in" for group, a in ours.items() if a not in (None, (None, None))
            ]
            continue
        theirs = reference.answer(
            key, by, region=filters.region, scope=scope, since=filters.since, until=filters.until, where=filters.where
        )
        for group in theirs.keys() | ours.keys():
            a, b = ours.get(group), theirs.get(group)
            both = group in theirs and group in ours
            if not (_same(a, b) if both else _nothing(b if a is None else a)):
                apart.append(f"{key} {group}: {a} ≠ {b}")
    assert not apart, f"by {by} {filters}: " + "; ".join(apart[:20])


def told(tables: Mapping[str, list[Any]], key: str, day: date) -> bool:
    """Whether a ledger of these rows says anything of what the metric counts by the end of the day."""
    begun = {leaf.fact.handed_in_by for leaf in metric(key).leaves if leaf.fact.begins}
    return all(
        any(datasets not in begun or _by(row, name, day) for name in datasets for row in tables.get(name, ()))
        for datasets in metric(key).rests_on
    )


def _by(row: Mapping[str, Any], dataset: str, day: date) -> bool:
    when = row.get(BEGUN[dataset])
    if isinstance(when, datetime):
        when = (when if when.tzinfo is None else when.astimezone(HERE)).date()
    return when is None or when <= day


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, tuple) or isinstance(b, tuple):
        return a is not None and b is not None and all(_same(x, y) for x, y in zip(a, b, strict=True))
    if a is None or b is None or pd.isna(a) or pd.isna(b):
        return (a is None or pd.isna(a)) and (b is None or pd.isna(b))
    return math.isclose(a, b, rel_tol=1e-12)


def _nothing(value: Any) -> bool:
    return value in (None, 0) or (isinstance(value, tuple) and value[0] == 0)
