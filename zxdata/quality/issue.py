"""What a finding is, and the probe that makes one: a question for rows that should not be there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Table, false, func, select, true

from zxdata.metrics.model import AsOf, Fact
from zxdata.metrics.question import conditions
from zxdata.store import Reading

EXAMPLES = 5
Rows = Callable[[Reading, AsOf], Select[Any]]
Where = Callable[[FromClause, AsOf], ColumnElement[bool]]


@dataclass(frozen=True)
class QualityIssue:
    """kind: missing, order, orphan, duplicate, future, outlier, word, misread, stale, calendar or reported.

    ``count``: rows concerned. ``sentence`` is final Chinese; ``examples``: up to five of the rows, by number or name.
    """

    kind: str
    dataset: str
    count: int
    sentence: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Probe:
    """``rows`` selects one column that names each row concerned; ``words`` holds {n}, their number."""

    kind: str
    dataset: str
    words: str
    rows: Rows


def probed(reading: Reading, at: AsOf, probe: Probe) -> QualityIssue | None:
    """The finding of a probe, None where there is nothing to find."""
    rows = probe.rows(reading, at).subquery()
    named = rows.c[0]
    count = int(reading.rows(select(func.count()).select_from(rows))[0][0])
    if not count:
        return None
    some = reading.rows(select(named).order_by(named).limit(EXAMPLES))
    shown = tuple(str(row[0]) for row in some if row[0] is not None)
    return QualityIssue(probe.kind, probe.dataset, count, probe.words.format(n=f"{count:,}"), shown)


def of_fact(fact: Fact, where: Where, named: str = "no") -> Rows:
    """Rows of a fact, within the region and scope asked for."""

    def rows(reading: Reading, at: AsOf) -> Select[Any]:
        t = fact.source(at)
        return select(t.c[named]).where(*conditions(reading, fact, t, at), where(t, at))

    return rows


def visible(reading: Reading, fact: Fact, at: AsOf) -> Select[Any]:
    """The numbers of a fact's rows that lie in the region and scope asked for."""
    return of_fact(fact, lambda t, _: true())(reading, at)


def of_events(events: Table, fact: Fact, where: Where) -> Rows:
    """Cases with an event that meets ``where``, each once."""

    def rows(reading: Reading, at: AsOf) -> Select[Any]:
        seen = visible(reading, fact, at)
        return select(events.c.no).where(events.c.no.in_(seen), where(events, at)).distinct()

    return rows


def orphans(child: Table, key: str, *parents: Table, where: ColumnElement[bool] | None = None) -> Rows:
    """Keys that no parent has. Which region they belong to is not known, so only the whole scope sees them."""

    def rows(reading: Reading, at: AsOf) -> Select[Any]:
        known = [child.c[key].not_in(select(parent.c.no)) for parent in parents]
        open_to = reading.scope.everything and at.filters.region is None
        kept = [] if where is None else [where]
        return select(child.c[key]).where(*known, *kept, true() if open_to else false()).distinct()

    return rows


def repeated(fact: Fact, named: str, *same: str) -> Rows:
    """Rows of a fact that agree with another in the columns ``same``, all of them filled, named by ``named``."""

    def rows(reading: Reading, at: AsOf) -> Select[Any]:
        t = fact.source(at)
        columns = [t.c[name] for name in same]
        filled = [column.is_not(None) for column in columns]
        count = func.count().over(partition_by=columns).label("copies")
        found = select(t.c[named], count).where(*conditions(reading, fact, t, at), *filled).subquery()
        return select(found.c[0]).where(found.c.copies > 1)

    return rows
