"""What questions to one version of the snapshot are understood by; made once for all who may see the same."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, select

from zxdata.errors import WrongUse
from zxdata.filter_choices import term_from, top
from zxdata.filters import Filters
from zxdata.metrics import METRICS
from zxdata.metrics.expressions import AsOf
from zxdata.metrics.fact import Fact
from zxdata.metrics.proposals.cases import PROPOSAL
from zxdata.metrics.question import as_of, conditions
from zxdata.nlq.knowledge import Context
from zxdata.nlq.lexicon import lexicon
from zxdata.nlq.synonyms import synonyms, written
from zxdata.snapshot.facts import member
from zxdata.store import Reading

UNOFFERED = ("due", "visits", "member")  # days, counts and persons are no words of a question
Values = Mapping[tuple[str, str], frozenset[str]]


def context(reading: Reading, today: date, own: Path | None = None) -> Context:
    """For questions asked on ``today``, with a body's ``own`` synonyms. Raises BadSetting, TooSlow."""
    return reading.once(("nlq", today, own, written(own)), lambda: _context(reading, today, own))


def _context(reading: Reading, today: date, own: Path | None) -> Context:
    version = reading.version
    values = _values(reading, today)
    words: dict[str, tuple[str, ...]] = {}
    for dimension, word in sorted(values):
        words[dimension] = (*words.get(dimension, ()), word)
    return Context(
        lexicon(version.regions, values, version.units, synonyms(own)),
        version.regions,
        reading.scope,
        today,
        top(reading, Filters(as_of=today)),
        term_from(reading, today, version.rules),
        _sessions(reading, today),
        words,
        frozenset(words.get("leader", ())) | {str(name) for (name,) in reading.rows(select(member.c.name)) if name},
    )


def _values(reading: Reading, day: date) -> Values:
    """(dimension, word) → the facts whose rows that the reader may see have it by that day."""
    at = as_of(reading, Filters(as_of=day), reading.version.rules)
    found: dict[tuple[str, str], set[str]] = {}
    for fact in _facts():
        dims = tuple(name for name in fact.dims if name not in UNOFFERED)
        with suppress(WrongUse):  # a fact that the rules do not allow to be counted is answered with that sentence
            for pair in _words_of(reading, fact, dims, at):
                found.setdefault(pair, set()).add(fact.name)
    return {pair: frozenset(facts) for pair, facts in found.items()}


def _words_of(reading: Reading, fact: Fact, dims: tuple[str, ...], at: AsOf) -> Iterator[tuple[str, str]]:
    if not dims:
        return
    t = fact.source(at)
    lists = [_distinct(fact.dims[name](t, at)).label(name) for name in dims]
    (row,) = reading.rows(select(*lists).select_from(t).where(*conditions(reading, fact, t, at)))
    for name, words in zip(dims, row, strict=True):
        yield from ((name, str(word)) for word in words or () if word)


def _distinct(expression: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.list(cast(expression, String).distinct())


def _facts() -> tuple[Fact, ...]:
    return tuple(dict.fromkeys(metric.fact for metric in METRICS.values()))


def _sessions(reading: Reading, day: date) -> dict[str, date]:
    """Each session with the day on which the first of its proposals was submitted."""
    at = as_of(reading, Filters(as_of=day), reading.version.rules)
    t = PROPOSAL.source(at)
    session, submitted = PROPOSAL.dims["session"](t, at), t.c[str(PROPOSAL.axis)]
    asked = select(session, func.min(submitted)).where(*conditions(reading, PROPOSAL, t, at), session.is_not(None))
    return {str(name): first for name, first in reading.rows(asked.group_by(session)) if name and first}
