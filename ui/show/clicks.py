"""What a click on a mark or a row sets in the address: a region, a dimension, a month, a day, the rows of a step."""

from calendar import monthrange
from collections.abc import Mapping
from typing import Any

import streamlit as st

from ui import ask
from ui.contents import entry
from zxdata.figures import (
    COLOURS,
    Bars,
    Figure,
    Funnel,
    Gantt,
    Ranking,
    RegionMap,
    Stacked,
    Table,
    Trend,
    View,
    Waterfall,
)
from zxdata.filters import DIMENSIONS

Change = Mapping[str, str | None]


def answers_clicks(found: Figure) -> bool:
    """Whether a mark of this figure sets anything."""
    match found:
        case RegionMap() | Funnel():
            return True
        case Ranking() | Stacked():
            return bool(found.dimension)
        case Bars():
            return bool(found.dimension) or "metric" in found.frame
        case Waterfall():
            return "metric" in found.frame
        case Gantt():
            return bool(found.opens)
        case Trend():
            return bool(period(str(found.frame["period"].iloc[0])))
    return False


def clicked(view: View, found: Figure, name: str) -> None:
    """A callback: read the selection of chart ``name``. What is not a mark changes nothing; the breadcrumb goes back."""
    points = st.session_state[name]["selection"]["points"]
    carried = points[0].get("customdata") if points else None
    value, *more = carried if isinstance(carried, list | tuple) and carried else [carried]
    if value:
        ask.set_on(view.key, **effect(view, found, str(value)), **_state(view, more))


def _state(view: View, more: list[Any]) -> dict[str, str]:
    """The colour of a clicked part, where the page can be filtered by it."""
    coloured = "colour" in entry(view.key).dimensions
    return {"colour": str(more[0])} if coloured and more and more[0] in COLOURS else {}


def effect(view: View, found: Figure, value: str) -> Change:
    """What the mark that carries ``value`` sets."""
    match found:
        case RegionMap() | Funnel():
            return {"region": value}
        case Ranking() | Bars() | Stacked() if found.dimension == "district":
            return {"region": _code(view, value)}
        case Ranking() | Bars() | Stacked() if found.dimension:
            return {found.dimension: value}
        case Bars() | Waterfall():
            return {"rows": value}
        case Gantt():
            return {found.opens: value}
        case Trend():
            return period(value)
    return {}


def period(label: str) -> Change:
    """The first and last day of ``2025-09``, ``2025-Q3`` or ``2025``; a day becomes the cut-off; else nothing."""
    year, _, rest = label.partition("-")
    if len(year) != 4 or not year.isdigit():
        return {}
    if not rest:
        return _between(year, 1, 12)
    if rest in ("Q1", "Q2", "Q3", "Q4"):
        return _between(year, int(rest[1]) * 3 - 2, int(rest[1]) * 3)
    if len(rest) == 2 and rest.isdigit():
        return _between(year, int(rest), int(rest))
    return {"as_of": label} if len(rest) == 5 else {}


def row_clicked(view: View, table: Table, key: str) -> None:
    """A callback: the chosen row of a table filters the page by its region or unit."""
    rows = st.session_state[key]["selection"]["rows"]
    if rows:
        ask.set_on(view.key, **row_effect(view, table, rows[0]))


def row_effect(view: View, table: Table, row: int) -> Change:
    """What a row sets: its region by code, or the first column where that is a dimension of the page."""
    record = table.frame.iloc[row].to_dict()
    code, first = str(record.get("code", "")), table.columns[0].name
    known = ask.question(view.key).choices
    if code and code in dict((*known.districts, *known.townships)):
        return {"region": code}
    if first in DIMENSIONS and record[first]:
        return {first: str(record[first])}
    return {}


def rows_answer(view: View, table: Table) -> bool:
    """Whether any row of a table sets something."""
    return any(row_effect(view, table, n) for n in range(min(len(table.frame), 3)))


def _code(view: View, value: str) -> str:
    """The code of a district that a chart names."""
    named = {name: code for code, name in ask.question(view.key).choices.districts}
    return named.get(value, value)


def _between(year: str, first: int, last: int) -> dict[str, str | None]:
    days = monthrange(int(year), last)[1]
    return {"from": f"{year}-{first:02d}-01", "to": f"{year}-{last:02d}-{days}", "period": None}
