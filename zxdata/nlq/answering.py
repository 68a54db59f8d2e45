"""A question in words → its answer: the number with its meaning in one sentence, a chart, a link, the rows."""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from zxdata.configuration import Settings
from zxdata.dimensions import DIMENSIONS, REGIONAL, TIME_DIMENSIONS
from zxdata.figures import Bars, Figure, Table, Trend, View
from zxdata.filter_choices import place_in_words
from zxdata.filters import Scope
from zxdata.metrics import metric
from zxdata.metrics.answer import Result, answer
from zxdata.metrics.model import Metric
from zxdata.metrics.question import check
from zxdata.nlq import sentences
from zxdata.nlq.context import context
from zxdata.nlq.knowledge import Context
from zxdata.nlq.language_model import NoPick, pick
from zxdata.nlq.linking import link, page_of
from zxdata.nlq.model import AskedBack, Understood
from zxdata.nlq.selecting import Selected, select
from zxdata.nlq.understanding import understand
from zxdata.periods import unfinished_month
from zxdata.store import Reading, Store
from zxdata.views.asking import Asking
from zxdata.views.drill_through import rows as rows_behind
from zxdata.views.frame import framed

LISTED, BARS = 20, 12


@dataclass(frozen=True, eq=False)
class Answered:
    """understood: what was asked, as it was taken; result: the numbers of all groups, as ``query`` has them.

    selected  the groups that the question is about, in their order (最多的五个), of a breakdown
    sentence  the answer; definition, numerator and denominator, cut-off are in it
    told      how words were read that could have been read otherwise
    link      the page that shows the same
    view      a small chart where there are several rows
    listing   the cases themselves, where they are asked for
    """

    understood: Understood
    result: Result
    selected: Selected | None
    sentence: str
    told: tuple[str, ...]
    link: str
    listing: Table | None = None
    view: View | None = None

    @property
    def metrics(self) -> tuple[Metric, ...]:
        return self.result.metrics


def ask(
    store: Store, text: str, scope: Scope, settings: Settings, today: date | None = None, seconds: float | None = None
) -> Answered | AskedBack:
    """The answer to a question in words, or what is asked back.

    Raises NoSnapshot, SnapshotDamaged, TooSlow, BadSetting; what a question itself can get wrong is asked back.
    """
    with store.reading(scope, seconds) if seconds else store.reading(scope) as reading:
        known = context(reading, today or settings.day(), settings.synonyms)
        found = understand(text, known)
        if isinstance(found, AskedBack):
            found = _by_model(text, known, found, settings)
        if isinstance(found, AskedBack):
            return found
        return _answered(store, reading, found, settings)


def _by_model(text: str, known: Context, back: AskedBack, settings: Settings) -> Understood | AskedBack:
    """What the dictionaries leave open, as a language model takes it where one is set up; else still asked back."""
    if not (settings.llm_url and back.open):
        return back
    picked = pick(text, known, settings)
    if isinstance(picked, NoPick):
        return replace(back, sentence=f"{back.sentence}（{picked.reason}。）")
    found = understand(text, known, picked)
    return back if isinstance(found, AskedBack) else found


def _answered(store: Store, reading: Reading, found: Understood, settings: Settings) -> Answered:
    question, rules = found.question, reading.version.rules
    metrics = [metric(key) for key in question.metrics]
    check(tuple(metrics), question.by, question.filters, reading.scope)
    result = answer(reading, metrics, question.by, question.filters, rules)
    whole = answer(reading, metrics, (), question.filters, rules) if question.by else result
    city = None
    if found.bound and found.bound.number is None:
        everywhere = replace(
            question.filters, region=None, where=tuple(w for w in question.filters.where if w[0] not in REGIONAL)
        )
        city = answer(reading, metrics, (), everywhere, rules)
    before = answer(reading, metrics, question.by, found.other, rules) if found.other else None
    selected = select(found, result, city or whole) if question.by else None
    chosen = (f"指标“{found.by_model}”和筛选由语言模型从登记中选定，请核对",) if found.by_model else ()
    told = tuple(f"{each}。" for each in (*chosen, *found.told))
    place = place_in_words(reading, question.filters) or "全部"
    sentence = sentences.sentence(found, result, whole, city, before, selected, place, rules)
    shown = rows_behind(store, metrics[0].key, question.filters, question.scope, rules, LISTED) if found.rows else None
    return Answered(
        found,
        result,
        selected,
        sentence,
        told,
        link(question, metrics[0]),
        shown,
        _view(reading, found, result, selected, settings),
    )


def _view(
    reading: Reading, found: Understood, result: Result, selected: Selected | None, settings: Settings
) -> View | None:
    figure = _figure(found, result, selected) if selected is not None else None
    if figure is None:
        return None
    asking = Asking(reading, found.question.filters, reading.version.rules, settings)
    return framed(asking, f"{page_of(result.metrics[0])}.answer", figure.title, "", (), (figure,), None)


def _figure(found: Understood, result: Result, selected: Selected) -> Figure | None:
    """Months as a line, the rest as bars, the asked-for first."""
    of, by = result.metrics[0], result.by
    if len(by) != 1 or len(selected.frame) < 2:
        return None
    title = f"{of.name}，按{DIMENSIONS[by[0]].name}"
    if by[0] in TIME_DIMENSIONS:
        frame = pd.DataFrame(
            {
                "period": result.frame[by[0]].astype(str),
                "series": of.name,
                "value": result.frame[of.key].astype(float),
                "complete": [label != unfinished_month(found.question.filters.as_of) for label in result.frame[by[0]]],
            }
        )
        return Trend(
            key="answer",
            title=title,
            unit=of.unit,
            per=DIMENSIONS[by[0]].name,
            frame=frame,
            value_format=of.value_format,
            series=(of.name,),
            metric=of.key,
        )
    shown = selected.frame.head(BARS)
    base = [""] * len(shown)
    if f"{of.key}.numerator" in shown:
        pairs = zip(shown[f"{of.key}.numerator"], shown[f"{of.key}.denominator"], strict=True)
        base = [f"{int(top or 0):,} / {int(bottom or 0):,}" for top, bottom in pairs]
    return Bars(
        key="answer",
        title=title,
        unit=of.unit,
        aid=f"前 {BARS} 个" if len(selected.frame) > BARS else "",
        note=of.definition,
        value_format=of.value_format,
        metric=of.key,
        dimension=by[0],
        frame=pd.DataFrame(
            {"name": shown[by[0]].astype(str), "value": shown[of.key].astype(float), "base": base}
        ).reset_index(drop=True),
    )
