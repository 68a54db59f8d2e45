"""Kaplan–Meier curves as a figure."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from zxdata.figures import Survival
from zxdata.metrics.answer import survival
from zxdata.metrics.model import Metric
from zxdata.metrics.survival import Curve
from zxdata.periods import months_before
from zxdata.views.asking import Asking

LEAST_AT_RISK = 15
UNTIL = f"少于 {LEAST_AT_RISK} %s处止，但画到中位数。"
NOTE = f"在办的按截至日删失；仍在办{UNTIL % '件'}"


def by_year(asking: Asking, of: Metric) -> dict[str, Curve]:
    """The curve of each year of submission, whatever the period of the question, the latest first."""
    filters = replace(asking.cohort.filters, since=None, until=None)
    found = survival(asking.reading, of, ("year",), filters, asking.rules)
    begun = {first_day.year: curve for (first_day,), curve in found.items() if first_day}
    return {str(year): begun[year] for year in sorted(begun, reverse=True)}


def called(dimension: str, value: str) -> str:
    """What the curve of a value is called."""
    return f"{value} 年" if dimension == "year" else value


def curves_by(
    asking: Asking, of: Metric, dimension: str, groups: Mapping[str, Curve], title: str, note: str
) -> Survival:
    """The curves of values of a dimension, a click on one of which leads to what it is of."""
    names = {called(dimension, value): value for value in groups}
    drawn = curves(asking, {name: groups[value] for name, value in names.items()}, title, note)
    return replace(drawn, metric=of.key, dimension=dimension, values=names)


def curves(asking: Asking, named: Mapping[str, Curve], title: str, note: str) -> Survival:
    """The curves in their order, the first in the accent, with the limit that counts from 交办."""
    limit = asking.rules.proposals.limit_months
    return Survival(
        key="survival",
        title=title,
        aid="自交办起的天数，仍在办的件数 %，带为 95% 置信区间",
        note=note,
        empty="所选条件下没有已交办的提案。",
        frame=_steps(named),
        series=tuple(named),
        medians=tuple((n, c.quantile(0.5), c.count) for n, c in named.items()),
        limit_days=(asking.day - months_before(asking.day, limit)).days,
    )


def _steps(named: Mapping[str, Curve]) -> pd.DataFrame:
    """Each curve as far as enough are still observed, and at least to its median, so that the median lies on it."""
    parts = []
    for name, found in named.items():
        frame = pd.DataFrame(
            {
                "series": name,
                "days": found.days,
                "open_share": found.open_share,
                "lower": found.lower,
                "upper": found.upper,
                "at_risk": found.at_risk,
            }
        )
        enough = frame["at_risk"] >= min(LEAST_AT_RISK, frame["at_risk"].max())
        median = found.quantile(0.5)
        parts.append(frame[enough if median is None else enough | (frame["days"] <= median)])
    columns = ["series", "days", "open_share", "lower", "upper", "at_risk"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
