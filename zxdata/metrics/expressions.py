"""What is asked of the rows of a fact on a day: the day with what it fixes, and expressions over their columns."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, case, literal, true

from zxdata.filters import Filters
from zxdata.rules.book import Rules


@dataclass(frozen=True)
class AsOf:
    """The day of a question and what it fixes: the epoch of the divisions, the working-day ordinal, the rules.

    over: the day ends a period that is over, so that what was due on it and is not done is decided. of_members: whose
    groups may be told, a condition on their membership; None: of all.
    """

    day: date
    epoch: int
    n: int
    rules: Rules
    filters: Filters
    over: bool = False
    of_members: ColumnElement[bool] | None = field(default=None, compare=False)

    @property
    def decided_before(self) -> date:
        """What was due before this day and is not done is late for good."""
        return self.day + timedelta(days=1) if self.over else self.day


Condition = Callable[[FromClause, AsOf], ColumnElement[bool]]
Expression = Callable[[FromClause, AsOf], ColumnElement[Any]]

Dates = tuple[Expression, ...]


def always(_: FromClause, __: AsOf) -> ColumnElement[bool]:
    return true()


@cache
def column(name: str) -> Expression:
    return lambda t, _: t.c[name]


def columns(*names: str) -> dict[str, Expression]:
    return {name: column(name) for name in names}


@cache
def happened(name: str) -> Condition:
    """The date ``name`` is on or before the day asked for."""
    return lambda t, at: t.c[name] <= at.day


@cache
def known_from(name: str, on: str) -> Expression:
    """A value that is known only from the day ``on``."""
    return lambda t, at: case((t.c[on] <= at.day, t.c[name]))


@cache
def ended(name: str) -> Expression:
    """The date ``name`` of what has ended, for what has not the day asked for: ended in a period, or open at its end."""
    return lambda t, at: case((t.c[name] <= at.day, t.c[name]), else_=literal(at.day))
