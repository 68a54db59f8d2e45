"""The metrics that a question names, or the sentence that asks which."""

from collections.abc import Sequence
from dataclasses import replace

from zxdata.dimensions import DIMENSIONS
from zxdata.metrics import SUBJECTS
from zxdata.metrics.model import Metric
from zxdata.nlq.asking_back import EXAMPLES, MOST, Unclear, either
from zxdata.nlq.knowledge import Context
from zxdata.nlq.lexicon import squeezed
from zxdata.nlq.meant import Fit, fits
from zxdata.nlq.model import Bound, By, Order, Plain, Span, Terms, Value

JOINTS = ("和", "与", "、", "以及", "及", ",", "跟")
MEASURED = ("多少", "几")


def named_metrics(found: Sequence[Span], asked: str, context: Context) -> tuple[tuple[Metric, ...], Fit]:
    """The metric that explains every word, alone; raises Unclear where none or several do."""
    ranked = fits(found, context.lexicon)
    whole = [f for f in ranked if f.whole and (f.said or f.where)]
    if not whole:
        if parts := _several(found, context):
            return parts
        raise _not_understood(found, ranked, asked)
    best = _surest([f for f in whole if f.cost == whole[0].cost], asked)
    vague = any(isinstance(s, Plain) and s.vague for span in found for s in span.senses)
    if len(best) > 1 or vague:
        names = [_called(f.metric) for f in best]
        raise Unclear(f"“{asked}”可以是{either(names)}，说的是哪一个？", [_restated(f, found) for f in best], open=True)
    only = best[0]
    if only.torn:
        text, dimensions = only.torn[0]
        names = [DIMENSIONS[d].name for d in dict.fromkeys(dimensions)]
        raise Unclear(f"“{text}”是{either(names)}？", [asked.replace(text, f"{name}为{text}的") for name in names])
    return (only.metric,), only


def _surest(best: list[Fit], asked: str) -> list[Fit]:
    """Among readings at the same cost those that say more of the metric's name; then those named in full; then those
    counted in the measure word that is said (几场).
    """
    most = max(f.said for f in best)
    best = [f for f in best if f.said == most]
    named = [f for f in best if len(f.metric.name) > 2 and squeezed(f.metric.name) in asked]
    best = named if len(best) > 1 and named else best
    measured = [f for f in best if any(f"{word}{f.metric.unit}" in asked for word in MEASURED)]
    return measured if len(best) > 1 and measured else best


def _several(found: Sequence[Span], context: Context) -> tuple[tuple[Metric, ...], Fit] | None:
    """Two or three metrics side by side, joined by 和 or 、: each part explained with what the parts share."""
    joints = [n for n, span in enumerate(found) if span.text in JOINTS]
    if not joints:
        return None
    said = [n for n, span in enumerate(found) if any(isinstance(s, Terms) for s in span.senses)]
    parts: list[list[int]] = [[]]
    for n in range(len(found)):
        if n in joints and any(m < n for m in said) and any(m > n for m in said):
            parts.append([])
        parts[-1].append(n)
    parts = [part for part in parts if any(n in said for n in part)]
    if not 2 <= len(parts) <= 3:
        return None
    chosen: list[Fit] = []
    shared = [
        s
        for n in parts[0]
        for s in [found[n]]
        if any(isinstance(x, (Value,)) or not isinstance(x, Terms) for x in s.senses)
    ]
    objects = [found[n] for n in parts[0] if n in said][:1]
    for at, part in enumerate(parts):
        own = [found[n] for n in part]
        tries = [own] if at == 0 else [[*shared, *objects, *own], [*shared, *own]]
        best: list[Fit] = []
        for each in tries:
            whole = [f for f in fits(each, context.lexicon) if f.whole]
            best = _surest([f for f in whole if f.cost == whole[0].cost], "") if whole else []
            if len(best) == 1 and (whole[0].cost == 0 or at == 0):
                break
        if len(best) != 1:
            return None
        chosen.append(best[0])
    metrics = tuple(dict.fromkeys(f.metric for f in chosen))
    by = tuple(dict.fromkeys(d for f in chosen for d in f.by))
    where = tuple(dict.fromkeys(w for f in chosen for w in f.where))
    if any(set(by) - set(m.dims) or {d for d, _ in where} - set(m.filters) for m in metrics):
        return None
    return metrics, replace(chosen[0], by=by, where=where)


def _not_understood(found: Sequence[Span], ranked: Sequence[Fit], asked: str) -> Unclear:
    unknown = [span.text for span in found if not span.senses]
    near = [f for f in ranked if f.said or not f.lacking][:MOST]
    choices = [_called(f.metric) for f in near] if near else list(EXAMPLES)
    if unknown:
        said = "、".join(f"“{text[:20]}”" for text in dict.fromkeys(unknown))
        return Unclear(f"没有听懂{said}；驾驶舱里没有这个指标、区划或可选值。", choices, open=True)
    if near and near[0].unexplained:
        best = near[0]
        left = "、".join(f"“{text}”" for text in dict.fromkeys(best.unexplained))
        return Unclear(f"{left}和{_called(best.metric)}放在一起没有这样的指标。", choices, open=True)
    return Unclear("没有听懂问的是哪个指标。", choices, open=True)


def _called(metric: Metric) -> str:
    """A metric with its subject, as far as its name does not say it: ``提案办理的“办复率”``."""
    return f"{SUBJECTS[metric.subject]}的“{metric.name}”"


def _restated(f: Fit, found: Sequence[Span]) -> str:
    """The question with the metric named in full, which leaves nothing open."""
    name = f"{SUBJECTS[f.metric.subject]}{f.metric.name}"
    parts: list[str] = []
    at: int | None = None
    for span in found:
        if any(isinstance(s, Terms) for s in span.senses) and not any(isinstance(s, By) for s in span.senses):
            at = len(parts) if at is None else at
        elif any(isinstance(s, (Order, Bound)) for s in span.senses):
            at = len(parts) if at is None else at
            parts.append(span.text)
        elif not any(isinstance(s, Plain) and s.vague for s in span.senses):
            parts.append(span.text)
    parts.insert(len(parts) if at is None else at, name)
    return "".join(parts)
