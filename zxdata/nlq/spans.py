"""A question → its spans: each stretch with what it can mean; a misspelt word is read as the one that it is nearest to."""

from dataclasses import dataclass
from datetime import date

from zxdata.nlq.cutting import cheapest
from zxdata.nlq.lexicon import Lexicon, abbreviated
from zxdata.nlq.model import Plain, Sense, Span
from zxdata.nlq.patterns import forms

NEAREST, SHORTEST, LONGEST = 3, 3, 14
SURE = 4  # of a shorter word that is misspelt another may be meant
_FORM, _PLAIN = 0.95, 1.05  # at the same number of stretches a form is read before a word, a word before nothing said


@dataclass(frozen=True)
class Read:
    """text: the question as it is read; spans: the whole of it in order; ``told``: the misspellings, as they were read; doubtful: a misspelt stretch with
    the words that it is equally near to.
    """

    text: str
    spans: tuple[Span, ...]
    told: tuple[str, ...] = ()
    doubtful: tuple[str, tuple[str, ...]] | None = None


def spans(text: str, lexicon: Lexicon, today: date) -> Read:
    """``text`` squeezed as the dictionaries are."""
    told: list[str] = []
    for _ in range(NEAREST):
        found = _cut(text, lexicon, today)
        unknown = next((span for span in found if not span.senses), None)
        if unknown is None:
            break
        near = _nearest(text, unknown, lexicon)
        if near is None:
            break
        said, names = near
        if len(names) > 1 or len(said) < SURE:
            return Read(text, found, tuple(told), (said, names))
        told.append(f"“{said}”按“{names[0]}”理解")
        text = text.replace(said, names[0], 1)
    return Read(text, _cut(text, lexicon, today), tuple(told))


def _cut(text: str, lexicon: Lexicon, today: date) -> tuple[Span, ...]:
    known: dict[tuple[int, int], tuple[Sense, ...]] = {}
    for start in range(len(text)):
        for end in range(start + 1, min(start + lexicon.longest, len(text)) + 1):
            senses = lexicon.senses.get(text[start:end])
            if senses and not (_in_word(text, start) or _in_word(text, end)):
                known[start, end] = senses
    for start, end, unit in abbreviated(text, lexicon.units):
        known.setdefault((start, end), (unit,))
    in_form: set[tuple[int, int]] = set()
    for start, end, senses in forms(text, today, lexicon.dimension_names):
        known[start, end] = (*known.get((start, end), ()), *senses)
        in_form.add((start, end))

    def cost(found: tuple[int, int]) -> float:
        if found in in_form:
            return _FORM
        return _PLAIN if all(isinstance(sense, Plain) for sense in known[found]) else 1.0

    pieces = cheapest(len(text), ((start, end, (start, end)) for start, end in known), cost)
    return tuple(Span(start, text[start:end], known[found] if found else ()) for start, end, found in pieces)


def _in_word(text: str, at: int) -> bool:
    """The place is inside a word of Latin letters."""
    return 0 < at < len(text) and all(sign.isascii() and sign.isalpha() for sign in text[at - 1 : at + 1])


def _nearest(text: str, unknown: Span, lexicon: Lexicon) -> tuple[str, tuple[str, ...]] | None:
    """The stretch round an unknown one that is most like a known word: one sign wrong in a word of three to five, two
    in a longer one; with all words that are equally like it. A sign more or less may be another question.
    """
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import extract

    if len(unknown.text) > LONGEST:
        return None
    best: tuple[float, str, tuple[str, ...]] | None = None
    end = unknown.start + len(unknown.text)
    for start in range(max(0, unknown.start - 5), unknown.start + 1):
        for stop in range(end, min(len(text), end + 5) + 1):
            said = text[start:stop]
            if not SHORTEST <= len(said) <= LONGEST:
                continue
            most = 1 if len(said) <= 5 else 2
            alike = [name for name in lexicon.spellings if len(name) == len(said)]
            found = extract(said, alike, scorer=Levenshtein.distance, score_cutoff=most, limit=4)
            if not found:
                continue
            least = min(distance for _, distance, _ in found)
            names = tuple(name for name, distance, _ in found if distance == least)
            measure = least / len(said) + (0.01 * len(names))
            if best is None or measure < best[0]:
                best = (measure, said, names)
    return (best[1], best[2]) if best else None
