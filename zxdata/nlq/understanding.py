"""A question in words → Understood, or what is asked back. Pure reckoning: it looks nothing up in the snapshot."""

from collections.abc import Sequence
from dataclasses import replace

from zxdata.dimensions import DIMENSIONS
from zxdata.errors import WrongUse
from zxdata.filters import Question
from zxdata.metrics.model import Metric
from zxdata.metrics.question import check
from zxdata.nlq.asking_back import EXAMPLES, Unclear
from zxdata.nlq.knowledge import Context, Pick
from zxdata.nlq.lexicon import squeezed
from zxdata.nlq.meant import Fit
from zxdata.nlq.model import AskedBack, Beside, Bound, Order, Plain, Rows, Span, Understood, every, first
from zxdata.nlq.named import JOINTS, named_metrics
from zxdata.nlq.places import named_places
from zxdata.nlq.spans import spans
from zxdata.nlq.times import compared, filtered, named_times, refuse_lone_changes

LONGEST, MOST_SPANS = 200, 30
PERSONS = {"member"}  # dimensions whose values are persons


def understand(text: str, context: Context, picked: Pick | None = None) -> Understood | AskedBack:
    """What the question asks, with every word of it explained, or with what a model has ``picked`` for those that are
    not; else what is asked back. Never raises.
    """
    try:
        return _understood(text, context, picked)
    except Unclear as asked:
        return asked.back
    except WrongUse as fault:
        return AskedBack(fault.sentence)


def _understood(text: str, context: Context, picked: Pick | None) -> Understood:
    asked = squeezed(text)
    if not asked:
        raise Unclear("没有问题。可以问一个指标，例如“今年各区县按期办复率”。", EXAMPLES)
    if len(asked) > LONGEST:
        raise Unclear(f"问题有 {len(asked):,} 个字，太长了；请在 {LONGEST} 字以内，一次问一件事。", EXAMPLES)
    read = spans(asked, context.lexicon, context.today)
    if read.doubtful and picked is None:
        said, names = read.doubtful
        raise Unclear(
            f"没有“{said}”；是不是 {'、'.join(names)}？", [read.text.replace(said, n, 1) for n in names], open=True
        )
    asked = read.text
    found = _settled(read.spans)
    if len(found) > MOST_SPANS:
        raise Unclear(f"问题里有 {len(found)} 处要听的，太多了；请一次问一件事。", EXAMPLES)
    when, sessions = named_times(found, context)
    region, where_places, by_places = named_places(found, context)
    if picked is None:
        metrics, fit = named_metrics(found, asked, context)
    else:
        metrics, fit = picked.metrics, Fit(picked.metrics[0], picked.where, picked.by)
    by = tuple(dict.fromkeys((*fit.by, *by_places)))
    where = _together((*fit.where, *where_places))
    told = [*read.told, *sessions]
    if PERSONS & {*by, *(d for d, _ in where)} and not context.scope.personal:
        raise Unclear(f"{metrics[0].name}不能按委员看。")
    filters, more = filtered(metrics, when, region, where, by, context)
    told += more
    check(metrics, by, filters, context.scope)
    order, bound = first(found, Order), first(found, Bound)
    if bound and bound.number is None and region and not by:  # 九龙坡区高于全市吗
        found, bound = (*found, Span(len(asked), "", (Beside("whole"),))), None
    if (order or bound) and not by:
        raise Unclear(
            f"要比较的是哪些？{metrics[0].name}可以按 {_dimensions(metrics[0])} 比。",
            [f"各{DIMENSIONS[d].name}{asked}" for d in ("district", "unit", "category") if d in metrics[0].dims],
        )
    beside, other = compared(found, filters, context)
    refuse_lone_changes(found, beside)
    question = Question(filters, context.scope, "", tuple(m.key for m in metrics), by)
    _check_bound(bound, metrics[0])
    rows = first(found, Rows) is not None and not by
    by_model = "" if picked is None else "、".join(metric.name for metric in metrics)
    return Understood(question, _ordered(order, found), bound, beside, other, rows, tuple(told), by_model)


def _settled(found: Sequence[Span]) -> tuple[Span, ...]:
    """The spans that say something; a vague word beside a comparison or a superlative asks nothing else."""
    if any(isinstance(s, (Beside, Bound, Order)) for span in found for s in span.senses):
        found = [
            replace(span, senses=tuple(Plain() if isinstance(s, Plain) else s for s in span.senses)) for span in found
        ]
    return tuple(span for span in found if span.senses != (Plain(),) or span.text in JOINTS)


def _dimensions(metric: Metric) -> str:
    return "、".join(dict.fromkeys(DIMENSIONS[d].name for d in metric.dims))


def _together(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, tuple[str, ...]] = {}
    for dimension, value in pairs:
        found[dimension] = tuple(dict.fromkeys((*found.get(dimension, ()), value)))
    return tuple(sorted(found.items()))


def _ordered(order: Order | None, found: Sequence[Span]) -> Order | None:
    """Of a top ten with 最少 the direction is that of the superlative, the number that of the ten."""
    orders = every(found, Order)
    if len(orders) < 2:
        return order
    limit = max(o.limit for o in orders)
    leading = next((o for o in orders if o.good or o.words or o.direction == "asc"), orders[0])
    return replace(leading, limit=limit)


def _check_bound(bound: Bound | None, metric: Metric) -> None:
    if bound is None or bound.number is None:
        return
    if bound.percent and metric.value_format != "percent":
        raise Unclear(f"{metric.name}的单位是{metric.unit}，不是百分数；请写成几{metric.unit}。")
