"""An answer and the reference say the same, group by group."""

import math
from typing import Any

import pandas as pd

from tests.reference.numbers import SCALE, Reference, Values
from zxdata.filters import Filters
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.metrics.model import Ratio
from zxdata.rules.book import Rules
from zxdata.store import Reading

REGIONAL = ("district", "township")


def answered(reading: Reading, key: str, by: tuple[str, ...], filters: Filters, rules: Rules) -> Values:
    """The answer as the reference gives it."""
    frame = answer(reading, (metric(key),), by, filters, rules).frame
    found: Values = {}
    for row in frame.to_dict("records"):
        group = tuple((row[d], row[f"{d}_code"]) if d in REGIONAL else row[d] for d in by)
        assert group not in found, f"{key} {by}: {group} twice"
        if isinstance(metric(key).measure, Ratio):
            pair = row[f"{key}.numerator"], row[f"{key}.denominator"]
            assert _same(row[key], pair[0] / pair[1] * SCALE.get(key, 1) if pair[1] else None)
            found[group] = pair
        else:
            found[group] = row[key]
    return found


def assert_agree(
    reading: Reading, reference: Reference, key: str, by: tuple[str, ...], filters: Filters, rules: Rules
) -> None:
    """A group that only one of them has must be nothing in it."""
    scope = None if reading.scope.everything else reading.scope.regions
    theirs = reference.answer(
        key, by, region=filters.region, scope=scope, since=filters.since, until=filters.until, where=filters.where
    )
    ours = answered(reading, key, by, filters, rules)
    for group in theirs.keys() | ours.keys():
        a, b = ours.get(group), theirs.get(group)
        both = group in theirs and group in ours
        assert _same(a, b) if both else _nothing(b if a is None else a), f"{key} {by} {filters} {group}: {a} ≠ {b}"


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, tuple) or isinstance(b, tuple):
        return a is not None and b is not None and all(_same(x, y) for x, y in zip(a, b, strict=True))
    if a is None or b is None or pd.isna(a) or pd.isna(b):
        return (a is None or pd.isna(a)) and (b is None or pd.isna(b))
    return math.isclose(a, b, rel_tol=1e-12)


def _nothing(value: Any) -> bool:
    return value in (None, 0) or (isinstance(value, tuple) and value[0] == 0)
