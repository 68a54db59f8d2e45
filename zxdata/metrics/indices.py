"""Composite indices by district: each component with its value, its score and its weight; what is missing stays so."""

import pandas as pd

from zxdata.errors import BadSetting
from zxdata.filters import Filters
from zxdata.metrics import METRICS, metric, metrics
from zxdata.metrics.answer import answer
from zxdata.metrics.groups import of_whole_regions
from zxdata.metrics.model import Ratio
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
    for name, index in rules.indices.items():
        keys = [key for part in index.parts for key in (part.metric, part.per) if key]
        faults += [f"规则文件的 indices.{name}：{_unknown(key)}" for key in keys if key not in METRICS]
    if faults:
        raise BadSetting("\n".join(faults))


def index_of(reading: Reading, index: Index, filters: Filters, rules: Rules) -> pd.DataFrame:
    """district, code, score (0 to 100, None where more than half of the weight is missing), known (the share of the
    weight that is known), and for each part ``value.n`` and ``score.n``. Only region and period restrict it.
    """
    asked = Filters(filters.as_of, filters.region, filters.since, filters.until)
    keys = tuple(dict.fromkeys(k for part in index.parts for k in (part.metric, part.per) if k))
    found = answer(reading, metrics(keys), ("district",), asked, rules).frame
    found = of_whole_regions(found)
    table = pd.DataFrame({"district": found["district"], "code": found["district_code"]})
    weights = pd.Series([part.weight for part in index.parts], dtype=float)
    scores = []
    for n, part in enumerate(index.parts):
        table[f"value.{n}"] = _value(found, part)
        table[f"score.{n}"] = table[f"value.{n}"].map(part.score, na_action="ignore")
        scores.append(table[f"score.{n}"])
    of_parts = pd.concat(scores, axis=1).astype(float)
    of_parts.columns = range(len(weights))
    known = of_parts.notna().mul(weights).sum(axis=1) / weights.sum()
    total = of_parts.mul(weights).sum(axis=1) / of_parts.notna().mul(weights).sum(axis=1)
    table["known"] = known
    table["score"] = total.where(known > MOST_MISSING)
    return table


def part_name(part: Part) -> str:
    """``监督事项 ÷ 委员``: what a component measures."""
    if part.name:
        return part.name
    return metric(part.metric).name + (f" ÷ {metric(part.per).name}" if part.per else "")


def _value(found: pd.DataFrame, part: Part) -> pd.Series:
    top = pd.to_numeric(found[part.metric])
    if part.per is None:
        return top
    bottom = pd.to_numeric(found[part.per])
    return top / bottom.where(bottom > 0) * part.times


def _unknown(key: str) -> str:
    from zxdata.errors import Unknown

    return str(Unknown("指标", key, METRICS))
