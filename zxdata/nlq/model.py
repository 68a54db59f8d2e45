"""What a question in words is taken for: what its words can mean, what it asks, or what is asked back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeVar

from zxdata.filters import Filters, Question

Sign = Literal[">", ">=", "<", "<="]
Direction = Literal["desc", "asc"]
Kind = TypeVar("Kind", bound="Sense")


@dataclass(frozen=True)
class Terms:
    """Words of the field that metrics are named by."""

    words: frozenset[str]


@dataclass(frozen=True)
class Named:
    """The name of a dimension."""

    dimension: str


@dataclass(frozen=True)
class Value:
    """A value that a dimension can be filtered by, of the facts (by their names) that have it; ``words``:
    those of the field in it.
    """

    dimension: str
    value: str
    facts: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Place:
    """Regions of one name, by their codes."""

    codes: tuple[str, ...]


@dataclass(frozen=True)
class Plain:
    """Says nothing about what is asked. ``vague``: asks how something is without saying what of it."""

    vague: bool = False


@dataclass(frozen=True)
class When:
    """A time. ``since``, ``until``: a period, open where None; ``as_of``: a cut-off day; ``session``: since that meeting;
    ``term``: the present term; ``ahead``: it has not come yet.
    """

    since: date | None = None
    until: date | None = None
    as_of: date | None = None
    session: str = ""
    term: bool = False
    ahead: bool = False


@dataclass(frozen=True)
class Order:
    """Which groups are asked for: the first ``limit`` by value (0: all, in that order); ``good``: by what is better, not by
    what is more; ``words``: what it says of the metric (最慢: of 用时).
    """

    direction: Direction
    limit: int
    good: bool = False
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Bound:
    """Groups beyond a number, or beyond the whole where ``number`` is None."""

    sign: Sign
    number: float | None = None
    percent: bool = False
    good: bool | None = None


@dataclass(frozen=True)
class Beside:
    """What a number is compared with: the year before, the period before, the whole, or ``when``."""

    to: Literal["year", "before", "whole", "when"]
    when: When | None = None


@dataclass(frozen=True)
class Changed:
    """How a number moved, which says something only beside another (多了, 提高)."""


@dataclass(frozen=True)
class By:
    """Broken down by a dimension; "" for the one that does something (谁)."""

    dimension: str


@dataclass(frozen=True)
class Rows:
    """The cases themselves are asked for."""


Sense = Terms | Named | Value | Place | Plain | When | Order | Bound | Beside | Changed | By | Rows


@dataclass(frozen=True)
class Span:
    """A stretch of the question and what it can mean; nothing where no dictionary knows it."""

    start: int
    text: str
    senses: tuple[Sense, ...] = ()


def first(found: Sequence[Span], kind: type[Kind]) -> Kind | None:
    """What the first span of this kind says."""
    return next((s for span in found for s in span.senses if isinstance(s, kind)), None)


def every(found: Sequence[Span], kind: type[Kind]) -> list[Kind]:
    """What all spans of this kind say."""
    return [s for span in found for s in span.senses if isinstance(s, kind)]


@dataclass(frozen=True)
class Understood:
    """A question as it is taken.

    question    metrics, dimensions and filters, as the command line and links ask them
    order, bound  which of the groups are asked for
    beside, other  what the number is compared with, and the filters that ask for it
    rows        the cases themselves are asked for
    told        sentences on what was read into the words (a misspelling, a session's first day)
    by_model    what of it a language model chose; "" for nothing
    """

    question: Question
    order: Order | None = None
    bound: Bound | None = None
    beside: Beside | None = None
    other: Filters | None = None
    rows: bool = False
    told: tuple[str, ...] = field(default=())
    by_model: str = ""


@dataclass(frozen=True)
class AskedBack:
    """What was not understood or could mean several things, in a sentence, and questions that would be understood."""

    sentence: str
    choices: tuple[str, ...] = ()
    open: bool = False  # left open by the dictionaries, so that a language model may be asked
