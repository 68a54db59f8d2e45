"""View → a paragraph whose numbers lead to their metrics."""

from collections.abc import Iterator
from dataclasses import dataclass

from zxdata import words
from zxdata.drafting.numbers import NUMBER
from zxdata.export.indicators import of_indicator
from zxdata.figures import View, numbers, sentences_of

MOST = 6  # sentences on figures
DATED = ("年", "月", "日")


@dataclass(frozen=True)
class Part:
    """A stretch of the text; ``metric``: the key of the metric that the number in it is of, "" for words."""

    text: str
    metric: str = ""


@dataclass(frozen=True)
class Said:
    """A sentence; ``metric``: the key of the metric that its numbers are of, "" where they are of several or none;
    ``cases``: it may name single cases, which no model is told.
    """

    text: str
    metric: str = ""
    cases: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Its sentences in order; ``by_model``: a model has rephrased those that name no cases."""

    sentences: tuple[Said, ...]
    by_model: bool = False

    @property
    def text(self) -> str:
        return "".join(sentence.text for sentence in self.sentences)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The text in order, each number of a metric by itself."""
        return tuple(part for sentence in self.sentences for part in _parts(sentence.text, sentence.metric))


def paragraph(view: View) -> Paragraph:
    """Where and when, what the page says first, its main figures, and a sentence on each of its first figures."""
    said = [Said(f"截至{words.day(view.as_of)}，{view.region_name}{view.title}情况如下。")]
    if view.headline:
        said.append(Said(view.headline if view.headline.endswith("。") else f"{view.headline}。", cases=True))
    said += [Said(of_indicator(each), each.metric) for each in view.indicators]
    told = {sentence.text for sentence in said}
    for figure in view.figures:
        found = [sentence for sentence in sentences_of(figure)[:1] if sentence not in told]
        keys = numbers(figure)
        of = figure.metric or (keys[0] if len(keys) == 1 else "")
        if found and len(said) < len(view.indicators) + MOST:
            said.append(Said(found[0], of, "no" in figure.frame.columns))
            told.add(found[0])
    return Paragraph(tuple(said))


def _parts(sentence: str, metric: str) -> Iterator[Part]:
    at = 0
    for found in NUMBER.finditer(sentence) if metric else ():
        if found[3] or (found[2] or "").strip() in DATED:
            continue
        yield from (Part(sentence[at : found.start()]),) if found.start() > at else ()
        yield Part(found[0], metric)
        at = found.end()
    if at < len(sentence):
        yield Part(sentence[at:])
