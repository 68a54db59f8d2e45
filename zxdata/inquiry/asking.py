"""From a question as written to a reading with filters: in whose scope, of which region, under which rules."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from zxdata.configuration import Settings
from zxdata.dimensions import DIMENSIONS
from zxdata.errors import Unknown, WrongUse
from zxdata.filter_choices import choices
from zxdata.filters import UNFILLED, Basis, Filters, Question, Scope
from zxdata.inquiry.given import Given, conditions, dimensions
from zxdata.metrics import metrics
from zxdata.metrics.fact import Fact
from zxdata.metrics.places import region_in_force
from zxdata.metrics.question import as_of
from zxdata.metrics.question import conditions as restrictions
from zxdata.rules.book import Rules
from zxdata.rules.colours import ORDER
from zxdata.store import Reading, Store


@dataclass(frozen=True, eq=False)
class Asked:
    """A reading of the snapshot in force, and what is asked of it."""

    settings: Settings
    store: Store
    reading: Reading
    rules: Rules
    question: Question

    def described(self) -> dict[str, Any]:
        """The filters under the names that the command line and links give them."""
        asked, allowed = self.question.filters, self.question.scope
        named = {"region": asked.region, "from": asked.since, "to": asked.until}
        scope = None if allowed.everything else list(allowed.regions)
        basis = asked.basis if asked.basis != Filters.basis else None
        told = named | dict(asked.where) | {"scope": scope, "basis": basis}
        return {name: value for name, value in told.items() if value}


@contextmanager
def asked(store: Store, settings: Settings, given: Given, allowed: Scope, seconds: float) -> Iterator[Asked]:
    """The question that is written, within what its reader is ``allowed`` to see; a ``scope`` that it names can only be
    narrower. Raises Unknown or WrongUse where a part of it means nothing, NoSnapshot, SnapshotDamaged, TooSlow."""
    day = given.as_of or settings.day()
    if given.since and given.until and given.since > given.until:
        raise WrongUse(f"期间的第一日 {given.since} 晚于最后一日 {given.until}；请对调或改正。")
    scope = allowed
    if given.scope:
        with store.reading(allowed) as widest:
            scope = Scope.of(region_in_force(widest, given.scope, day), personal=allowed.personal)
    with store.reading(scope, seconds) as reading:
        region = region_in_force(reading, given.region, day) if given.region else None
        where, basis = conditions(given.where or ()), _basis(given.basis)
        filters = Filters(day, region, given.since, given.until, where, basis)
        by = dimensions(given.by)
        of = metrics(tuple(given.metrics), by, tuple(dimension for dimension, _ in filters.where))
        if scope.everything:
            _check_words(store, reading, filters, {metric.fact for metric in of})
        question = Question(filters, scope, given.view, tuple(metric.key for metric in of), by)
        yield Asked(settings, store, reading, reading.version.rules, question)


def _basis(given: str | None) -> Basis:
    return "period" if given == "period" else "cohort"


def _check_words(store: Store, reading: Reading, filters: Filters, asked_of: Iterable[Fact]) -> None:
    """A value that no row has is a slip of the pen, not an empty answer. Scoped readers get the empty answer."""
    if not filters.where:
        return
    rules, units = reading.version.rules, reading.version.units
    known = {"colour": ORDER} | choices(store, Filters(as_of=filters.as_of), Scope.whole(), rules).values
    for dimension, values in filters.where:
        for value in values:
            if dimension == "unit" and value in units:
                continue
            if dimension in known and value not in (*known[dimension], UNFILLED):
                own = _words_of(reading, asked_of, dimension, filters.as_of)
                if value not in own:
                    raise Unknown(DIMENSIONS[dimension].name, value, dict.fromkeys((*own, *known[dimension])))


def _words_of(reading: Reading, asked_of: Iterable[Fact], dimension: str, day: date) -> list[str]:
    """What the rows of the facts have in a dimension that other facts have other words for (类型 of 阵地 and of 党组织)."""
    found: set[str] = set()
    at = as_of(reading, Filters(as_of=day), reading.version.rules)
    for fact in asked_of:
        if dimension in fact.dims:
            t = fact.source(at)
            rows = reading.rows(
                select(fact.dims[dimension](t, at)).where(*restrictions(reading, fact, t, at)).distinct()
            )
            found |= {str(value) for (value,) in rows if value}
    return sorted(found)
