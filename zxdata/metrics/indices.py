"""Composite indices by district: each component with its value, its score and its weight; what is missing stays so."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from zxdata.errors import BadSetting
from zxdata.filters import Filters
from zxdata.metrics import METRICS, metric, metrics
from zxdata.metrics.answer import answer
from zxdata.metrics.model import Ratio
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.rules.evaluation import Index, Part
from zxdata.store import Reading

MOST_MISSING = 0.5


def check_rules(rules: Rules) -> None:
    """Raises BadSetting with a sentence for each name in the rules that is no metric, or none of the right kind."""
    faults = [f"规则文件的 targets：{_unknown(key)}" for key in rules.targets if key not in METRICS]
    faults += [
        f"规则文件的 targets：{key}（{metric(key).name}）不是比率，不能设目标。"
        for key in rules.targets
        if key in METRICS and not isinstance(metric(key).measure, Ratio)
    ]
    faults += [
        f"规则文件的 published.metrics：{_unknown(key)}" for key in rules.published.metrics if key not in METRICS
    ]
    for name, index in rules.indices.items():
        keys = [key for part in index.parts for key in (part.metric, part.per) if key]
        faults += [f"规则文件的 indices.{name}：{_unknown(key)}" for key in keys if key not in METRICS]
    if faults:
        raise BadSetting("\n".join(faults))


class IndexScore(NamedTuple):
    """One district: its ``score`` (0 to 100, None where more than half of the weight is missing), the share of the
    weight that is ``known`` (0 to 1), and of each part of the index what was measured and what it scores.
    """

    district: str
    code: str
    score: float | None
    known: float
    values: tuple[float | None, ...]
    scores: tuple[float | None, ...]


def index_of(reading: Reading, index: Index, filters: Filters, rules: Rules) -> Records[IndexScore]:
    """Districts in official order. Only region and period restrict an index."""
    asked = replace(filters, where=())
    keys = tuple(dict.fromkeys(k for part in index.parts for k in (part.metric, part.per) if k))
    found = answer(reading, metrics(keys), ("district",), asked, rules).of_whole_regions
    rows = found.frame.to_dict("records")
    return Records(IndexScore, tuple(_scored(row, index) for row in rows))


def _scored(row: Mapping[Hashable, Any], index: Index) -> IndexScore:
    values = tuple(_value(row, part) for part in index.parts)
    scores = tuple(None if v is None else part.score(v) for part, v in zip(index.parts, values, strict=True))
    weighed = [(part.weight, s) for part, s in zip(index.parts, scores, strict=True) if s is not None]
    weight = sum(w for w, _ in weighed)
    known = weight / sum(part.weight for part in index.parts)
    score = sum(w * s for w, s in weighed) / weight if known > MOST_MISSING else None
    return IndexScore(row["district"], row["district_code"], score, known, values, scores)


def part_name(part: Part) -> str:
    """``监督事项 ÷ 委员``: what a component measures."""
    if part.name:
        return part.name
    return metric(part.metric).name + (f" ÷ {metric(part.per).name}" if part.per else "")


def _value(row: Mapping[Hashable, Any], part: Part) -> float | None:
    top, bottom = (None if key is None or pd.isna(row[key]) else float(row[key]) for key in (part.metric, part.per))
    if part.per is None or top is None:
        return top
    return top / bottom * part.times if bottom else None


def _unknown(key: str) -> str:
    from zxdata.errors import Unknown

    return str(Unknown("指标", key, METRICS))
