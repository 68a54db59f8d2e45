"""Where a mark of a figure leads: what it sets in the address.

A mark carries texts: the value of a dimension, the number of a thing, the key of a metric. What the page can be
filtered by becomes a filter; what it cannot opens the rows of the figure's number within those values. So every kind
of figure is clicked, picked from a list and reached by keyboard through the same few lines.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import zxdata as zx
from ui import detail_links
from ui.contents import Entry
from zxdata import figures as f
from zxdata.dimensions import TIME_DIMENSIONS
from zxdata.errors import WrongUse
from zxdata.figures.items import REGION, Choice, Lead, Number, Row, Thing, Values
from zxdata.figures.media.names import short
from zxdata.filters import UNFILLED
from zxdata.periods import read_period

Pairs = list[tuple[str, str]]
Query = dict[str, str | Sequence[str] | None]


@dataclass(frozen=True)
class Step:
    """What a mark sets: a page ("" for this one) and parameters of its address, None for those it takes out."""

    page: str
    query: Query


@dataclass(frozen=True, eq=False)
class Here:
    """The page that is clicked on, the codes of its districts by their names, and those of its townships."""

    entry: Entry
    districts: Mapping[str, str]
    townships: frozenset[str] = frozenset()

    def knows(self, code: str) -> bool:
        return code in self.townships or code in self.districts.values()

    def code(self, name: str) -> str:
        """The code of a district by its name, long or short; what is a code already stays one."""
        if name in self.districts.values():
            return name
        return self.districts.get(name) or next((c for n, c in self.districts.items() if short(n) == name), name)


def step(found: f.Figure, carried: Sequence[str], here: Here) -> Step | None:
    """What the mark that carries these texts sets; None where it sets nothing."""
    lead = f.kind_of(found).lead
    led = lead.do(found, carried) if lead and carried else None
    if isinstance(led, Row):
        return _of_row(found, led, here)
    return _of_mark(led, found, here) if carried and carried[0] else None


def _of_mark(led: Lead | None, found: f.Figure, here: Here) -> Step | None:
    match led:
        case Values(pairs):
            return _filtered(found, list(pairs), here)
        case Thing(kind, no):
            return thing(kind, no, here)
        case Number(metric, within):
            return Step("", rows(metric, within))
        case Choice(option, value):
            return Step("", {option: value})
    return None


def metrics_of(found: f.Figure) -> tuple[str, ...]:
    """The metric behind a figure, else those that it shows side by side."""
    return (found.metric,) if found.metric else tuple(key for key in f.numbers(found) if key in zx.METRICS)


def thing(kind: str, no: str, here: Here) -> Step:
    """The card of a single proposal, matter, station or meeting."""
    page, query = detail_links.detail_link(kind, no)
    return Step("" if page == here.entry.key else page, dict(query))


def rows(metric: str, within: Sequence[tuple[str, str]] = ()) -> Query:
    """The parameters that open a number's rows, under the page's filters and within further values."""
    return {"rows": metric, "within": [f"{d}:{v}" for d, v in within] or None, "find": None, "sort": None}


def period(label: str) -> Query:
    """The first and last day of ``2025-09``, ``2025-Q3`` or ``2025``; a day becomes the cut-off; else nothing."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", label):
        return {"as_of": label}
    try:
        found = read_period(label)
    except WrongUse:
        return {}
    return {"from": found.since.isoformat(), "to": found.until.isoformat(), "period": None}


def _of_row(table: Any, row: Row, here: Here) -> Step | None:
    """A row opens its card or its number, or filters the page by its region or by its first cell, or opens the rows of
    the table's number.
    """
    value, key, first = row.value, row.key, row.first
    if table.opens:
        return thing(table.opens, key, here) if key else None
    if table.option:
        return Step("", {table.option: key}) if key else None
    if key in zx.METRICS:
        return Step("", rows(key))
    if first == "district" and not here.knows(key):
        key = here.code(value)
    if here.knows(key):
        return Step("", {REGION: key})
    known = (*here.entry.dimensions, *here.entry.options)
    if first in known and value not in ("", UNFILLED):
        return Step("", {first: value})
    number = next((zx.METRICS[name] for name in metrics_of(table)), None)
    return Step("", rows(number.key, [*table.within, (first, value)])) if number and first in number.filters else None


def _filtered(found: f.Figure, pairs: Pairs, here: Here) -> Step | None:
    known = (*here.entry.dimensions, *here.entry.options)
    query: Query = {}
    for dimension, value in pairs:
        if dimension in (REGION, "district") and value != UNFILLED:
            code = here.code(value)
            if not code.isdecimal():
                return None  # 本级 is no district, and the region itself holds more than what is its own
            query[REGION] = code
        elif dimension in TIME_DIMENSIONS:
            query |= period(value) if here.entry.period else {}
        elif dimension in known and value != UNFILLED:
            again = dimension in here.entry.options and value in getattr(found, "selected", ())
            query[dimension] = None if again else [*(query.get(dimension) or ()), value]
        else:
            return Step("", rows(found.metric, [*found.within, *pairs])) if found.metric else None
    return Step("", query) if query else None
