"""What a metric is: a record of words, and a measure over a fact. Measures are data; ``answer`` computes them.

Fact      a wide table with one row a case, how it is cut by each dimension, and where it took place
Measure   Count, Total, Distinct, Mean, Quantile (Kaplan–Meier), or a Ratio of two of them
Metric    key, 名称, unit, definition, numerator, denominator, date axis and the measure
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Table, true

from zxdata.filters import Filters
from zxdata.rules.book import Rules


@dataclass(frozen=True)
class AsOf:
    """The day of a question and what it fixes: the epoch of the divisions, the working-day ordinal, the rules."""

    day: date
    epoch: int
    n: int
    rules: Rules
    filters: Filters


Condition = Callable[[FromClause, AsOf], ColumnElement[bool]]
Expression = Callable[[FromClause, AsOf], ColumnElement[Any]]


def always(_: FromClause, __: AsOf) -> ColumnElement[bool]:
    return true()


@dataclass(frozen=True)
class Detail:
    """One column of the rows behind a number; ``kind`` as in ``figures.TableColumn``."""

    name: str
    header: str
    expression: Expression
    kind: str = "text"


@dataclass(frozen=True, eq=False)
class Fact:
    """name: 中文 noun of a row; counter: how rows are counted (件 for 提案). alive: exists on the day.

    axis: the date a period selects by, None for a state.

    dims: dimension → expression. bridge: table (places, place) where a row's ``places`` name a set of them;
    else the source has its own ``place``. consumes: filters that the source itself heeds, though no row is cut by them.
    """

    name: str
    counter: str
    source: Callable[[AsOf], FromClause]
    alive: Condition
    axis: str | None
    dims: Mapping[str, Expression]
    details: tuple[Detail, ...]
    bridge: Table | None = None
    consumes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Count:
    """Rows that meet ``where``."""

    fact: Fact
    where: Condition = always

    @property
    def counter(self) -> str:
        return self.fact.counter


@dataclass(frozen=True, eq=False)
class Total:
    """Sum of a column, counted in ``counter`` (人, 人次); None where rows exist but none of them says."""

    fact: Fact
    value: Expression
    where: Condition = always
    counter: str = field(kw_only=True)


@dataclass(frozen=True, eq=False)
class Distinct:
    """Different values of a column, counted in ``counter``. ``listed``: the fact and condition whose rows stand behind
    the number.
    """

    fact: Fact
    value: Expression
    where: Condition
    listed: Count
    counter: str = field(kw_only=True)


@dataclass(frozen=True, eq=False)
class Mean:
    """Sum ÷ number over rows that meet ``where``; None over none."""

    fact: Fact
    value: Expression
    where: Condition


@dataclass(frozen=True, eq=False)
class Quantile:
    """The day by which a share ``q`` is done (Kaplan–Meier; unfinished rows are censored at the day asked for)."""

    fact: Fact
    q: float
    since: Expression
    until: Expression
    where: Condition


Leaf = Count | Total | Distinct | Mean | Quantile


@dataclass(frozen=True, eq=False)
class Ratio:
    """``top`` ÷ ``bottom`` × ``scale``: a ratio of sums. The bottom ignores the dimensions in ``across``."""

    top: Count | Distinct | Total
    bottom: Count | Distinct | Total
    across: frozenset[str] = field(default=frozenset())
    scale: int = 1


Measure = Leaf | Ratio


@dataclass(frozen=True, eq=False)
class Metric:
    """One number's meaning. ``better``: 1 more is better, -1 less is better, 0 neither. ``unit`` % for a rate.

    ``axis`` names in words the date that a period selects by. ``stock``: what waits or is amiss on the day and goes when
    it is dealt with, so that it rises and falls without a period too, and its change is read in cases; every other
    count is an amount whose change is read in percent. ``colour``: the one state of cases that it counts, called as the
    rules of the body call it.
    """

    key: str
    name: str
    unit: str
    definition: str
    measure: Measure
    axis: str
    numerator: str = ""
    denominator: str = ""
    better: int = 0
    stock: bool = False
    colour: str = ""

    @property
    def fact(self) -> Fact:
        return self.leaves[0].fact

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """What its number is formed from: for a rate top and bottom."""
        return (self.measure.top, self.measure.bottom) if isinstance(self.measure, Ratio) else (self.measure,)

    @property
    def dims(self) -> tuple[str, ...]:
        """The dimensions it can be broken down by."""
        time = ("day", "month", "quarter", "year") if self.fact.axis else ()
        return ("district", "township", *time, *self.fact.dims)

    @property
    def filters(self) -> tuple[str, ...]:
        """The dimensions it can be filtered by."""
        return (*self.dims, *self.fact.consumes)

    @property
    def value_format(self) -> str:
        if isinstance(self.measure, Ratio) and self.unit == "%":
            return "percent"
        if self.unit == "天":
            return "days"
        return "decimal" if isinstance(self.measure, (Ratio, Mean)) else "integer"


@cache
def column(name: str) -> Expression:
    return lambda t, _: t.c[name]


def columns(*names: str) -> dict[str, Expression]:
    return {name: column(name) for name in names}


@cache
def happened(name: str) -> Condition:
    """The date ``name`` is on or before the day asked for."""
    return lambda t, at: t.c[name] <= at.day


def on_axis(metric: Metric, axis: str) -> Metric:
    """The same count with months and periods taken from another date of its rows."""
    measure = metric.measure
    if not isinstance(measure, Count):
        raise TypeError(metric.key)
    return replace(metric, measure=Count(replace(measure.fact, axis=axis), measure.where))
