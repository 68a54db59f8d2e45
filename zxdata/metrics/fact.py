"""A fact: a wide table with one row a case, how it is cut by each dimension, and where each row took place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, Table

from zxdata.metrics.expressions import AsOf, Condition, Expression

Groups = tuple[str | ColumnElement[str], ...]
Grouped = Callable[[FromClause, AsOf, Groups], ColumnElement[bool]]
"""Whether a member of one of these groups, of any where none is named, took part in a row."""


@dataclass(frozen=True)
class Detail:
    """One column of the rows behind a number; ``kind`` as in ``figures.TableColumn``. ``of``: the dataset of which it holds
    the number; the first such column says what a row is of. ``personal``: as the column of the dataset says. ``within``:
    the column with the place of what it tells; where that lies outside the reader's scope it is empty."""

    name: str
    header: str
    expression: Expression
    kind: str = "text"
    of: str = ""
    personal: bool = False
    within: str = ""


@dataclass(frozen=True, eq=False)
class Fact:
    """name: 中文 noun of a row; counter: how rows are counted (件 for 提案). alive: exists on the day.

    axis: the date a period selects by, None for a state.

    dims: dimension → expression. bridge: table (places, place) where a row's ``places`` name a set of them;
    else the source has its own ``place``. consumes: filters that the source itself heeds, though no row is cut by them.
    grouped: how groups of members (``taking_part``) meet a row, to filter by and to break down by; None where nobody takes
    part in one. shared: dimensions that many of its metrics ask for, and that are dear to work out.

    datasets: those that hand in its rows, where its details do not name one; a row of any of them is enough. begins: a row
    is handed in as such, on the day of its axis: of a day before the first of all nothing is known.
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
    spans: bool = False
    grouped: Grouped | None = None
    shared: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    begins: bool = False

    @property
    def handed_in_by(self) -> tuple[str, ...]:
        """The datasets of which one has to have a row before it is known whether there are any; none: it is always."""
        return self.datasets or ((self.numbered.of,) if self.numbered else ())

    @property
    def numbered(self) -> Detail | None:
        """The column that holds the number of the case that a row is of; None where a row is of no dataset's case."""
        return next((detail for detail in self.details if detail.of), None)
