"""通报数 beside 台账数: what was published, and what the ledger says to the same question. Never merged."""

from dataclasses import replace
from typing import Any

import pandas as pd
from sqlalchemy import select

from zxdata.errors import Unknown, WrongUse
from zxdata.filters import Filters
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.metrics.places import region_in_force
from zxdata.reported.counterparts import Counterpart, counterpart
from zxdata.reported.meaning import bounds, days
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import reported
from zxdata.store import Reading

__all__ = ["AGREES", "ALONE", "DIFFERS", "ELSEWHERE", "OTHER_DAYS", "VERDICTS", "bounds", "compare"]

AGREES, DIFFERS, OTHER_DAYS, ALONE, ELSEWHERE = "一致", "有差", "期间不同", "未对应", "市外参照"
VERDICTS = (DIFFERS, OTHER_DAYS, AGREES, ALONE, ELSEWHERE)
# fmt: off
COLUMNS = (
    "region_code", "region", "body", "indicator", "value", "unit", "period", "qualifier", "metric", "metric_name",
    "ledger", "low", "high", "difference", "verdict", "note", "cited_from", "quote",
)
# fmt: on
READ = ("region", "body", "indicator", "value", "unit", "period", "qualifier", "cited_from", "quote")


def compare(reading: Reading, filters: Filters, rules: Rules, subject: str = "") -> pd.DataFrame:
    """One row a published figure, in official order of regions, those about other homes last; computed once for all
    who ask it of a version. Not to be changed in place.

    ``ledger`` is the metric's value where one fits, over the days that the figure names, else over the filters' period;
    ``low`` and ``high`` bound what the published words mean, ``difference`` is ledger − nearest bound. verdict: 一致,
    有差, 期间不同 (the ledger's number is of other days, or the figure does not say of which it is), 未对应 (no metric
    fits, or not the reader's to count) or 市外参照 (another home's region). ``subject``: only figures with a metric of
    it, and those without any.
    """
    asked = ("compare", filters, rules.fingerprint, subject)
    return reading.once(asked, lambda: _compare(reading, filters, rules, subject))


def _compare(reading: Reading, filters: Filters, rules: Rules, subject: str) -> pd.DataFrame:
    rows = []
    for values in reading.rows(select(*(reported.c[name] for name in READ))):
        figure = {name: value or "" for name, value in zip(READ, values, strict=True)}
        like = counterpart(figure["region"], figure["body"], figure["indicator"])
        if not subject or not like.metric or like.metric.startswith(f"{subject}."):
            rows.append(_compared(reading, figure, like, filters, rules))
    position = reading.version.regions.position
    rows.sort(key=lambda row: (position.get(row["region_code"], len(position) + 1), row["verdict"] == ALONE))
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _compared(
    reading: Reading, figure: dict[str, Any], like: Counterpart, filters: Filters, rules: Rules
) -> dict[str, Any]:
    row = dict.fromkeys(COLUMNS) | figure | {"metric": "", "metric_name": "", "note": "", "verdict": ALONE}
    try:
        row["region_code"] = reading.version.regions.resolve(figure["region"])
        row["region_code"] = region_in_force(reading, figure["region"], filters.as_of)
    except (Unknown, WrongUse):
        return row | {"verdict": ALONE if row["region_code"] else ELSEWHERE}
    allowed = bounds(figure["value"], figure["qualifier"])
    if not like.metric or allowed is None:
        return row
    of, named = metric(like.metric), days(figure["period"])
    asked = replace(filters, region=row["region_code"], where=like.where)
    if named and of.fact.axis:
        asked = replace(asked, since=named[0], until=named[1])
    ledger = answer(reading, (of,), (), asked, rules).value(of.key)
    if ledger is not None and of.value_format == "percent":
        ledger *= 100  # as it is published: 70 with the unit %
    low, high = allowed
    row |= {"metric": of.key, "metric_name": of.name, "note": like.note, "ledger": ledger, "low": low, "high": high}
    if ledger is None:
        return row
    if apart := _of_other_days(figure["period"], asked, state=of.fact.axis is None):
        return row | {"verdict": OTHER_DAYS, "note": "；".join(filter(None, (apart, like.note)))}
    off = ledger - low if ledger < low else max(ledger - high, 0)
    return row | {"difference": off, "verdict": DIFFERS if off else AGREES}


def _of_other_days(period: str, asked: Filters, state: bool) -> str:
    """In what the days of a published figure and of the ledger's differ; "" where they are the same.

    A state is told as of a day: one that names no day is taken for today's, one of a past year is not.
    """
    named = days(period)
    if state:
        past = named is not None and named[1] is not None and named[1].year < asked.as_of.year
        return f"通报为{period}，台账为截至日的状态" if past else ""
    if named is None:
        said = f"通报为“{period}”" if period and not period.startswith("未写") else "通报没有写期间"
        return f"{said}，台账按{asked.period_in_words()}"
    until = named[1]
    return f"通报为{period}，台账只到截至日" if until is not None and until > asked.as_of else ""
