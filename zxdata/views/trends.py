"""Figures over months."""

from datetime import date

import pandas as pd

from zxdata import words
from zxdata.figures import Trend
from zxdata.metrics import metric
from zxdata.metrics.coverage import months_before
from zxdata.views.asking import Asking

MONTHS = 12


def by_month(asking: Asking, series: dict[str, str], title: str, unit: str, note: str = "") -> Trend:
    """The last twelve months up to the cut-off; ``series``: metric key → name. The current month is unfinished.

    Filters other than the period apply; a month in which nothing happened is 0, before the ledger began it is empty.
    """
    first = months_before(asking.day.replace(day=1), MONTHS - 1)
    filters = asking.filters
    asked = type(filters)(filters.as_of, filters.region, first, filters.as_of, filters.where)
    answered = asking.answer(series, by=("month",), filters=asked).frame
    months = [str(p) for p in pd.period_range(first, asking.day, freq="M")]
    frame = pd.DataFrame({"period": months}).merge(answered, left_on="period", right_on="month", how="left")
    unfinished = _unfinished(asking.day)
    parts = []
    for key, name in series.items():
        counted = metric(key).value_format == "integer"
        values = pd.to_numeric(frame[key]).fillna(0) if counted and len(answered) else pd.to_numeric(frame[key])
        parts.append(pd.DataFrame({"period": months, "series": name, "value": values, "complete": True}))
    long = pd.concat(parts, ignore_index=True)
    long.loc[long["period"] == unfinished, "complete"] = False
    aid = f"{unit}，{asking.day.month}月至 {asking.day.day} 日" if unfinished else unit
    return Trend(
        key="trend", title=title, unit=aid, note=note, frame=long, value_format=metric(next(iter(series))).value_format,
        series=tuple(series.values()), empty=_nothing(asking),
    )  # fmt: skip


def _unfinished(day: date) -> str:
    """The month that the cut-off cuts, or nothing where it is a month's last day."""
    following = months_before(day.replace(day=1), -1)
    return "" if (following - day).days == 1 else f"{day:%Y-%m}"


def _nothing(asking: Asking) -> str:
    return f"截至{words.day(asking.day)}的 12 个月内没有记录。"
