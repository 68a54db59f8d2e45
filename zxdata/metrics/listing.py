"""The rows behind a number."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa
from sqlalchemy import ColumnElement, FromClause, case, func, literal, or_, select

from zxdata.dimensions import REGIONAL, TIME_DIMENSIONS
from zxdata.errors import WrongUse
from zxdata.filters import Filters
from zxdata.metrics.as_of_fact import as_of_fact
from zxdata.metrics.basis import read_by
from zxdata.metrics.counting import latest_rows
from zxdata.metrics.expressions import AsOf, Dates
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.groups import columns_of, labels, position
from zxdata.metrics.model import Count, Distinct, Leaf, Metric, Ratio
from zxdata.metrics.places import in_scope, region_name
from zxdata.metrics.question import as_of, check, question
from zxdata.metrics.taking_part import GROUP
from zxdata.rules.book import Rules
from zxdata.store import Reading
from zxdata.words import MASKED


@dataclass(frozen=True, eq=False)
class Listing:
    """Rows of one fact. frame: the dimensions of ``by``, then a column for each of the fact's details by its name, of
    its kind; ``in_numerator`` of a rate whose numerator counts among its rows (bool), and the name of its ``region``.
    total: how many rows there are, listed or not.
    """

    fact: Fact
    frame: pd.DataFrame
    total: int


def listing(
    reading: Reading,
    metric: Metric,
    filters: Filters,
    rules: Rules,
    limit: int | None = None,
    by: tuple[str, ...] = (),
    offset: int = 0,
) -> Listing:
    """The rows behind a metric's number: as many as a count says, for a rate those of its denominator. With ``by``
    each row stands under its group, as in the answer, and a row that belongs to several groups in each of them. At most
    ``limit`` rows, after the first ``offset``. What is personal is masked for a reader without the right to it.
    """
    metric = read_by(metric, filters.basis)
    check((metric,), by, filters, reading.scope)
    at = as_of(reading, filters, rules)
    measure, bottom = metric.measure, counted_rows(metric)
    fact = bottom.fact
    _refuse_foreign(metric, fact, by, bottom.on)
    asked, t = question(reading, fact, by, at, bottom.on)
    columns = [_told(reading, detail, t, at).label(detail.name) for detail in fact.details]
    if isinstance(measure, Ratio) and (top := _listed(measure.top)).fact is fact:
        columns.append(case((top.where(t, at), literal(True)), else_=literal(False)).label("in_numerator"))
    if "place" in t.c:
        columns.append(t.c.place.label("place"))
    asked = asked.group_by(None).add_columns(*columns).where(bottom.where(t, at))
    latest = [t.c[fact.axis].desc().nulls_last()] if fact.axis else []
    asked = asked.order_by(*latest, *columns)  # to the last column, place too: the same rows in the same order
    cut = limit is not None or offset > 0
    held = as_of_fact(reading, fact, at) if cut and not by else None
    told = latest_rows(reading, held, bottom, at, offset + (limit or 0)) if held and held.knows(bottom) else None
    if told and told.since and fact.axis and limit is not None:
        asked = asked.where(t.c[fact.axis] >= told.since)
    frame = _plain(reading.columns(asked if by or not cut else asked.limit(limit).offset(offset)))
    total = len(frame)
    if by:
        end = None if limit is None else offset + limit
        frame = _grouped(reading, frame, by, at)[offset:end].reset_index(drop=True)
    elif told:
        total = told.count
    elif cut:
        ((total,),) = reading.rows(select(func.count()).select_from(asked.order_by(None).subquery()))
    for detail in fact.details:
        if detail.kind == "integer":  # pandas makes them fractions where one is missing
            whole = [None if pd.isna(value) else int(value) for value in frame[detail.name]]
            frame[detail.name] = pd.Series(whole, dtype=object, index=frame.index)
        if detail.personal and not reading.scope.personal:
            frame[detail.name] = _masked(frame[detail.name], detail.kind)
    if "place" in frame:
        frame["region"] = [region_name(reading, p, at) for p in frame.pop("place")]
    return Listing(fact, frame, total)


def _told(reading: Reading, detail: Detail, t: FromClause, at: AsOf) -> ColumnElement[Any]:
    told = detail.expression(t, at)
    if not detail.within or reading.scope.everything:
        return told
    place = t.c[detail.within]
    return case((or_(place.is_(None), in_scope(reading, place, at)), told))


def _masked(values: pd.Series, kind: str) -> pd.Series:
    """That a text is there may be known; of a number or a yes or no not even that."""
    known = values.notna() & (values != "")
    return known.map({True: MASKED if kind == "text" else None, False: None}).astype(object)


def listed(metric: Metric) -> Fact:
    """The fact whose rows stand behind a metric's number."""
    return counted_rows(metric).fact


def counted_rows(metric: Metric) -> Count:
    """The rows behind a metric's number as a measure: how many cases it rests on."""
    measure = metric.measure
    return _listed(measure.bottom if isinstance(measure, Ratio) else measure)


def _plain(found: pa.Table) -> pd.DataFrame:
    """Enumerations as text. Columns go over as they are: a hundred thousand rows as tuples take 200 MB."""
    for n, field in enumerate(found.schema):
        if pa.types.is_dictionary(field.type):
            found = found.set_column(n, field.name, found.column(n).cast(pa.string()))
    return found.to_pandas()


def _refuse_foreign(metric: Metric, fact: Fact, by: tuple[str, ...], on: Dates | None) -> None:
    """Some metrics are counted by what their rows do not say: a township has no station kind."""
    time = TIME_DIMENSIONS if fact.axis and on != () else ()
    for dimension in by:
        grouped = (GROUP,) if fact.grouped else ()
        if dimension not in (*REGIONAL, *time, *fact.dims, *grouped):
            raise WrongUse(
                f"{metric.name}（{metric.key}）的明细是{fact.name}，没有 {dimension}；请去掉 --by {dimension}。"
            )


def _grouped(reading: Reading, frame: pd.DataFrame, by: tuple[str, ...], at: AsOf) -> pd.DataFrame:
    """The groups' labels in front, the rows in the groups' order."""
    keys = [
        # pandas makes numbers of places fractions where one is missing
        tuple(None if pd.isna(value) else int(value) if isinstance(value, float) else value for value in row)
        for row in zip(*(frame.pop(f"d{n}") for n in range(len(by))), strict=True)
    ]
    order = sorted(range(len(keys)), key=lambda n: tuple(position(d, v) for d, v in zip(by, keys[n], strict=True)))
    named = pd.DataFrame([labels(reading, by, keys[n], at) for n in order], columns=columns_of((), by), dtype=object)
    rest = frame.iloc[order].reset_index(drop=True)
    return pd.concat([named, rest[[name for name in rest if name not in named]]], axis=1)


def _listed(leaf: Leaf) -> Count:
    if isinstance(leaf, Count):
        return leaf
    if isinstance(leaf, Distinct):
        return leaf.listed
    return Count(leaf.fact, leaf.where, leaf.on)
