"""From a question as written to a reading with filters: in whose scope, of which region, under which rules."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from zxdata.configuration import Settings
from zxdata.dimensions import DIMENSIONS
from zxdata.errors import Unknown, WrongUse
from zxdata.filter_choices import choices
from zxdata.filters import UNFILLED, Basis, Filters, Question, Scope
from zxdata.inquiry.given import Given, conditions, dimensions
from zxdata.metrics import metrics
from zxdata.metrics.question import region_in_force
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
        if scope.everything:
            _check_words(store, filters, reading.version.rules)
        by = dimensions(given.by)
        of = metrics(tuple(given.metrics), by, tuple(dimension for dimension, _ in filters.where))
        question = Question(filters, scope, given.view, tuple(metric.key for metric in of), by)
        yield Asked(settings, store, reading, reading.version.rules, question)


def _basis(given: str | None) -> Basis:
    return "period" if given == "period" else "cohort"


def _check_words(store: Store, filters: Filters, rules: Rules) -> None:
    """A value that no row has is a slip of the pen, not an empty answer. Scoped readers get the empty answer."""
    if not filters.where:
        return
    known = {"colour": ORDER} | choices(store, Filters(as_of=filters.as_of), Scope.whole(), rules).values
    with store.reading(Scope.whole()) as reading:
        units = reading.version.units
    for dimension, values in filters.where:
        for value in values:
            if dimension == "unit" and value in units:
                continue
            if dimension in known and value not in (*known[dimension], UNFILLED):
                raise Unknown(DIMENSIONS[dimension].name, value, known[dimension])
