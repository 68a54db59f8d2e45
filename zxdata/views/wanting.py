"""What the ledger was never told is not shown as nought: cards without their numbers, figures left out, and the sentence
that says what to bring in."""

from collections.abc import Iterable
from dataclasses import replace

from zxdata import words
from zxdata.datasets import BY_NAME
from zxdata.figures import KINDS, Figure, Indicator, View
from zxdata.metrics import METRICS
from zxdata.metrics.expressions import AsOf
from zxdata.metrics.handed_in import all_wanting, wanting
from zxdata.metrics.model import Metric
from zxdata.store import Reading
from zxdata.views.dead_end import COUNTED

OF_CASES = frozenset({"coverage", "proposals", "supervision", "consultation"})
"""Subjects whose parts tell of their cases alone; of the parts of others ``needs`` says what each rests on."""
BESIDE = frozenset(
    {
        "coverage.members",
        "supervision.outcomes",
        "consultation.agenda",
        "consultation.outcomes",
        "consultation.people",
        "consultation.topics",
        "consultation.published",
    }
)
"""The parts of these that tell of more."""
NAMED = 3  # datasets named on a page; beyond it is said that there are more
NAMED_ON_A_CARD = 2


def without_wanting(reading: Reading, found: View, at: AsOf) -> View:
    """The view without the figures of which every number is missing; where nothing else is left, the sentence alone."""
    cards = tuple(_card(reading, card, at) for card in found.indicators)
    shown = (*found.figures, *((found.table,) if found.table else ()))
    counting = [figure for figure in shown if _metrics(figure)]
    whole = _of_subject(reading, found.key, at)
    gone = {id(figure): names for figure in counting if (names := whole or all_wanting(reading, _metrics(figure), at))}
    if not gone and not whole:
        return replace(found, indicators=cards)
    said = _sentence(found, whole or dict.fromkeys(name for names in gone.values() for name in names))
    if whole or len(gone) == len(counting):
        absent = found.absent | {figure.key for figure in found.figures}
        return replace(found, headline=said, indicators=cards, figures=(), table=None, notices=(), absent=absent)
    figures = tuple(figure for figure in found.figures if id(figure) not in gone)
    table = None if found.table is None or id(found.table) in gone else found.table
    absent = found.absent | {figure.key for figure in found.figures if id(figure) in gone}
    left = replace(found, indicators=cards, figures=figures, table=table, absent=absent)
    return replace(left, notices=(*found.notices, said)) if found.headline else replace(left, headline=said)


def _card(reading: Reading, card: Indicator, at: AsOf) -> Indicator:
    names = wanting(reading, METRICS[card.metric], at) if card.metric in METRICS else ()
    base = f"还没有{titles(names, NAMED_ON_A_CARD)}"
    return replace(card, value=words.MISSING, unit="", base=base, change=None) if names else card


def _of_subject(reading: Reading, key: str, at: AsOf) -> tuple[str, ...]:
    """What a part that tells of the cases of its subject alone lacks, where that is all of them."""
    subject, _, part = key.partition(".")
    if subject not in OF_CASES or part == "head" or key in BESIDE:
        return ()
    return wanting(reading, METRICS[COUNTED[subject]], at)


def _metrics(figure: Figure) -> tuple[Metric, ...]:
    keys = dict.fromkeys(KINDS[type(figure)].numbers(figure))
    return tuple(METRICS[key] for key in keys if key in METRICS)


def _sentence(found: View, names: Iterable[str]) -> str:
    lacking = tuple(names)
    templates = "".join(f"“{BY_NAME[name].title}”" for name in lacking[:NAMED]) + ("等" if len(lacking) > NAMED else "")
    return f"截至{words.day(found.as_of)}，台账里还没有{titles(lacking, NAMED)}；按模板{templates}导入后显示。"


def titles(names: tuple[str, ...], most: int) -> str:
    """``阵地、阵地活动等``: datasets by name, the first of them."""
    return "、".join(BY_NAME[name].title for name in names[:most]) + ("等" if len(names) > most else "")
