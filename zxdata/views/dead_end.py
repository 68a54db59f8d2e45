"""Filters that cannot meet: which of them leave nothing, and what letting one go would show."""

from dataclasses import replace

from zxdata.dimensions import DIMENSIONS
from zxdata.filters import Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.metrics.handed_in import wanting
from zxdata.metrics.question import as_of
from zxdata.rules.book import Rules
from zxdata.rules.palette import Palette
from zxdata.store import Reading, Store
from zxdata.views.needs import needed

COUNTED = {
    "coverage": "coverage.stations",
    "proposals": "proposals.submitted",
    "supervision": "supervision.matters",
    "consultation": "consultation.meetings",
    "voices": "voices.collected",
    "members": "duty.members",
}


def dead_end(store: Store, subject: str, filters: Filters, scope: Scope, rules: Rules) -> str:
    """A sentence where a subject's filters leave nothing; empty where they leave something, where there are none, and
    where the ledger has nothing that they could leave.
    """
    if subject not in COUNTED:
        return ""
    restricting = _each_let_go(filters, rules.colours)
    if not restricting:
        return ""
    with store.reading(scope) as reading:
        if _count(reading, subject, filters, rules):
            return ""
        if needed(reading, subject, filters, rules) or wanting(
            reading, metric(COUNTED[subject]), as_of(reading, filters, rules)
        ):
            return ""
        found = [(words, _count(reading, subject, other, rules)) for words, other in restricting]
    of = metric(COUNTED[subject])
    said = "、".join(f"“{words}”" for words, _ in restricting)
    useful = [f"去掉“{words}”可见 {count:,} {of.unit}" for words, count in found if count]
    return f"{said}合在一起没有{of.fact.name}。" + ("；".join(useful) + "。" if useful else "去掉其中任何一项也没有。")


def _each_let_go(filters: Filters, colours: Palette) -> list[tuple[str, Filters]]:
    """Each restriction in words, with the filters without it."""
    found = [
        (f"{DIMENSIONS[d].name}：{'、'.join(map(colours.word, values))}", filters.only(d))
        for d, values in filters.where
    ]
    if filters.since or filters.until:
        found.append((filters.period_in_words(), replace(filters, since=None, until=None)))
    if filters.region:
        found.append(("所选区划", replace(filters, region=None)))
    return found


def _count(reading: Reading, subject: str, filters: Filters, rules: Rules) -> int:
    key = COUNTED[subject]
    return int(answer(reading, [metric(key)], (), filters, rules).value(key) or 0)
