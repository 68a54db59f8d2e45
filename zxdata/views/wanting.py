"""What the ledger was never told is not shown as nought: cards without their numbers, figures left out, and the sentence
that says what to bring in."""

from collections.abc import Iterable
from dataclasses import replace

from zxdata import words
from zxdata.datasets import BY_NAME
from zxdata.figures import KINDS, Figure, Indicator, View
from zxdata.metrics import METRICS
from zxdata.metrics.handed_in import all_wanting, wanting
from zxdata.store import Reading
from zxdata.views.dead_end import COUNTED

OF_CASES = frozenset({"coverage", "proposals", "supervision", "consultation"})
"""Subjects whose parts tell of their cases alone; of the parts of others ``needs`` says what each rests on."""
BESIDE = frozenset(
    {
        "coverage.members",
        "supervision.outcomes",
        "supervision.worth",
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


def without_wanting(reading: Reading, found: View) -> View:
    """The view without the figures of which every number is missing; where nothing is left, the sentence alone."""
    cards = tuple(_card(reading, card) for card in found.indicators)
    shown = (*found.figures, *((found.table,) if found.table else ()))
    whole = _of_subject(reading, found.key)
    gone = {id(figure): names for figure in shown if (names := whole or _of_figure(reading, figure))}
    if not gone:
        return replace(found, indicators=cards)
    said = _sentence(found, dict.fromkeys(name for names in gone.values() for name in names))
    figures = tuple(figure for figure in found.figures if id(figure) not in gone)
    table = None if found.table is None or id(found.table) in gone else found.table
    absent = found.absent | {figure.key for figure in found.figures if id(figure) in gone}
    left = replace(found, indicators=cards, figures=figures, table=table, absent=absent)
    if (figures or table) and found.headline:
        return replace(left, notices=(*found.notices, said))
    return replace(left, headline=said, notices=found.notices if figures or table else ())


def _card(reading: Reading, card: Indicator) -> Indicator:
    names = wanting(reading, METRICS[card.metric]) if card.metric in METRICS else ()
    base = f"还没有{titles(names, NAMED_ON_A_CARD)}"
    return replace(card, value=words.MISSING, unit="", base=base, change=None) if names else card


def _of_subject(reading: Reading, key: str) -> tuple[str, ...]:
    """What a part that tells of the cases of its subject alone lacks, where that is all of them."""
    subject, _, part = key.partition(".")
    if subject not in OF_CASES or part == "head" or key in BESIDE:
        return ()
    return wanting(reading, METRICS[COUNTED[subject]])


def _of_figure(reading: Reading, figure: Figure) -> tuple[str, ...]:
    keys = (key for key in KINDS[type(figure)].numbers(figure) if key in METRICS)
    return all_wanting(reading, (METRICS[key] for key in dict.fromkeys(keys)))


def _sentence(found: View, names: Iterable[str]) -> str:
    lacking = tuple(names)
    templates = "".join(f"“{BY_NAME[name].title}”" for name in lacking[:NAMED]) + ("等" if len(lacking) > NAMED else "")
    return f"截至{words.day(found.as_of)}，台账里还没有{titles(lacking, NAMED)}；按模板{templates}导入后显示。"


def titles(names: tuple[str, ...], most: int) -> str:
    """``阵地、阵地活动等``: datasets by name, the first of them."""
    return "、".join(BY_NAME[name].title for name in names[:most]) + ("等" if len(names) > most else "")
