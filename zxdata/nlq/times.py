"""The times that a question names, and what it compares with them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from zxdata import words
from zxdata.filters import Filters
from zxdata.metrics.model import Metric
from zxdata.nlq.asking_back import Unclear
from zxdata.nlq.knowledge import Context
from zxdata.nlq.meant import periodic
from zxdata.nlq.model import Beside, Changed, Span, When, every, first
from zxdata.periods import months_before, whole_months_before


def named_times(found: Sequence[Span], context: Context) -> tuple[list[When], list[str]]:
    """The times that are named, sessions and terms as days; and how those were read."""
    times, told = [], []
    for when in every(found, When):
        if when.ahead:
            raise Unclear("问的时间还没有到；可以问到今天为止的，例如“今年”“上个月”“近12个月”。")
        if when.term:
            if context.term_from is None:
                raise Unclear("台账里没有委员的任期，不知道本届从哪天起；请写明日期，例如“2023年1月以来”。")
            when = When(context.term_from, context.today)
            told.append(f"本届从{words.day(context.term_from)}（多数委员任期起）算起")
        if when.session:
            began = (context.sessions or {}).get(when.session)
            if began is None:
                known = sorted(context.sessions or {})
                raise Unclear(
                    f"台账里没有{when.session}的提案，不知道它从哪天起；请写明日期。", [f"{s}以来" for s in known]
                )
            told.append(f"{when.session}从它的第一件提案提交之日{words.day(began)}算起")
            when = When(began, context.today)
        times.append(when)
    return times, told


def filtered(
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
        raise Unclear("问题里有好几个时间；请一次问一个期间，或写成“2025年比2024年”。")
    if as_of and as_of > context.today:
        raise Unclear(f"截至日 {words.day(as_of)} 还没有到。")
    since, until = (period.since, period.until) if period else (None, None)
    told = []
    if period and not all(periodic(m) for m in metrics):
        if any(periodic(m) for m in metrics):
            raise Unclear("问的几个指标，有的分期间，有的只有截至日的状态；请分开问。")
        as_of = as_of or min(until or context.today, context.today)
        since = until = None
        told.append(f"{metrics[0].name}是截至日的状态，不分期间，按截至{words.day(as_of)}回答")
    day = as_of or context.today
    if since and since > day:
        raise Unclear(f"期间从{words.day(since)}开始，晚于截至日{words.day(day)}。")
    if until and until > day and until <= context.today:
        until = day
    return Filters(day, region, since, until, where), told


def compared(found: Sequence[Span], filters: Filters, context: Context) -> tuple[Beside | None, Filters | None]:
    """What the number is compared with, and the filters that ask for that."""
    beside = first(found, Beside)
    periods = [w for w in every(found, When) if w.since and w.until]
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
        raise Unclear("没有听懂和哪一段时间比；可以写“比去年”“环比”或“比2024年”。")
    if filters.since is None:
        raise Unclear("要比的是哪一段时间？例如“今年比去年”。")
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
        raise Unclear(f"{context.regions.name(filters.region)}在{words.day(day)}还不存在，没有可比的。")
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


def refuse_lone_changes(found: Sequence[Span], beside: Beside | None) -> None:
    """Raises Unclear where a change is asked for (提高了多少) and nothing that it is one from."""
    if beside is None and any(span.senses and all(isinstance(s, Changed) for s in span.senses) for span in found):
        raise Unclear("和什么时候比？可以写“比去年”“环比”或“比2024年”。", open=True)
