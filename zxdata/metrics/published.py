"""What a reader learns of districts beyond the scope: the numbers that the rules publish, the small ones withheld.

The one place that asks beyond a scope.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from zxdata.filters import Filters, Scope
from zxdata.metrics.answer import answer
from zxdata.metrics.listing import counted_rows
from zxdata.metrics.model import Mean, Metric, Quantile, Ratio
from zxdata.records import Records
from zxdata.regions import LADDER
from zxdata.rules.book import Rules
from zxdata.store import Reading

COLUMNS = ("code", "value", "numerator", "denominator", "base")


class DistrictNumber(NamedTuple):
    """The number of one district; where it is ``withheld``, the others are None."""

    code: str
    value: float | None
    numerator: float | None
    denominator: float | None
    withheld: bool


@dataclass(frozen=True, eq=False)
class Published:
    """districts: those that do not lie wholly in the scope, in official order; whole: the number of all districts
    together, None where it would give a withheld one away.
    """

    districts: Records[DistrictNumber]
    whole: float | None


def published(reading: Reading, metric: Metric, filters: Filters, rules: Rules) -> Published:
    """A published metric by district, whatever the scope. Whoever asks has looked whether ``rules.published`` tells it."""
    beyond = replace(reading, scope=Scope.whole())
    asked = replace(filters, region=None)
    every, whole = beyond.once(
        ("published", metric.key, asked, rules.fingerprint), lambda: _of_all(beyond, metric, asked, rules)
    )
    others = every[~every["code"].isin(within(reading, filters))]
    hidden, safe = withheld(others["base"].tolist(), rules.published.least)
    districts = tuple(
        DistrictNumber(code, None, None, None, True)
        if n in hidden
        else DistrictNumber(code, _known(value), _known(top), _known(bottom), False)
        for n, (code, value, top, bottom, _) in enumerate(others[list(COLUMNS)].itertuples(index=False))
    )
    return Published(Records(DistrictNumber, districts), whole if safe else None)


def within(reading: Reading, filters: Filters) -> frozenset[str]:
    """The districts that lie wholly in the scope on the day."""
    regions, day = reading.version.regions, filters.as_of
    districts = regions.valid_on(day, LADDER[2])
    if reading.scope.everything:
        return frozenset(r.code for r in districts)
    allowed = {regions.in_force(code, day) for code in reading.scope.regions}
    return frozenset(r.code for r in districts if allowed & {step.code for step in regions.path(r.code, day)})


def withheld(bases: Collection[float], least: int) -> tuple[frozenset[int], bool]:
    """Which of the numbers, by their place, are withheld, and whether their total may be told.

    Those that rest on fewer than ``least`` cases; and where only one of them is, or all together rest on fewer, the
    smallest of the others too, until the total less the others tells of ``least`` cases in several districts.
    """
    order = sorted(range(len(bases)), key=lambda n: (list(bases)[n], n))
    sizes = [list(bases)[n] for n in order]
    count = sum(size < least for size in sizes)
    if not count:
        return frozenset(), True
    while count < len(order) and (count < 2 or sum(sizes[:count]) < least):
        count += 1
    return frozenset(order[:count]), count >= 2 and sum(sizes[:count]) >= least


def _known(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


def _of_all(reading: Reading, metric: Metric, filters: Filters, rules: Rules) -> tuple[pd.DataFrame, float | None]:
    asked = [metric, replace(metric, key=f"{metric.key}.base", measure=counted_rows(metric), pool=None)]
    frame = answer(reading, asked, ("district",), filters, rules).of_whole_regions.frame
    whole = answer(reading, asked[:1], (), filters, rules).value(metric.key)
    value, base = frame[metric.key].astype(float), frame[f"{metric.key}.base"].astype(float)
    top, bottom = value, pd.Series(float("nan"), index=frame.index)
    if isinstance(metric.measure, Ratio):
        top, bottom = (frame[f"{metric.key}.{part}"].astype(float) for part in ("numerator", "denominator"))
        base = bottom
    elif not isinstance(metric.measure, (Mean, Quantile)):
        base = value
    return pd.DataFrame(dict(zip(COLUMNS, (frame["district_code"], value, top, bottom, base), strict=True))), whole
