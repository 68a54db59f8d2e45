"""One subject beside itself in other periods, at the same cut-off: what a period had seen by that day of its own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from zxdata import words
from zxdata.errors import WrongUse
from zxdata.figures import Table, TableColumn
from zxdata.filters import Filters
from zxdata.metrics import metric
from zxdata.metrics.answer import Result
from zxdata.metrics.model import Metric
from zxdata.periods import read_day, whole_months_before
from zxdata.rules.comparing import Comparing
from zxdata.views.asking import Asking
from zxdata.views.change import change
from zxdata.views.comparison.writing import headed, written


def periods(asking: Asking, keys: tuple[str, ...]) -> Table:
    """Each number now, a year before and a period before at the same cut-off, and in a period of the reader's choice."""
    filters = asking.filters
    asked: list[tuple[str, Filters, bool]] = [
        ("同比", asking.year_before, asking.comparable),
        ("环比", *_with_region_then(asking, period_before(filters))),
    ]
    if base := _base(asking):
        asked.append(("较所选", *_with_region_then(asking, base)))
    now = asking.answer(keys)
    frame = pd.DataFrame(
        {"metric": keys, "name": [headed(metric(k)) for k in keys], "now": [written(now, metric(k)) for k in keys]}
    )
    columns = [TableColumn("name", "指标"), TableColumn("now", _span(filters))]
    for n, (name, other, fits) in enumerate(asked):
        then = asking.answer(keys, filters=other) if fits else None
        frame[f"then{n}"] = [written(then, metric(k)) if then else words.MISSING for k in keys]
        frame[f"change{n}"] = [_moved(name, metric(k), now, then, asking.rules.comparing) for k in keys]
        columns += [TableColumn(f"then{n}", _span(other)), TableColumn(f"change{n}", name)]
    return Table(
        key="periods",
        title="与往期比",
        aid="同一截至日口径，率的差为百分点，没有基数写 —",
        frame=frame,
        columns=tuple(columns),
        note="环比：期间从月初起的，整月前移；否则按天数前移；不限期间的比上月同日。",
    )


def period_before(filters: Filters) -> Filters:
    """The period before, seen at the same point of its own course: whole months where it begins with one, else days."""
    end = min(filters.until or filters.as_of, filters.as_of)
    if filters.since is None:
        return _shifted(filters, lambda day: whole_months_before(day, 1))
    if filters.since.day == 1:
        count = (end.year - filters.since.year) * 12 + end.month - filters.since.month + 1
        return _shifted(filters, lambda day: whole_months_before(day, count))
    days = timedelta(days=(end - filters.since).days + 1)
    return _shifted(filters, lambda day: day - days)


def _shifted(filters: Filters, back: Callable[[date], date]) -> Filters:
    since, until = (back(day) if day else None for day in (filters.since, filters.until))
    return replace(filters, as_of=back(filters.as_of), since=since, until=until)


def _with_region_then(asking: Asking, filters: Filters) -> tuple[Filters, bool]:
    """The region as it stood then; False where the one asked for had no counterpart."""
    if filters.region is None:
        return filters, True
    then = asking.reading.version.regions.in_force(filters.region, filters.as_of)
    return replace(filters, region=then), then is not None


def _base(asking: Asking) -> Filters | None:
    """The period of the reader's choice, to its own last day."""
    try:
        since, until = (read_day(asking.option(f"base_{end}")) for end in ("from", "to"))
    except WrongUse:
        return None
    if since > until or until > asking.day:
        return None
    return replace(asking.filters, since=since, until=until, as_of=until)


def _moved(name: str, of: Metric, now: Result, then: Result | None, comparing: Comparing) -> str:
    if then is None:
        return words.MISSING
    found = change(name, of, now, then, comparing)
    verdict = {True: "　向好", False: "　变差", None: ""}[found.better]
    return f"{found.text}{verdict}"


def _span(filters: Filters) -> str:
    """``2025年1月1日至9月30日``, or the cut-off where no period bounds it."""
    if filters.since is None and filters.until is None:
        return f"截至 {words.day(filters.as_of)}"
    end = min(filters.until or filters.as_of, filters.as_of)
    return f"{words.day(filters.since)}至{words.day(end)}" if filters.since else f"{words.day(end)}止"
