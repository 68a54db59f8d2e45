"""A probe: a question for rows that should not be in a ledger."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Table, false, func, null, select, true

from zxdata.metrics.expressions import AsOf
from zxdata.metrics.fact import Fact
from zxdata.metrics.question import conditions
from zxdata.quality.issue import EXAMPLES, NO, REGION, TITLE, WRONG, Cell, Found, IssueRows, QualityIssue, located
from zxdata.store import Reading

Rows = Callable[[Reading, AsOf, tuple[Cell, ...]], Select[Any]]
Where = Callable[[FromClause, AsOf], ColumnElement[bool]]
TITLES = ("title", "name", "text")


@dataclass(frozen=True, eq=False)
class Probe:
    """``of``: what of its dataset is wrong, in code; ``counted``, ``wrong``, ``then``: what its rows are called with
    their counter, what is wrong with each, and what follows from it, in words.

    ``rows`` selects no, title, place (or places) and the columns ``cells`` of each row concerned.
    """

    dataset: str
    kind: str
    of: str
    counted: str
    wrong: str
    then: str
    rows: Rows
    cells: tuple[Cell, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.dataset}.{self.kind}.{self.of}"

    def sentence(self, count: int) -> str:
        return f"{count:,} {self.counted}{self.wrong}{f'，{self.then}' if self.then else ''}。"

    def found(self, reading: Reading, at: AsOf) -> Found | None:
        """The issue with its rows, None where there is nothing to find."""
        rows = self.rows(reading, at, ()).subquery()
        count = int(reading.rows(select(func.count()).select_from(rows))[0][0])
        if not count:
            return None
        some = reading.rows(select(rows.c.no).distinct().order_by(rows.c.no).limit(EXAMPLES))
        shown = tuple(str(row[0]) for row in some if row[0] is not None)
        issue = QualityIssue(self.key, self.kind, self.dataset, count, self.sentence(count), shown)
        return Found(issue, lambda: self._listed(reading, at, issue))

    def _listed(self, reading: Reading, at: AsOf, issue: QualityIssue) -> IssueRows:
        asked = self.rows(reading, at, self.cells)
        frame = reading.frame(asked.order_by(asked.selected_columns.no))
        frame = located(reading, at, frame).assign(wrong=self.wrong)
        cells = tuple(cell for cell in (NO, TITLE, REGION) if frame[cell.name].notna().any() or cell is NO)
        return IssueRows(issue, (*cells, WRONG, *self.cells), frame)


def columns_of(t: FromClause, cells: Sequence[Cell], where: bool = True) -> list[ColumnElement[Any]]:
    """no, title, where it is, and the cells, of a table of cases."""
    title = next((t.c[name] for name in TITLES if name in t.c), null())
    place = t.c.places if "places" in t.c and "place" not in t.c else t.c.place
    placed = [place.label(place.name)] if where else []
    return [t.c.no.label("no"), title.label("title"), *placed, *(t.c[cell.name].label(cell.name) for cell in cells)]


@dataclass(frozen=True, eq=False)
class OfFact:
    """Rows of a fact, within the region and scope asked for."""

    fact: Fact
    where: Where

    def __call__(self, reading: Reading, at: AsOf, cells: tuple[Cell, ...]) -> Select[Any]:
        t = self.fact.source(at)
        return select(*columns_of(t, cells)).where(*conditions(reading, self.fact, t, at), self.where(t, at))

    def ever(self) -> "OfFact":
        """The same of rows that do not count yet, or no longer."""
        return replace(self, fact=replace(self.fact, alive=lambda t, at: true()))


def visible(reading: Reading, fact: Fact, at: AsOf) -> Select[Any]:
    """The numbers of a fact's rows that lie in the region and scope asked for."""
    t = fact.source(at)
    return select(t.c.no).where(*conditions(reading, fact, t, at))


STAGES, FIRST = Cell("stages", "有关节点"), Cell("first_on", "最早一次", "date")


@dataclass(frozen=True, eq=False)
class OfEvents:
    """Cases with an event that meets ``where``, each once, with the stages concerned and the first of their days."""

    events: Table
    fact: Fact
    where: Where

    def __call__(self, reading: Reading, at: AsOf, cells: tuple[Cell, ...]) -> Select[Any]:
        t, e = self.fact.source(at), self.events
        stages = func.string_agg(e.c.stage.distinct(), "、").label(STAGES.name)
        concerned = (
            select(e.c.no.label("of_no"), stages, func.min(e.c.on_day).label(FIRST.name))
            .where(self.where(e, at))
            .group_by(e.c.no)
            .subquery("concerned")
        )
        asked = select(*columns_of(t, ())).join_from(t, concerned, concerned.c.of_no == t.c.no)
        asked = asked.where(*conditions(reading, self.fact, t, at))
        return asked.add_columns(*(concerned.c[cell.name] for cell in cells))


CHILDREN = Cell("children", "名下行数", "integer")


@dataclass(frozen=True, eq=False)
class Orphans:
    """Keys that no parent has. Which region they belong to is not known, so only the whole scope sees them."""

    child: Table
    key: str
    parents: tuple[Table, ...]
    where: ColumnElement[bool] | None = None

    def __call__(self, reading: Reading, at: AsOf, cells: tuple[Cell, ...]) -> Select[Any]:
        key = self.child.c[self.key]
        known = [key.not_in(select(parent.c.no)) for parent in self.parents]
        open_to = reading.scope.everything and at.filters.region is None
        kept = [] if self.where is None else [self.where]
        asked = select(key.label("no"), null().label("title"), null().label("region"))
        asked = asked.where(*known, *kept, true() if open_to else false()).group_by(key)
        return asked.add_columns(*(func.count().label(cell.name) for cell in cells))


COPIES = Cell("copies", "同样的有几个", "integer")


@dataclass(frozen=True, eq=False)
class Repeated:
    """Rows of a fact that agree with another in the columns ``same``, all of them filled."""

    fact: Fact
    same: tuple[str, ...]

    def __call__(self, reading: Reading, at: AsOf, cells: tuple[Cell, ...]) -> Select[Any]:
        t = self.fact.source(at)
        columns = [t.c[name] for name in self.same]
        own = columns_of(t, tuple(cell for cell in cells if cell is not COPIES))
        found = select(*own, func.count().over(partition_by=columns).label(COPIES.name))
        found = found.where(*conditions(reading, self.fact, t, at), *(column.is_not(None) for column in columns))
        copies = found.subquery("copies")
        named = [copies.c[column.name] for column in own]
        return select(*named, *(copies.c[cell.name] for cell in cells if cell is COPIES)).where(copies.c.copies > 1)
