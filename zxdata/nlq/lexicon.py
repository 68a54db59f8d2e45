"""The dictionaries of questions, made from the registry, the values in use and the divisions of one version."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from zxdata.dimensions import DIMENSIONS
from zxdata.metrics import METRICS, SUBJECTS
from zxdata.metrics.model import Metric
from zxdata.nlq.cutting import cut
from zxdata.nlq.model import Named, Place, Plain, Sense, Terms, Value
from zxdata.nlq.synonyms import Synonyms
from zxdata.regions import LADDER, Regions

SHORTEST = 2  # signs that a name or a value has at least, to be known in a question
_ENDINGS = "委局办厅院会部"
_QUOTES = re.compile(r"[\s“”\"‘’'《》「」『』]+")


def squeezed(text: str) -> str:
    """A text as dictionaries hold it: half-width, lower case, without spaces and quotation marks."""
    return _QUOTES.sub("", unicodedata.normalize("NFKC", text).lower())


@dataclass(frozen=True, eq=False)
class Phrase:
    """One way to name a metric, by the words that have to be said; ``name``: those of its own name, which may be."""

    metric: Metric
    words: frozenset[str]
    name: frozenset[str]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """senses: what each text can mean. phrases: the ways to name each metric. objects: metric → the words that say of
    what it is, which a question may leave out.
    """

    senses: Mapping[str, tuple[Sense, ...]]
    phrases: tuple[Phrase, ...]
    objects: Mapping[str, frozenset[str]]
    units: tuple[tuple[str, Value], ...] = ()

    @cached_property
    def longest(self) -> int:
        return max(map(len, self.senses))

    @cached_property
    def dimension_names(self) -> dict[str, tuple[str, ...]]:
        """What dimensions are called → their keys."""
        named = {
            text: tuple(s.dimension for s in all_of if isinstance(s, Named)) for text, all_of in self.senses.items()
        }
        return {text: keys for text, keys in named.items() if keys}

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """The texts that a misspelling may be of."""
        return tuple(text for text, senses in self.senses.items() if len(text) > 2 and Plain() not in senses)


def lexicon(
    regions: Regions, values: Mapping[tuple[str, str], frozenset[str]], units: Mapping[str, str], known: Synonyms
) -> Lexicon:
    """values: (dimension, word) → the names of the facts that use it, as far as the reader may know; units: name or
    number → the unit."""
    canonical = {squeezed(word): name for name, words in known.words.items() for word in (name, *words)}
    plain = frozenset(map(squeezed, known.plain.words))
    found: dict[str, set[Sense]] = {}

    def add(text: str, sense: Sense) -> None:
        text = squeezed(text)
        if text:
            found.setdefault(text, set()).add(sense)

    def words_of(text: str) -> frozenset[str]:
        return _words_of(squeezed(text), canonical, plain)

    phrases: list[Phrase] = []
    for metric in METRICS.values():
        for said in (metric.name, *known.metrics.get(metric.key, ())):
            words = words_of(said)
            if words:
                phrases.append(Phrase(metric, words, words_of(metric.name)))
                for word in words:
                    canonical.setdefault(squeezed(word), word)
                if len(squeezed(said)) >= SHORTEST:
                    add(said, Terms(words))
        add(metric.key, Terms(words_of(metric.name) | _subject(metric, known)))
    objects = {
        m.key: words_of(m.fact.name) | _subject(m, known) | _implied(m, words_of(m.name), known)
        for m in METRICS.values()
    }
    for text, name in canonical.items():
        add(text, Terms(frozenset({name})))
    for word in known.measures:
        add(word, Terms(frozenset({word})))
    for subject, title in SUBJECTS.items():
        add(title, Terms(frozenset(known.subjects.get(subject) or (title,))))
    for word in {word for words in objects.values() for word in words}:
        add(word, Terms(frozenset({word})))
    for key, named in DIMENSIONS.items():
        for said in (named.name, key, *known.dimensions.get(key, ())):
            add(said, Named(key))
    for (dimension, word), facts in values.items():
        if dimension == "unit" or len(word) < SHORTEST:
            continue
        held = words_of(word)
        for said in (word, *_endings(dimension, word), *known.values.get(dimension, {}).get(word, ())):
            add(said, Value(dimension, word, facts, held))
        pieces = cut(squeezed(word), canonical)
        if all(len(piece) > 1 and piece in canonical for piece in pieces):  # it may be said of what metrics count, too
            add(word, Terms(held))
    for said, name in units.items():
        if not said.isdecimal() and ("unit", name) in values:
            add(said, Value("unit", name, values["unit", name]))
    named_units = [(squeezed(word), Value(d, word, facts)) for (d, word), facts in values.items() if d == "unit"]
    for name, codes in _places(regions).items():
        add(name, Place(codes))
    for word in plain:
        found.setdefault(word, set()).add(Plain())
    for word in known.vague.words:
        add(word, Plain(vague=True))
    return Lexicon({text: tuple(senses) for text, senses in found.items()}, tuple(phrases), objects, tuple(named_units))


def _subject(metric: Metric, known: Synonyms) -> frozenset[str]:
    return frozenset(known.subjects.get(metric.subject) or (SUBJECTS[metric.subject],))


def _implied(metric: Metric, words: frozenset[str], known: Synonyms) -> frozenset[str]:
    """What a question may say of the metric beside its name: what the name says already, and how its unit is asked for."""
    measures = {word for word, units in known.measures.items() if metric.unit in units}
    return frozenset({more for word in words for more in known.implied.get(word, ())} | measures)


def _words_of(text: str, canonical: Mapping[str, str], plain: frozenset[str]) -> frozenset[str]:
    """The words of the field in a name, each by its first spelling; what no group holds is cut as Chinese is."""
    found: set[str] = set()
    for piece in cut(text, canonical):
        if piece in canonical:
            found.add(canonical[piece])
        else:
            found |= {word for word in _cut_chinese(piece) if word not in plain}
    return frozenset(found)


def _cut_chinese(text: str) -> Iterator[str]:
    import rjieba  # loaded with the first dictionary: its own takes a tenth of a second

    yield from (piece for piece in rjieba.cut(text) if piece.strip())


def _endings(dimension: str, word: str) -> tuple[str, ...]:
    if dimension == "category":
        return (f"{word}类", f"{word}方面", f"{word}领域")
    if dimension == "sector":
        stem = word.removesuffix("界")
        return (f"{stem}界", f"{stem}界别", f"{word}界别")
    if dimension == "session":
        return (f"{word}会议",)
    return ()


def _places(regions: Regions) -> dict[str, tuple[str, ...]]:
    """Each name a region has or had, short ones of districts and of townships too, to its codes."""
    found: dict[str, tuple[str, ...]] = {}

    def add(name: str, code: str) -> None:
        if code not in found.get(name, ()):
            found[name] = (*found.get(name, ()), code)

    for region in regions.all:
        add(region.name, region.code)
        level = LADDER.index(region.level)
        stem = region.name.rstrip("省市区县") if level <= 2 else re.sub(r"(?:街道|镇|乡)$", "", region.name)
        if stem != region.name and len(stem) >= (2 if level <= 2 else 3):
            add(stem, region.code)
    for alias, code in regions.aliases.items():
        if code in regions.by_code:
            add(alias, code)
    return found


def abbreviated(text: str, units: Iterable[tuple[str, Value]]) -> Iterator[tuple[int, int, Value]]:
    """Where a text says a unit in short (市教委, 人社局 of 市人力资源和社会保障局): some signs of its name in their order,
    from its first, with or without the level before it, to one that ends what units are called; of one unit alone.
    """
    units = tuple(units)
    for found in re.finditer(f"[{_ENDINGS}]", text):
        for start in range(max(0, found.end() - 8), found.end() - 1):
            said = text[start : found.end()]
            fitting = [value for name, value in units if _shortened(said, name)]
            if len(fitting) == 1:
                yield start, found.end(), fitting[0]


def _shortened(said: str, name: str) -> bool:
    stem = name.removeprefix("市").removeprefix("省")
    if said[0] not in (name[0], stem[0]):
        return False
    left = iter(name)
    return all(sign in left for sign in said)
