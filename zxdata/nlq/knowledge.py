"""What a question in words is understood by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from zxdata.filters import Scope
from zxdata.metrics.model import Metric
from zxdata.nlq.lexicon import Lexicon
from zxdata.regions import Regions


@dataclass(frozen=True, eq=False)
class Context:
    """What a question is understood by: the dictionaries, the divisions, whose scope, the day, the first day of the
    present term and of each session where they are known. values: dimension → the words in use; persons: names that are
    told nobody outside.
    """

    lexicon: Lexicon
    regions: Regions
    scope: Scope
    today: date
    top: str | None = None
    term_from: date | None = None
    sessions: Mapping[str, date] | None = None
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    persons: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Pick:
    """What a language model has chosen for a question that the dictionaries leave open."""

    metrics: tuple[Metric, ...]
    by: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
