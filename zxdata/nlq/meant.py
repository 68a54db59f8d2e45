"""Which metrics a question can mean: those that explain every one of its words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from zxdata.metrics.model import Metric
from zxdata.nlq.lexicon import Lexicon, Phrase
from zxdata.nlq.model import (
    Beside,
    Bound,
    By,
    Changed,
    Named,
    Order,
    Place,
    Plain,
    Rows,
    Span,
    Terms,
    Value,
    When,
)

FORMS = (When, Order, Bound, Beside, Changed, Rows, By, Place)
ACTORS = ("unit", "district")  # 谁: who does something


@dataclass(frozen=True, eq=False)
class Fit:
    """One metric as a reading of the question.

    where, by     the filters and the breakdown that its words ask for
    missing       words of its name that the question leaves out, all of them of what the metric counts
    strained      how many of the words had to be read as something else than what they usually are
    unexplained   the words that this reading cannot explain
    torn          a word that is a value of several of its dimensions
    said          how many words of its name the question says; lent: one of them only as what it is broken down by
    """

    metric: Metric
    where: tuple[tuple[str, str], ...] = ()
    by: tuple[str, ...] = ()
    missing: frozenset[str] = frozenset()
    strained: int = 0
    lacking: frozenset[str] = frozenset()
    unexplained: tuple[str, ...] = ()
    torn: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())
    said: int = 0
    lent: bool = False

    @property
    def whole(self) -> bool:
        return not (self.unexplained or self.lacking or self.strained)

    @property
    def cost(self) -> float:
        return len(self.missing) + 0.25 * self.lent

    @property
    def distance(self) -> tuple[float, ...]:
        """How far it is from explaining the question."""
        return (2.0 * len(self.unexplained) + len(self.lacking) + 0.5 * len(self.missing) + self.strained, -self.said)


def fits(spans: Sequence[Span], lexicon: Lexicon) -> list[Fit]:
    """The best reading of each metric, the nearest first."""
    best: dict[str, Fit] = {}
    for phrase in lexicon.phrases:
        found = _fit(spans, phrase, lexicon.objects[phrase.metric.key])
        known = best.get(phrase.metric.key)
        if known is None or _rank(found) < _rank(known):
            best[phrase.metric.key] = found
    return sorted(best.values(), key=_rank)


def _rank(found: Fit) -> tuple[float, ...]:
    return (not found.whole, *((found.cost,) if found.whole else found.distance))


def _fit(spans: Sequence[Span], phrase: Phrase, objects: frozenset[str]) -> Fit:
    metric, known = phrase.metric, phrase.words | objects | phrase.name
    said: set[str] = set()
    where: list[tuple[str, str]] = []
    by: list[str] = []
    unexplained: list[str] = []
    torn: list[tuple[str, tuple[str, ...]]] = []
    strained = 0
    asks_groups = any(isinstance(s, (Order, Bound)) for span in spans for s in span.senses)
    head = _head(spans, metric) if asks_groups and not any(isinstance(s, By) for p in spans for s in p.senses) else -1
    borrowed: set[str] = set()
    for n, span in enumerate(spans):
        terms = [sense.words for sense in span.senses if isinstance(sense, Terms) and sense.words <= known]
        for sense in span.senses:
            if isinstance(sense, Order) and sense.words:
                terms = [*terms, sense.words & known] if sense.words <= known else terms
        asked = [sense.dimension for sense in span.senses if isinstance(sense, By)]
        values = [
            s
            for s in span.senses
            if isinstance(s, Value) and s.dimension in metric.dims and metric.fact.name in s.facts
        ]
        if asked:
            chosen = _breakdown(asked, metric)
            if chosen is None:
                unexplained.append(span.text)
            else:
                by.append(chosen)
                borrowed |= {word for named in terms for word in named}
        elif n == head:
            by += [d for d in (_breakdown([s.dimension for s in span.senses if isinstance(s, Named)], metric),) if d]
            borrowed |= {word for named in terms for word in named}
        elif any(words & phrase.words for words in terms):
            said |= max(terms, key=lambda words: len(words & phrase.words))
        elif terms:
            said |= terms[0]
        elif values:
            values = _narrowed(values, spans, n)
            if len({v.dimension for v in values}) > 1:
                torn.append((span.text, tuple(v.dimension for v in values)))
            where.append((values[0].dimension, values[0].value))
            said |= values[0].words & objects
            strained += any(isinstance(sense, Terms) for sense in span.senses)
        elif any(isinstance(sense, FORMS) for sense in span.senses):
            unimplied = [s for s in span.senses if isinstance(s, Order) and s.words and not s.words <= known]
            unexplained += [span.text] if unimplied else []
        elif named := [s.dimension for s in span.senses if isinstance(s, Named)]:
            if _beside_value(named, spans, n):
                continue
            unexplained.append(span.text)
        elif any(isinstance(sense, Plain) and not sense.vague for sense in span.senses):
            continue
        else:
            unexplained.append(span.text)
    lent = (phrase.words & borrowed) - said
    missing = phrase.words - said - borrowed
    return Fit(
        metric,
        tuple(dict.fromkeys(where)),
        tuple(dict.fromkeys(by)),
        missing & objects,
        strained,
        missing - objects,
        tuple(unexplained),
        tuple(torn),
        len(said & phrase.words),
        bool(lent),
    )


def _head(spans: Sequence[Span], metric: Metric) -> int:
    """The last span that names a dimension of the metric: what a superlative or a bound is about."""
    for n in range(len(spans) - 1, -1, -1):
        named = [s.dimension for s in spans[n].senses if isinstance(s, Named)]
        if named and _breakdown(named, metric) and not _beside_value(named, spans, n):
            return n
    return -1


def _breakdown(asked: Iterable[str], metric: Metric) -> str | None:
    """The dimension among those that a word names by which the metric can be broken down."""
    for dimension in (each for named in asked for each in ((named,) if named else ACTORS)):
        if dimension in metric.dims:
            return dimension
    return None


def _narrowed(values: list[Value], spans: Sequence[Span], n: int) -> list[Value]:
    """The values of the dimension that is named beside them, where one is."""
    beside = {s.dimension for span in _neighbours(spans, n) for s in span.senses if isinstance(s, Named)}
    return [value for value in values if value.dimension in beside] or values


def _beside_value(named: list[str], spans: Sequence[Span], n: int) -> bool:
    return any(isinstance(s, Value) and s.dimension in named for span in _neighbours(spans, n) for s in span.senses)


def _neighbours(spans: Sequence[Span], n: int) -> Iterator[Span]:
    """The next spans to both sides that say something."""
    for step in (-1, 1):
        at = n + step
        while 0 <= at < len(spans) and all(isinstance(s, Plain) for s in spans[at].senses) and spans[at].senses:
            at += step
        if 0 <= at < len(spans):
            yield spans[at]


def periodic(metric: Metric) -> bool:
    """A period restricts it."""
    return metric.fact.axis is not None or metric.fact.spans
