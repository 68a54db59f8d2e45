"""通报数 beside 台账数: what was published, and what the ledger says to the same question. Never merged."""

import csv
import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import select

from zxdata.configuration import ASSETS
from zxdata.errors import Unknown, WrongUse
from zxdata.filters import Filters
from zxdata.metrics import METRICS, metric
from zxdata.metrics.answer import answer
from zxdata.metrics.question import region_in_force
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import reported
from zxdata.store import Reading

AGREES, DIFFERS, ALONE, ELSEWHERE = "一致", "有差", "未对应", "市外参照"
# fmt: off
COLUMNS = (
    "region_code", "region", "body", "indicator", "value", "unit", "period", "qualifier", "metric", "metric_name",
    "ledger", "low", "high", "difference", "verdict", "note", "cited_from", "quote",
)
# fmt: on
MORE, FEWER, ROUGHLY, AT_LEAST = "余多逾超", "近", ("约", "左右", "平均"), ("以上", "上", "不少于")
ROUGH = 0.1


def compare(reading: Reading, filters: Filters, rules: Rules, subject: str = "") -> pd.DataFrame:
    """One row a published figure, in official order of regions, those about other homes last.

    ``ledger`` is the metric's value where one fits, over the figure's own year if it names one, else over the
    filters' period; ``low`` and ``high`` bound what the published words mean, ``difference`` is ledger − nearest
    bound. verdict: 一致, 有差, 未对应 (no metric fits, or not the reader's to count) or 市外参照 (another home's region).
    ``subject``: only figures with a metric of it, and those without any.
    """
    columns = [
        reported.c[n]
        for n in ("region", "body", "indicator", "value", "unit", "period", "qualifier", "cited_from", "quote")
    ]
    names = [column.name for column in columns]
    figures = (dict(zip(names, row, strict=True)) for row in reading.rows(select(*columns)))
    rows = [_compared(reading, figure, filters, rules) for figure in figures if _concerns(figure, subject)]
    position = reading.version.regions.position
    rows.sort(key=lambda row: (position.get(row["region_code"], len(position) + 1), row["verdict"] == ALONE))
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def bounds(value: str, qualifier: str) -> tuple[float, float] | None:
    """The numbers that the published words allow: 81 → 81 to 81, 150余 → 150 to 159, 3-5 → 3 to 5; None if no number."""
    numbers = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", value.replace(",", ""))]
    if not numbers:
        return None
    if len(numbers) == 2:
        return numbers[0], numbers[1]
    number = numbers[0]
    zeros = len(value) - len(value.rstrip("0")) if value.isdecimal() else 0
    step = 10.0 ** min(zeros, max(len(value) - 1, 0))
    if any(word in qualifier for word in AT_LEAST):
        return number, float("inf")
    if any(word in qualifier for word in MORE):
        return number, number + max(step - 1, 0)
    if FEWER in qualifier:
        return number - max(step / 10, 1), number
    if any(word in qualifier for word in ROUGHLY):
        return number * (1 - ROUGH), number * (1 + ROUGH)
    return number, number


def _concerns(figure: dict[Any, Any], subject: str) -> bool:
    key, _, _ = _counterpart(*(figure[n] or "" for n in ("region", "body", "indicator")))
    return not subject or not key or key.startswith(f"{subject}.")


def _compared(reading: Reading, figure: dict[Any, Any], filters: Filters, rules: Rules) -> dict[str, Any]:
    figure = {name: value or "" for name, value in figure.items()}
    row = dict.fromkeys(COLUMNS) | figure | {"metric": "", "metric_name": "", "note": "", "verdict": ALONE}
    try:
        row["region_code"] = reading.version.regions.resolve(figure["region"])
        row["region_code"] = region_in_force(reading, figure["region"], filters.as_of)
    except (Unknown, WrongUse):
        return row | {"verdict": ALONE if row["region_code"] else ELSEWHERE}
    key, where, note = _counterpart(figure["region"], figure["body"], figure["indicator"])
    allowed = bounds(figure["value"], figure["qualifier"])
    if not key or allowed is None:
        return row
    since, until = _period(figure["period"], filters)
    asked = replace(filters, region=row["region_code"], where=where, since=since, until=until)
    ledger = answer(reading, (metric(key),), (), asked, rules).value(key)
    low, high = allowed
    row |= {"metric": key, "metric_name": metric(key).name, "note": note, "ledger": ledger, "low": low, "high": high}
    if ledger is not None:
        off = ledger - low if ledger < low else max(ledger - high, 0)
        row |= {"difference": off, "verdict": DIFFERS if off else AGREES}
    return row


def _period(said: str, filters: Filters) -> tuple[date | None, date | None]:
    """The year that the figure names, else the period of the filters."""
    year = re.fullmatch(r"(\d{4})年", said)
    if not year:
        return filters.since, filters.until
    return date(int(year[1]), 1, 1), date(int(year[1]), 12, 31)


def _counterpart(region: str, body: str, indicator: str) -> tuple[str, tuple[tuple[str, tuple[str, ...]], ...], str]:
    """The metric, its filters and a note; a figure of one's own fits where its indicator is a metric's name or key."""
    if found := _shipped().get((region, body, indicator)):
        return found
    own = next((m.key for m in METRICS.values() if indicator in (m.key, m.name)), "")
    return own, (), ""


@lru_cache(maxsize=1)
def _shipped() -> dict[tuple[str, str, str], tuple[str, tuple[tuple[str, tuple[str, ...]], ...], str]]:
    with (ASSETS / "reported" / "indicators.csv").open(encoding="utf-8", newline="") as lines:
        return {
            (row["region"], row["body"], row["indicator"]): (row["metric"], _conditions(row["where"]), row["note"])
            for row in csv.DictReader(lines)
        }


def _conditions(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """``kind=委员工作室;channel=线上|线上线下``"""
    pairs = (part.split("=", 1) for part in text.split(";") if part)
    return tuple(sorted((dimension, tuple(values.split("|"))) for dimension, values in pairs))
