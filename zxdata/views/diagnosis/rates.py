"""Findings on rates: what changed against a year before, and which district lies beyond its control limits."""

from collections.abc import Iterator

from zxdata import words
from zxdata.metrics import metric
from zxdata.metrics.chances import Binomial
from zxdata.metrics.limits import binomial_limits
from zxdata.views.asking import Asking
from zxdata.views.change import chance_of_shares
from zxdata.views.diagnosis.finding import FACT, Finding, certainty, link
from zxdata.views.diagnosis.span import bounded, span_in_words
from zxdata.views.regional import of_regions

RATES = (
    "coverage.township_rate",
    "coverage.active_rate",
    "proposals.reply_rate",
    "proposals.on_time_rate",
    "proposals.satisfaction_rate",
    "supervision.on_time_rate",
    "supervision.closed_rate",
    "consultation.adoption_rate",
    "consultation.implementation_rate",
    "voices.on_time_rate",
    "voices.overall_rate",
    "voices.satisfaction_rate",
    "voices.use_rate",
)
RANKED = (
    "coverage.township_rate",
    "proposals.on_time_rate",
    "supervision.on_time_rate",
    "consultation.adoption_rate",
    "voices.on_time_rate",
)
LARGE_CHANGE, LARGE_GAP, WORTH_SAYING = 0.2, 0.5, 0.01


def changes(asking: Asking) -> Iterator[Finding]:
    """Rates of the last twelve months, or of the period, that moved more than chance explains: two shares, tested
    with the pooled normal approximation. The rate of a state is of all there is, so its change is a fact.
    """
    asking = bounded(asking)
    if not asking.comparable:
        return
    now, before = asking.answer(RATES), asking.answer(RATES, filters=asking.year_before)
    for key in RATES:
        of = metric(key)
        (a, n), (b, m) = (
            tuple(r.value(f"{key}.{end}") or 0 for end in ("numerator", "denominator")) for r in (now, before)
        )
        if not n or not m:
            continue
        difference = a / n - b / m
        counted = of.fact.axis is None
        said = FACT if counted else certainty(chance_of_shares(a, n, b, m) * len(RATES))
        if not said or (counted and abs(difference) < WORTH_SAYING):
            continue
        word = "上升" if difference > 0 else "下降"
        tested = "" if counted else f"；比较 {len(RATES)} 项后检验，不是偶然"
        better = (difference > 0) == (of.better > 0)
        brief = (
            f"{'' if counted else span_in_words(asking)}{of.name}由 {words.with_unit(b / m, 'percent')}（{words.base(b, m, '')}）{word}到 "
            f"{words.with_unit(a / n, 'percent')}（{words.base(a, n, '')}），同比{word} "
            f"{words.points(difference)}，{'向好' if better else '变差'}"
        )
        yield Finding(
            "变化",
            f"{brief}{tested}。",
            int(n + m),
            min(abs(difference) / LARGE_CHANGE, 1),
            said,
            link(of.subject, asking.filters),
            key,
            brief,
            "" if better else "核实变差的原因",
        )


def beyond_limits(asking: Asking) -> Iterator[Finding]:
    """Districts that do worse than the whole by more than their size explains."""
    confidence = asking.rules.ranking.confidence
    for key in RANKED:
        of = metric(key)
        whole = asking.answer([key], filters=asking.siblings).value(key)
        frame = of_regions(asking, asking.answer([key], by=("district",), filters=asking.siblings), key)
        frame = frame[frame["denominator"].fillna(0) > 0]
        if asking.district:
            frame = frame[frame["code"] == asking.district]
        if whole is None or frame.empty:
            continue
        lower, _ = binomial_limits(frame["denominator"].to_numpy(dtype=float), float(whole), confidence)
        for row, limit in zip(frame.itertuples(), lower, strict=True):
            if not row.value < limit:
                continue
            chance = float(Binomial(row.denominator, whole).at_most(row.numerator)) * len(frame)
            brief = (
                f"{row.name}{'' if of.fact.axis is None else span_in_words(asking)}{of.name} {words.with_unit(row.value, 'percent')}"
                f"（{words.base(row.numerator, row.denominator, '')}），低于{asking.whole_name} "
                f"{words.with_unit(whole, 'percent')} 的 {words.percent(confidence)} 控制下限 {words.with_unit(limit, 'percent')}"
            )
            yield Finding(
                "越限",
                f"{brief}。",
                int(row.denominator),
                min((whole - row.value) / LARGE_GAP, 1),
                certainty(chance) or "较强",
                link(of.subject, asking.filters, str(row.code)),
                key,
                brief,
                "了解原因",
            )
