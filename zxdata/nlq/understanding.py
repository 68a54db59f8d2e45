"""A question in words → Understood, or what is asked back. Pure reckoning: it looks nothing up in the snapshot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeVar

from zxdata import words
from zxdata.dimensions import DIMENSIONS
from zxdata.errors import Unknown, WrongUse
from zxdata.filters import Filters, Question, Scope
from zxdata.metrics import METRICS, SUBJECTS
from zxdata.metrics.model import Metric
from zxdata.metrics.question import check
from zxdata.nlq.lexicon import Lexicon, squeezed
from zxdata.nlq.meant import Fit, fits, periodic
from zxdata.nlq.model import (
    AskedBack,
    Beside,
    Bound,
    By,
    Changed,
    Named,
    Order,
    Place,
    Plain,
    Rows,
    Sense,
    Span,
    Terms,
    Understood,
    Value,
    When,
)
from zxdata.nlq.spans import spans
from zxdata.periods import months_before, whole_months_before
from zxdata.regions import LADDER, Regions

LONGEST, MOST_SPANS, MOST = 200, 30, 5
JOINTS = ("和", "与", "、", "以及", "及", ",", "跟")
MEASURED = ("多少", "几")
PERSONS = {"member"}  # dimensions whose values are persons
Kind = TypeVar("Kind", bound=Sense)


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


class _Back(Exception):
    """Ends an understanding with what is asked back."""

    def __init__(self, sentence: str, choices: Sequence[str] = (), open: bool = False) -> None:
        super().__init__(sentence)
        self.back = AskedBack(sentence, tuple(dict.fromkeys(choices))[:MOST], open)


def understand(text: str, context: Context, picked: Pick | None = None) -> Understood | AskedBack:
    """What the question asks, with every word of it explained, or with what a model has ``picked`` for those that are
    not; else what is asked back. Never raises.
    """
    try:
        return _understood(text, context, picked)
    except _Back as asked:
        return asked.back
    except WrongUse as fault:
        return AskedBack(fault.sentence)


def _understood(text: str, context: Context, picked: Pick | None) -> Understood:
    asked = squeezed(text)
    if not asked:
        raise _Back("没有问题。可以问一个指标，例如“今年各区县按期办复率”。", _examples())
    if len(asked) > LONGEST:
        raise _Back(f"问题有 {len(asked):,} 个字，太长了；请在 {LONGEST} 字以内，一次问一件事。", _examples())
    read = spans(asked, context.lexicon, context.today)
    if read.doubtful and picked is None:
        said, names = read.doubtful
        raise _Back(
            f"没有“{said}”；是不是 {'、'.join(names)}？", [read.text.replace(said, n, 1) for n in names], open=True
        )
    asked = read.text
    found = _settled(read.spans)
    if len(found) > MOST_SPANS:
        raise _Back(f"问题里有 {len(found)} 处要听的，太多了；请一次问一件事。", _examples())
    when, sessions = _when(found, context)
    region, where_places, by_places = _places(found, context)
    if picked is None:
        metrics, fit = _metrics(found, asked, context)
    else:
        metrics, fit = picked.metrics, Fit(picked.metrics[0], picked.where, picked.by)
    by = tuple(dict.fromkeys((*fit.by, *by_places)))
    where = _together((*fit.where, *where_places))
    told = [*read.told, *sessions]
    if PERSONS & {*by, *(d for d, _ in where)} and not context.scope.personal:
        raise _Back(f"{metrics[0].name}不能按委员看。")
    filters, more = _filters(metrics, when, region, where, by, context)
    told += more
    check(metrics, by, filters, context.scope)
    order, bound = _first(found, Order), _first(found, Bound)
    if bound and bound.number is None and region and not by:  # 九龙坡区高于全市吗
        found, bound = (*found, Span(len(asked), "", (Beside("whole"),))), None
    if (order or bound) and not by:
        raise _Back(
            f"要比较的是哪些？{metrics[0].name}可以按 {_dimensions(metrics[0])} 比。",
            [f"各{DIMENSIONS[d].name}{asked}" for d in ("district", "unit", "category") if d in metrics[0].dims],
        )
    beside, other = _beside(found, filters, context)
    _refuse_lone_changes(found, beside)
    question = Question(filters, context.scope, "", tuple(m.key for m in metrics), by)
    _check_bound(bound, metrics[0])
    rows = _first(found, Rows) is not None and not by
    by_model = "" if picked is None else "、".join(metric.name for metric in metrics)
    return Understood(question, _ordered(order, found), bound, beside, other, rows, tuple(told), by_model)


def _settled(found: Sequence[Span]) -> tuple[Span, ...]:
    """The spans that say something; a vague word beside a comparison or a superlative asks nothing else."""
    if any(isinstance(s, (Beside, Bound, Order)) for span in found for s in span.senses):
        found = [
            replace(span, senses=tuple(Plain() if isinstance(s, Plain) else s for s in span.senses)) for span in found
        ]
    return tuple(span for span in found if span.senses != (Plain(),) or span.text in JOINTS)


def _first(found: Sequence[Span], kind: type[Kind]) -> Kind | None:
    return next((s for span in found for s in span.senses if isinstance(s, kind)), None)


def _all(found: Sequence[Span], kind: type[Kind]) -> list[Kind]:
    return [s for span in found for s in span.senses if isinstance(s, kind)]


# ── times ──


def _when(found: Sequence[Span], context: Context) -> tuple[list[When], list[str]]:
    """The times that are named, sessions and terms as days; and how those were read."""
    times, told = [], []
    for when in _all(found, When):
        if when.ahead:
            raise _Back("问的时间还没有到；可以问到今天为止的，例如“今年”“上个月”“近12个月”。")
        if when.term:
            if context.term_from is None:
                raise _Back("台账里没有委员的任期，不知道本届从哪天起；请写明日期，例如“2023年1月以来”。")
            when = When(context.term_from, context.today)
            told.append(f"本届从{words.day(context.term_from)}（多数委员任期起）算起")
        if when.session:
            began = (context.sessions or {}).get(when.session)
            if began is None:
                known = sorted(context.sessions or {})
                raise _Back(
                    f"台账里没有{when.session}的提案，不知道它从哪天起；请写明日期。", [f"{s}以来" for s in known]
                )
            told.append(f"{when.session}从它的第一件提案提交之日{words.day(began)}算起")
            when = When(began, context.today)
        times.append(when)
    return times, told


def _filters(
    metrics: Sequence[Metric],
    times: Sequence[When],
    region: str | None,
    where: tuple[tuple[str, tuple[str, ...]], ...],
    by: tuple[str, ...],
    context: Context,
) -> tuple[Filters, list[str]]:
    """The filters, and sentences on what of the time was read otherwise than it is written."""
    as_of = next((w.as_of for w in times if w.as_of), None)
    period = next((w for w in times if w.since or w.until), None)
    if len([w for w in times if w.since or w.until]) > 2 or len([w for w in times if w.as_of]) > 1:
        raise _Back("问题里有好几个时间；请一次问一个期间，或写成“2025年比2024年”。")
    if as_of and as_of > context.today:
        raise _Back(f"截至日 {words.day(as_of)} 还没有到。")
    since, until = (period.since, period.until) if period else (None, None)
    told = []
    if period and not all(periodic(m) for m in metrics):
        if any(periodic(m) for m in metrics):
            raise _Back("问的几个指标，有的分期间，有的只有截至日的状态；请分开问。")
        as_of = as_of or min(until or context.today, context.today)
        since = until = None
        told.append(f"{metrics[0].name}是截至日的状态，不分期间，按截至{words.day(as_of)}回答")
    day = as_of or context.today
    if since and since > day:
        raise _Back(f"期间从{words.day(since)}开始，晚于截至日{words.day(day)}。")
    if until and until > day and until <= context.today:
        until = day
    return Filters(day, region, since, until, where), told


def _beside(found: Sequence[Span], filters: Filters, context: Context) -> tuple[Beside | None, Filters | None]:
    """What the number is compared with, and the filters that ask for that."""
    beside = _first(found, Beside)
    periods = [w for w in _all(found, When) if w.since and w.until]
    if beside is None and len(periods) == 2:
        beside = Beside("when", min(periods, key=lambda w: w.since or date.min))
    if beside is None:
        return None, None
    if beside.to == "whole":
        return beside, replace(
            filters, region=None, where=tuple(w for w in filters.where if w[0] not in ("district", "township"))
        )
    if beside.to == "year":
        return beside, _earlier(filters, 12, context)
    if beside.to == "before":
        return beside, _period_before(filters, context)
    when = beside.when
    if when is None or when.since is None or when.until is None:
        raise _Back("没有听懂和哪一段时间比；可以写“比去年”“环比”或“比2024年”。")
    if filters.since is None:
        raise _Back("要比的是哪一段时间？例如“今年比去年”。")
    return beside, replace(filters, since=when.since, until=when.until, as_of=_cut_off(filters, when))


def _cut_off(filters: Filters, when: When) -> date:
    """The other period is seen from as long after its beginning as the period asked for."""
    assert filters.since and when.since
    months = (filters.since.year - when.since.year) * 12 + filters.since.month - when.since.month
    return min(whole_months_before(filters.as_of, months), filters.as_of)


def _earlier(filters: Filters, months: int, context: Context) -> Filters:
    day = months_before(filters.as_of, months)
    region = context.regions.in_force(filters.region, day) if filters.region else None
    if filters.region and region is None:
        raise _Back(f"{context.regions.name(filters.region)}在{words.day(day)}还不存在，没有可比的。")
    since = months_before(filters.since, months) if filters.since else None
    until = whole_months_before(filters.until, months) if filters.until else None
    return replace(filters, as_of=day, since=since, until=until, region=region)


def _period_before(filters: Filters, context: Context) -> Filters:
    """The period of the same length right before; of a period up to today as much of the one before."""
    since = filters.since
    if since is None:
        return _earlier(filters, 1, context)
    until = filters.until or filters.as_of
    if since.day == 1:
        months = (until.year - since.year) * 12 + until.month - since.month + 1
        return _earlier(filters, months, context)
    length = (until - since).days + 1
    back = timedelta(days=length)
    return replace(filters, since=since - back, until=until - back, as_of=filters.as_of - back)


def _refuse_lone_changes(found: Sequence[Span], beside: Beside | None) -> None:
    if beside is None and any(span.senses and all(isinstance(s, Changed) for s in span.senses) for span in found):
        raise _Back("和什么时候比？可以写“比去年”“环比”或“比2024年”。", open=True)


# ── places ──


def _places(found: Sequence[Span], context: Context) -> tuple[str | None, tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The region asked for; of several the filter and the breakdown that set them side by side."""
    steps: list[list[str]] = []
    last_end = -1
    for span in found:
        places = [s for s in span.senses if isinstance(s, Place)]
        if not places or any(isinstance(s, (Value, Terms)) for s in span.senses):
            continue
        codes = list(places[0].codes)
        if steps and span.start == last_end:
            below = [c for c in codes if set(steps[-1]) & set(context.regions.above(c))]
            if below:
                steps[-1], last_end = below, span.start + len(span.text)
                continue
        steps.append(codes)
        last_end = span.start + len(span.text)
    chosen = [_one(codes, context) for codes in steps]
    chosen = list(dict.fromkeys(code for code in chosen if code != context.top))
    if len(chosen) < 2:
        return (chosen[0] if chosen else None), (), ()
    levels = {context.regions.by_code[c].level for c in chosen}
    if levels == {LADDER[2]}:
        return None, tuple(("district", code) for code in chosen), ("district",)
    if levels == {LADDER[3]}:
        return None, tuple(("township", code) for code in chosen), ("township",)
    raise _Back("问题里的几个区划不是同一级；请分开问。")


def _one(codes: Sequence[str], context: Context) -> str:
    """The region meant, as it stands on the day; one that the reader may not see is as unknown as one that is not."""
    regions, day = context.regions, context.today
    living = [c for c in codes if regions.valid(c, day)] or list(codes)
    highest = min(LADDER.index(regions.by_code[c].level) for c in living)
    top = [c for c in living if LADDER.index(regions.by_code[c].level) == highest]
    now = tuple(dict.fromkeys(regions.in_force(c, day) or c for c in top))
    if not context.scope.everything:
        allowed = {regions.in_force(code, day) for code in context.scope.regions}
        now = tuple(c for c in now if allowed & {step.code for step in regions.path(c, day)})
        if not now:
            raise Unknown("区划", regions.name(codes[0]), (regions.name(c) for c in context.scope.regions))
    if len(now) > 1:
        ways = [regions.full_name(c) for c in now[:4]]
        raise _Back(f"“{regions.name(now[0])}”有 {len(now)} 处同名；是哪一处？", ways)
    if regions.in_force(now[0], day) is None:
        raise _Back(f"{regions.name(now[0])}在{words.day(day)}还不存在。")
    return now[0]


# ── metrics ──


def _metrics(found: Sequence[Span], asked: str, context: Context) -> tuple[tuple[Metric, ...], Fit]:
    """The metric that explains every word, alone; raises _Back where none or several do."""
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
        raise _Back(f"“{asked}”可以是{_or(names)}，说的是哪一个？", [_restated(f, found) for f in best], open=True)
    only = best[0]
    if only.torn:
        text, dimensions = only.torn[0]
        names = [DIMENSIONS[d].name for d in dict.fromkeys(dimensions)]
        raise _Back(f"“{text}”是{_or(names)}？", [asked.replace(text, f"{name}为{text}的") for name in names])
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


def _not_understood(found: Sequence[Span], ranked: Sequence[Fit], asked: str) -> _Back:
    unknown = [span.text for span in found if not span.senses]
    near = [f for f in ranked if f.said or not f.lacking][:MOST]
    choices = [_called(f.metric) for f in near] if near else list(_examples())
    if unknown:
        said = "、".join(f"“{text[:20]}”" for text in dict.fromkeys(unknown))
        return _Back(f"没有听懂{said}；驾驶舱里没有这个指标、区划或可选值。", choices, open=True)
    if near and near[0].unexplained:
        best = near[0]
        left = "、".join(f"“{text}”" for text in dict.fromkeys(best.unexplained))
        return _Back(f"{left}和{_called(best.metric)}放在一起没有这样的指标。", choices, open=True)
    return _Back("没有听懂问的是哪个指标。", choices, open=True)


def _called(metric: Metric) -> str:
    """A metric with its subject, as far as its name does not say it: ``提案办理的“办复率”``."""
    return f"{SUBJECTS.get(_subject(metric), '')}的“{metric.name}”"


def _restated(f: Fit, found: Sequence[Span]) -> str:
    """The question with the metric named in full, which leaves nothing open."""
    name = f"{SUBJECTS.get(_subject(f.metric), '')}{f.metric.name}"
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


def _subject(metric: Metric) -> str:
    return metric.key.partition(".")[0]


def _or(names: Sequence[str]) -> str:
    names = list(dict.fromkeys(names))[:MOST]
    return names[0] if len(names) == 1 else f"{'、'.join(names[:-1])}或{names[-1]}"


def _dimensions(metric: Metric) -> str:
    return "、".join(dict.fromkeys(DIMENSIONS[d].name for d in metric.dims))


def _together(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, tuple[str, ...]] = {}
    for dimension, value in pairs:
        found[dimension] = tuple(dict.fromkeys((*found.get(dimension, ()), value)))
    return tuple(sorted(found.items()))


def _ordered(order: Order | None, found: Sequence[Span]) -> Order | None:
    """Of a top ten with 最少 the direction is that of the superlative, the number that of the ten."""
    orders = _all(found, Order)
    if len(orders) < 2:
        return order
    limit = max(o.limit for o in orders)
    leading = next((o for o in orders if o.good or o.words or o.direction == "asc"), orders[0])
    return replace(leading, limit=limit)


def _check_bound(bound: Bound | None, metric: Metric) -> None:
    if bound is None or bound.number is None:
        return
    if bound.percent and metric.value_format != "percent":
        raise _Back(f"{metric.name}的单位是{metric.unit}，不是百分数；请写成几{metric.unit}。")


def _examples() -> tuple[str, ...]:
    return (
        "今年各区县按期办复率",
        "九龙坡区今年提案办复率比去年怎么样",
        "逾期提案最多的五个承办单位",
        "有哪些逾期的提案",
    )


__all__ = ["METRICS", "Context", "Named", "understand"]
