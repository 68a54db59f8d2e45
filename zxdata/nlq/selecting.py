"""Which groups of a breakdown a question is about: the most, the least, those beyond a bound; ties and small samples honest."""

import operator
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from zxdata.filters import UNFILLED
from zxdata.metrics.answer import Result
from zxdata.metrics.model import Metric
from zxdata.nlq.model import Bound, Order, Sign, Understood

TURNED: Mapping[Sign, Sign] = {">": "<", "<": ">", ">=": "<=", "<=": ">="}
_SIGNS = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}


@dataclass(frozen=True, eq=False)
class Selected:
    """frame: the groups in their order, those asked for first or alone; ``asked``: how many of them are asked for;
    ties: how many beyond the asked number share the last value; direction: how they are ordered, "" officially.
    """

    frame: pd.DataFrame
    asked: int
    ties: int = 0
    direction: str = ""
    total: int = 0


def select(found: Understood, result: Result, whole: Result) -> Selected:
    """whole: what a bound without a number is measured by."""
    of = result.metrics[0]
    frame = result.frame
    named = frame[(frame[list(result.by)] != UNFILLED).all(axis=1) & frame[of.key].notna()]
    if found.bound:
        return _beyond(found.bound, found.order, named, of, whole)
    if found.order:
        return _first(found.order, named, of)
    return Selected(frame, len(frame), total=len(frame))


def _beyond(bound: Bound, order: Order | None, frame: pd.DataFrame, of: Metric, whole: Result) -> Selected:
    limit = whole.value(of.key) if bound.number is None else bound.number
    if bound.number is not None and of.value_format == "percent":
        limit = bound.number / 100 if bound.percent or bound.number > 1 else bound.number
    if limit is None:
        return Selected(frame.head(0), 0, total=len(frame))
    sign = bound.sign
    if bound.good and of.better < 0:
        sign = TURNED[sign]
    fitting = frame[frame[of.key].astype(float).map(lambda value: _SIGNS[sign](value, limit))]
    direction = order.direction if order else ("desc" if sign in (">", ">=") else "asc")
    ordered = _ordered(fitting, of.key, direction)
    return Selected(ordered, len(ordered), direction=direction, total=len(frame))


def _first(order: Order, frame: pd.DataFrame, of: Metric) -> Selected:
    direction = order.direction
    if order.good and of.better < 0:
        direction = "asc" if direction == "desc" else "desc"
    ordered = _ordered(frame, of.key, direction)
    if not order.limit:
        return Selected(ordered, len(ordered), direction=direction, total=len(frame))
    asked = min(order.limit, len(ordered))
    values = ordered[of.key].astype(float).tolist()
    ties = sum(1 for value in values[asked:] if asked and value == values[asked - 1])
    return Selected(ordered, asked, ties, direction, len(frame))


def _ordered(frame: pd.DataFrame, key: str, direction: str) -> pd.DataFrame:
    return frame.sort_values(
        key, ascending=direction == "asc", kind="stable", key=lambda column: column.astype(float)
    ).reset_index(drop=True)
