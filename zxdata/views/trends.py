"""Figures over months."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import pandas as pd

from zxdata import words
from zxdata.figures import Trend
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.periods import first_of_months, month_labels, unfinished_month
from zxdata.views.asking import Asking

MONTHS = 12


def days_off(asking: Asking, days: Iterable[date]) -> frozenset[str]:
    """Those of the days on which nobody works, as ISO texts."""
    return frozenset(day.isoformat() for day in days if not asking.reading.version.on(day).workday)


def by_month(
    asking: Asking,
    series: Mapping[str, str],
    title: str,
    unit: str,
    note: str = "",
) -> Trend:
    """The last twelve months up to the cut-off, each with what happened in it; ``series``: metric key → name, counted in
    ``unit``. The current month is unfinished.

    Filters other than the period apply; a month in which nothing happened is 0.
    """
    first = first_of_months(asking.day, MONTHS)
    asked = replace(asking.filters, since=first, until=asking.day, basis="period")
    months = month_labels(first, asking.day)
    unfinished = unfinished_month(asking.day)
    parts = []
    for key, name in series.items():
        of = metric(key)
        answered = answer(asking.reading, [of], ("month",), asked, asking.rules).frame
        values = pd.to_numeric(answered.set_index("month")[key]).reindex(months)
        if of.value_format == "integer" and len(answered):
            values = values.fillna(0)
        parts.append(pd.DataFrame({"period": months, "series": name, "value": values.to_numpy(), "complete": True}))
    long = pd.concat(parts, ignore_index=True)
    long.loc[long["period"] == unfinished, "complete"] = False
    aid = f"{asking.day.month}月至 {asking.day.day} 日" if unfinished else ""
    return Trend(
        key="trend",
        title=title,
        unit=unit,
        per="月",
        aid=aid,
        note=note,
        frame=long,
        value_format=metric(next(iter(series))).value_format,
        series=tuple(series.values()),
        empty=_nothing(asking),
        metric=next(iter(series)),
        metrics=tuple(series),
    )


def _nothing(asking: Asking) -> str:
    return f"截至{words.day(asking.day)}的 12 个月内没有记录。"
